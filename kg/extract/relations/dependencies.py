"""Cues in the grammar of a sentence: the path between two names in its dependency tree (Universal Dependencies).

A pattern of kind ``dependency`` spells the path from the subject up to where it meets the object's and down again:
``S:Tool nsubj [use|adopt] obj O`` (the lemmas that the meeting word may have; ``[*]`` any), ``S nsubj [O] O:Concept``
where one end governs the other, labels with alternatives as ``obj|obl``. Conjuncts take the place of the word that they
are joined to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kg.extract.relations.scene import Seen, Sentence
from kg.model import Relation

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Parser: TypeAlias = "Callable[[Sequence[str]], Iterable[Doc]]"
"""Parses sentences, in their order."""

_PATTERN = re.compile(
    r"S(?::(?P<subject>[\w|]+))?(?P<up>(?: [a-z:|]+)*) \[(?P<meeting>[^\]]+)\]"
    r"(?P<down>(?: [a-z:|]+)*) O(?::(?P<object>[\w|]+))?"
)
_JOINED = frozenset({"conj", "flat", "list"})
_MOST_STEPS = 6
_MOST_WORDS = 80


@dataclass(frozen=True, slots=True)
class DependencyCue:
    """A compiled cue; empty sets mean any."""

    relation: Relation
    rule: str
    confidence: float
    subject: frozenset[str]
    object: frozenset[str]
    up: tuple[frozenset[str], ...]
    meeting: frozenset[str]
    down: tuple[frozenset[str], ...]

    def matches(self, path: Path, subject: Seen, object_: Seen) -> bool:
        """Whether the path between two names is the cue's, and they are of its classes."""
        return (
            len(path.up) == len(self.up)
            and len(path.down) == len(self.down)
            and (not self.subject or subject.cls in self.subject)
            and (not self.object or object_.cls in self.object)
            and (path.meeting in self.meeting or (not self.meeting and path.meeting not in ("S", "O")))
            and all(label in allowed for label, allowed in zip(path.up, self.up, strict=True))
            and all(label in allowed for label, allowed in zip(path.down, self.down, strict=True))
        )


@dataclass(frozen=True, slots=True)
class Path:
    """How two words hang together."""

    up: tuple[str, ...]
    """Labels from the first word to the meeting word."""
    meeting: str
    """The meeting word's lemma; ``S`` or ``O`` where it is the first or the last word itself."""
    down: tuple[str, ...]
    """Labels from the meeting word to the last."""


def compile_dependency_cues(relations: Iterable[Relation]) -> tuple[DependencyCue, ...]:
    """Compile the cues of kind ``dependency``; a pattern that does not read as one is left out."""
    compiled = []
    for relation in relations:
        for cue in relation.cues:
            match = _PATTERN.fullmatch(cue.pattern) if cue.kind == "dependency" else None
            if match is not None:
                meeting = frozenset(match["meeting"].split("|")) - {"*"}
                compiled.append(
                    DependencyCue(
                        relation,
                        cue.rule,
                        cue.confidence,
                        _split(match["subject"]),
                        _split(match["object"]),
                        tuple(_split(label) for label in match["up"].split()),
                        meeting,
                        tuple(_split(label) for label in match["down"].split()),
                    )
                )
    return tuple(compiled)


def _split(text: str | None) -> frozenset[str]:
    return frozenset(text.split("|")) if text else frozenset()


def needs_parse(sentence: Sentence) -> bool:
    """Whether grammar could tell something of a sentence: it has two names, is no heading and not endless."""
    two = len({s.key for s in sentence.seen}) >= 2
    return two and sentence.kind != "heading" and len(sentence.text.split()) <= _MOST_WORDS


def match_dependencies(
    sentence: Sentence, cues: Iterable[DependencyCue], doc: Doc
) -> Iterator[tuple[DependencyCue, Seen, Seen]]:
    """Find the cues that hold in a parsed sentence, as (cue, subject, object)."""
    heads = [(seen, find_head(doc, seen, sentence)) for seen in sentence.seen]
    for subject, first in heads:
        for object_, last in heads:
            path = (
                find_path(first, last)
                if first is not None and last is not None and subject.key != object_.key
                else None
            )
            if path is not None:
                yield from ((cue, subject, object_) for cue in cues if cue.matches(path, subject, object_))


def find_head(doc: Doc, seen: Seen, sentence: Sentence) -> Token | None:
    """Find the word that governs the others of a name in its parsed sentence; None where there is no word."""
    span = doc.char_span(seen.start - sentence.start, seen.end - sentence.start, alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def find_path(first: Token, last: Token) -> Path | None:
    """Find the path between two words; None when they are joined to each other, far apart or in different trees."""
    first, last = _leave_row(first), _leave_row(last)
    above = _ancestors(first)
    below = _ancestors(last)
    meeting = next((word for word in above if word in below), None)
    if first == last or meeting is None:
        return None
    up = tuple(word.dep_ for word in above[: above.index(meeting)] if word.dep_ not in _JOINED)
    down = tuple(word.dep_ for word in reversed(below[: below.index(meeting)]) if word.dep_ not in _JOINED)
    if len(up) + len(down) > _MOST_STEPS:
        return None
    lemma = "S" if meeting == first else "O" if meeting == last else meeting.lemma_.lower()
    return Path(up, lemma, down)


def _leave_row(word: Token) -> Token:
    """Go from a conjunct to the word that it is joined to."""
    while word.dep_ in _JOINED and word.head != word:
        word = word.head
    return word


def _ancestors(word: Token) -> list[Token]:
    found = [word]
    while found[-1].head != found[-1]:
        found.append(found[-1].head)
    return found
