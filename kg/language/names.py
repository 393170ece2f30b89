"""Names that look like products, projects and companies, made from parts: none is meant to exist."""

from __future__ import annotations

from random import Random

_STEMS_TEXT = """
kube cloud flow mesh data ops hub stack net dock helm open fast deep star blue red grid node edge core byte log trace
metric graph stream lake river pipe port ship sail crane forge spark ray nova luna terra aero aqua pyro cryo hydra
atlas argo zeta delta sigma omni meta proto quick swift true clear bright iron silver storm
"""
STEMS = tuple(_STEMS_TEXT.split())

_ENDINGS_TEXT = """
ly ify io er ix os us ium ara eta ino ero ana ito ora ex on en ax la ra go do
"""
ENDINGS = tuple(_ENDINGS_TEXT.split())

PREFIXES = ("k", "g", "e", "i", "micro", "auto", "re", "co", "un", "py", "js", "rust", "go")

TAILS = (
    "DB",
    "SQL",
    "ML",
    "AI",
    "QL",
    "CD",
    "CI",
    "FS",
    "MQ",
    "OS",
    "VM",
    "JS",
    "RPC",
    "CTL",
    "X",
    "Ops",
    "Hub",
    "Lab",
)

LETTERS = "ABCDEFGHIKLMNOPRSTUVWX"


def make_name(rng: Random) -> str:
    """Make a single-word name in one of the fashions in which such names are written."""
    return rng.choice(FASHIONS)(rng)


def _make_camel(rng: Random) -> str:
    return rng.choice(STEMS).capitalize() + rng.choice(STEMS).capitalize()


def _make_plain(rng: Random) -> str:
    return (rng.choice(STEMS) + rng.choice(ENDINGS)).capitalize()


def _make_short(rng: Random) -> str:
    return rng.choice(STEMS).capitalize()


def _make_lower(rng: Random) -> str:
    return rng.choice(STEMS) + rng.choice(ENDINGS)


def _make_daemon(rng: Random) -> str:
    return rng.choice(STEMS)[:4] + rng.choice(("d", "ctl", "s", "db", "fs"))


def _make_hyphenated(rng: Random) -> str:
    return f"{rng.choice(STEMS)}-{rng.choice(STEMS)}"


def _make_tailed(rng: Random) -> str:
    return rng.choice(STEMS).capitalize() + rng.choice(TAILS)


def _make_prefixed(rng: Random) -> str:
    return rng.choice(PREFIXES) + rng.choice(TAILS + tuple(stem.capitalize() for stem in STEMS))


def _make_numeronym(rng: Random) -> str:
    return f"{rng.choice(LETTERS).lower()}{rng.randrange(2, 19)}{rng.choice(LETTERS).lower()}"


def _make_initials(rng: Random) -> str:
    return "".join(rng.choice(LETTERS) for _ in range(rng.choice((2, 3, 3, 4))))


def _make_dotted(rng: Random) -> str:
    return rng.choice(STEMS).capitalize() + rng.choice((".js", ".io", ".NET", ".py"))


FASHIONS = (
    _make_camel,
    _make_camel,
    _make_plain,
    _make_plain,
    _make_plain,
    _make_short,
    _make_lower,
    _make_lower,
    _make_daemon,
    _make_hyphenated,
    _make_tailed,
    _make_prefixed,
    _make_numeronym,
    _make_initials,
    _make_initials,
    _make_dotted,
)
"""Repeated fashions are the more common ones."""
