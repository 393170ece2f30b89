"""Cue phrases: regular expressions over sentences in which names are single characters.

A pattern of kind ``phrase`` is a regular expression with placeholders:

``{S}``    the subject: a name, or several in a row ("Prometheus, Grafana and Loki")
``{O}``    the object, likewise
``{S1}``   one name only; ``{O1}`` likewise
``{O.}``   the object at the end of its noun phrase ("is a [container runtime] that", not "is a [Kubernetes] problem")
``{T}``    a subject that is left out or a pronoun, at the start of a clause: the sentence's topic is the subject
``{W}``    "we" or "they", likewise
``{K}``    a kind after "is": "a fast [monitoring system] for [containers]", names in it or not
``...``    up to four words in between, none of which turns the meaning

A class may limit whom a placeholder takes: ``{S:Tool}``; so may a kind that the vocabulary knows of it:
``{O:Tool~programming language}``. A blank stands for any white space, ``" ?"`` for white space that may be missing.
Matching ignores case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract.relations.scene import Seen, Sentence
from kg.model import Relation

_FIRST_CODE = 0xE000
# Names and marks have no case; who does not say so has Python look for it, character by character, in every pattern.
_NAME = "(?-i:[\ue000-\uf8ff])"
_BREAKERS = (
    "not|no|never|without|instead|but|rather|than|because|if|when|while|though|unlike|except|from|vs|versus|"
    "or|and|is|are|was|were|has|have|uses|use|using|supports|via|by|of"
)
_HELPERS = r"(?:(?:is|are|was|were|be|been|being|has|have|had|will|can|could|also|now|which|that)\s+){0,3}?"
_GAP = rf"{_HELPERS}(?:(?!(?:{_BREAKERS})\b)[\w'’%+-]+\s+){{0,4}}?"
_NAMED_GAP = rf"(?:(?!(?:{_BREAKERS}|for|to|with|on|in|at|as)\b)(?-i:[\w'’%+\ue000-\uf8ff-]+)\s+){{0,5}}?"
_KIND = (
    r"(?:an?|the|one of the|another|our|my)\s+"
    r"(?:(?!(?:not|no|never|that|which|who|but|by|is|was|and then)\b)(?-i:[\w'’%+/&\ue000-\uf8ff-]+),?\s+){1,8}?"
)
_JOINT = r"\s*(?:,(?:\s*(?:and|or|as well as)\b)?|/|&|\+|\band\b|\bor\b|\bas well as\b|\bplus\b)\s*"
_MODIFIERS = r"(?:(?:the|a|an|its|their|our|also|even|both|own|open|source|\w+[-]\w+)\s+){0,2}"
_ASIDE = r"(?:\s*\([^()]{0,60}\))?"
_GROUP = rf"{_NAME}{_ASIDE}(?:{_JOINT}{_MODIFIERS}{_NAME}{_ASIDE})*"
_PHRASE_END = (
    r"(?=\s*(?:[.,;:()\]\[!?–—\"-]|$|\n|(?:for|that|which|who|with|of|in|to|on|by|from|at|and|or|as|\w+ing|\w+ed|built"
    r"|written|project|platform|tool|system|solution|framework|engine|service|software|library|implementation|layer|product"
    r"|vendor|cli|approach|style|technology|technologies|tools|systems|solutions|frameworks)\b))"
)
_PRONOUN = r"(?:it|they|we|he|she|this|these)"
_TEAM = (
    r"(?:the|our|their|its|her|his|this) (?:new )?(?:\w+ )?"
    r"(?:team|company|tool|project|platform|library|system|product|framework|service|stack|bank|group)"
)
_AUXILIARY = (
    r"(?:(?:also|can|could|will|would|now|currently|then|has|have|had|is|are|was|were|been|be|being|already|still|mostly"
    r"|heavily|to|just|so|and|internally|mainly|primarily|all|both|of|makes?|how|why|start(?:ed|ing)|able|yes|no|great|good"
    r"|well|works?)\s+){0,3}?"
)
_CLAUSE = r"(?:^|(?<=[:;(–—-]\s)|(?<=[.,]\s))(?-i:[^\w\ue000-\uf8ff]*)"
_TOPIC = rf"(?:{_CLAUSE}(?:(?:{_PRONOUN}|{_TEAM})\s+)?|\b{_PRONOUN}\s+){_AUXILIARY}"
_US = rf"\b(?:we|they|{_TEAM})\s+{_AUXILIARY}"
_PLACEHOLDERS = (
    (" ... {O.}", rf"\s+{_NAMED_GAP}{{O.}}".replace(" ", "")),
    (" ... ", rf"\s+{_GAP}"),
    (" ?", r"\s*"),
    (" ", r"\s+"),
    (r"{T}\s+", _TOPIC),
    ("{T}", _TOPIC),
    (r"{W}\s+", _US),
    (r"{K}\s+", _KIND),
    ("{S1}", f"(?P<S>{_NAME})"),
    ("{O1}", f"(?P<O>{_NAME})"),
    ("{S}", f"(?P<S>{_GROUP})"),
    ("{O.}", f"(?P<O>{_GROUP}){_PHRASE_END}"),
    ("{O}", f"(?P<O>{_GROUP})"),
)
"""What a pattern's signs stand for, in the order in which they are put in."""
_RELATIONAL = re.compile(
    r"(?:plug-?in|add-?on|extension|integration|connector|adapter|provider|exporter|binding|driver|client|backend|operator"
    r"|component|module|wrapper|alternative|replacement|successor|fork)s?",
    re.IGNORECASE,
)
"""Concepts that also say how two others are related: "a plugin for"."""
_FOR = re.compile(r"\s+for\b")
_WE = re.compile(r"\b(?:we|our|us|they|their|i|(?:her|his) (?:team|company|bank|group))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PhraseCue:
    """A compiled cue."""

    relation: Relation
    rule: str
    confidence: float
    expression: re.Pattern[str]
    leaves_out_subject: bool
    subject_classes: frozenset[str]
    """Empty for any."""
    object_classes: frozenset[str]
    object_kind: str = ""
    """What the vocabulary must know the object to be; empty for any."""


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A cue found in a sentence."""

    cue: PhraseCue
    subjects: tuple[Seen, ...]
    """Empty when the cue leaves its subject out."""
    objects: tuple[Seen, ...]
    start: int
    """Position in the sentence's text."""
    end: int
    speaks_of_us: bool = False
    """The left-out subject is "we", "they" or "our"."""


def linearize(sentence: Sentence) -> tuple[str, Mapping[str, Seen], tuple[int, ...]]:
    """Write a sentence with one private character for each name.

    Returns:
        The text; the mention of each private character; for each character its position in the sentence's text, and
        one more for the end.
    """
    pieces: list[str] = []
    names: dict[str, Seen] = {}
    positions: list[int] = []
    at = 0
    for number, seen in enumerate(sentence.seen):
        start, end = seen.start - sentence.start, seen.end - sentence.start
        if start < at or seen.cls == "Talk":
            continue  # a talk's title holds the names that it speaks of
        code = chr(_FIRST_CODE + number)
        pieces += [sentence.text[at:start], code]
        positions += [*range(at, start), start]
        names[code] = seen
        at = min(end, len(sentence.text))
    pieces.append(sentence.text[at:])
    positions += range(at, len(sentence.text) + 1)
    return "".join(pieces), names, tuple(positions)


def compile_cues(relations: Iterable[Relation]) -> tuple[PhraseCue, ...]:
    """Compile the cues of kind ``phrase``, in order of relation and rule.

    Raises:
        re.error: A pattern is no regular expression.
    """
    return tuple(
        PhraseCue(
            relation,
            cue.rule,
            cue.confidence,
            compile_pattern(cue.pattern),
            "{T" in cue.pattern or "{W" in cue.pattern,
            _classes(cue.pattern, "[STW]"),
            _classes(cue.pattern, "O[.1]?"),
            _kind(cue.pattern),
        )
        for relation in relations
        for cue in relation.cues
        if cue.kind == "phrase"
    )


def _classes(pattern: str, role: str) -> frozenset[str]:
    match = re.search(rf"\{{{role}:([\w|]+)(?:~[^{{}}]*)?\}}", pattern)
    return frozenset(match[1].split("|")) if match else frozenset()


def _kind(pattern: str) -> str:
    match = re.search(r"\{O[.1]?:[\w|]+~([^{}]+)\}", pattern)
    return match[1] if match else ""


@lru_cache(maxsize=1024)
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile one pattern; see the module's head for what it may hold."""
    text = re.sub(r"\{([STWO][.1]?):[^{}]+\}", r"{\1}", pattern.strip())
    for written, expression in _PLACEHOLDERS:
        text = text.replace(written, expression)
    return re.compile(text, re.IGNORECASE)


def match_phrases(sentence: Sentence, cues: Sequence[PhraseCue]) -> Iterator[PhraseMatch]:
    """Find all cues in a sentence, and those that spell out words which are names there ("a plugin for")."""
    yield from _match(sentence, cues)
    others = tuple(s for s in sentence.seen if not _is_relational(s, sentence))
    if 0 < len(others) < len(sentence.seen):
        yield from _match(replace(sentence, seen=others), cues)


def _is_relational(seen: Seen, sentence: Sentence) -> bool:
    said = sentence.text[seen.start - sentence.start : seen.end - sentence.start]
    return seen.cls == "Concept" and _RELATIONAL.fullmatch(said) is not None


def _match(sentence: Sentence, cues: Iterable[PhraseCue]) -> Iterator[PhraseMatch]:
    text, names, positions = linearize(sentence)
    if not names:
        return
    for cue in cues:
        at = 0
        while (match := cue.expression.search(text, at)) is not None:
            at = match.start() + 1
            groups = match.groupdict()
            subjects = _pick(groups.get("S"), names, cue.subject_classes)
            objects = _pick(groups.get("O"), names, cue.object_classes)
            if _FOR.match(text, match.end("O")) and " for " in match.group():
                objects = objects[:1]  # "A for x and B for y"
            end = max(match.end(), match.end("O"))
            yield PhraseMatch(
                cue, subjects, objects, positions[match.start()], positions[end], _WE.search(match.group()) is not None
            )


def _pick(group: str | None, names: Mapping[str, Seen], classes: frozenset[str]) -> tuple[Seen, ...]:
    found = (names[c] for c in re.sub(r"\([^()]*\)", "", group or "") if c in names)
    return tuple(s for s in found if not classes or s.cls in classes)
