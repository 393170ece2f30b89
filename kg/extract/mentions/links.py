"""Names in link targets: a repository or a homepage names a thing as surely as its name does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.extract.lexicon import Lexicon, fold
from kg.model import Block, Inline, Ontology, Term

_FORGES = frozenset(("github.com", "gitlab.com", "bitbucket.org", "codeberg.org"))
_NO_OWNERS = frozenset(
    ("about", "features", "orgs", "topics", "search", "settings", "sponsors", "collections", "marketplace")
)
_NO_PRODUCT = re.compile(
    r"(?:19|20)\d\d|^(?:docs?|documentation|website|community|charts?|examples?|samples?|demos?|slides?|talks?|presentations?|papers?|blog"
    r"|issues|website|notes|config|configs|dotfiles|scripts|spec|specs|rfcs|curriculum|awesome.*)$|"
    r"(?:[-_.](?:docs?|examples?|samples?|demos?|workshops?|tutorials?|slides?|talks?|notes|book|io|com|org|course|labs?|training)"
    r"|^(?:demo|example|sample|workshop|tutorial|slides)[-_].*)$"
)
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Repository:
    """A code repository that a link points to."""

    owner: str
    name: str
    start: int
    """Offset of `name` in the file."""
    end: int


@dataclass(frozen=True, slots=True)
class LinkIndex:
    """Which term a web address belongs to."""

    by_address: Mapping[str, Term]
    """Host with path, without scheme, ``www.`` and final slash."""

    def find(self, target: str) -> Term | None:
        """Find the term whose homepage or repository the address is, or lies in."""
        address = normalize_address(target)
        host, *path = address.split("/")
        for length in range(len(path), -1, -1):
            term = self.by_address.get("/".join((host, *path[:length])))
            if term is not None and (length == len(path) or host not in _FORGES):
                return term
            if term is not None and length >= 2:
                return term
        return None


def build_link_index(ontology: Ontology) -> LinkIndex:
    """Index the vocabulary's links; an address that several terms share says nothing and is left out."""
    owners: dict[str, set[str]] = {}
    for term in ontology.terms.values():
        for link in term.links:
            owners.setdefault(normalize_address(link), set()).add(term.key)
    unique = {address: next(iter(keys)) for address, keys in owners.items() if len(keys) == 1}
    return LinkIndex(
        {a: ontology.terms[k] for a, k in sorted(unique.items()) if a.split("/")[0] != a or a not in _FORGES}
    )


def normalize_address(link: str) -> str:
    """Reduce a web address to host and path, for comparing; empty when it is no address."""
    host, path = _split(link)
    return (host + path).rstrip("/").lower()


def _split(link: str) -> tuple[str, str]:
    """Give host (without ``www.``) and path; both empty for what only looks like an address: ``http://[poll]``."""
    try:
        parts = urlsplit(link if _SCHEME.match(link) else "https://" + link)
        return (parts.hostname or "").removeprefix("www."), parts.path
    except ValueError:
        return "", ""


def iter_link_targets(block: Block) -> Iterator[Inline]:
    """Give the links of a block that have a place in the file."""
    for inline in block.inlines:
        if inline.kind in ("link", "url") and inline.target and inline.target_start >= 0:
            yield inline


def parse_repository(inline: Inline) -> Repository | None:
    """Read a link as a repository address: ``https://github.com/owner/name/…``; None when it is none."""
    host, path = _split(inline.target)
    pieces = [p for p in path.split("/") if p]
    if host not in _FORGES or len(pieces) < 2 or pieces[0].lower() in _NO_OWNERS:
        return None
    owner, name = pieces[0], pieces[1].removesuffix(".git")
    at = inline.target.find(f"/{name}", inline.target.find(owner) + len(owner))
    if at < 0 or not fold(name):
        return None
    start = inline.target_start + at + 1
    return Repository(owner, name, start, start + len(name))


def find_host_name(inline: Inline, term: Term) -> tuple[int, int] | None:
    """Find where a link's target spells a label of the term; None when it does not."""
    lower = inline.target.lower()
    for label in sorted((term.label, *term.alt_labels), key=len, reverse=True):
        for spelling in {label.lower().replace(" ", ""), label.lower().replace(" ", "-")}:
            at = lower.find(spelling)
            if at >= 0 and len(spelling) >= 2:
                return inline.target_start + at, inline.target_start + at + len(spelling)
    return None


def find_repository_term(repository: Repository, index: LinkIndex, lexicon: Lexicon) -> Term | None:
    """Find the tool a repository belongs to: by its address first, then by its name."""
    term = index.find(f"github.com/{repository.owner}/{repository.name}")
    if term is not None and term.cls == "Tool":
        return term
    entries = (e for e in lexicon.entries(repository.name) if e.term.cls == "Tool")
    return next((e.term for e in entries if not e.ambiguous or fold(e.label) == fold(repository.name)), None)


def is_product(repository: Repository) -> bool:
    """Whether a repository's name may be a product's: not its documentation, examples, slides or a list of links."""
    return not _NO_PRODUCT.search(repository.name.lower()) and len(repository.name) > 2
