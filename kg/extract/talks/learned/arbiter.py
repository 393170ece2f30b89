"""What becomes of the rules' talks and of the model's: some of the rules' are dropped, some of the model's are added.

The rules are right where they find speakers; the model has its say about the rest. Thresholds are those that did best
on authors whom neither rules nor model had seen; they hardly matter there, and lean to the rules.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from kg.extract.lexicon import fold
from kg.extract.talks.choosing.choice import RULE_FILE_NAME, RULE_METADATA, Choice
from kg.extract.talks.choosing.families import THOUGHTS
from kg.extract.talks.events.find import read_dated, read_edition
from kg.extract.talks.layout.node import is_about_notes
from kg.extract.talks.layout.outline import Outline
from kg.extract.talks.learned.additions import Adder
from kg.extract.talks.learned.evidence import Evidence, find_least, is_document, is_strange
from kg.extract.talks.learned.features import Describer
from kg.extract.talks.learned.judge import Judge
from kg.extract.talks.learned.verdicts import Verdict, describe_note, judge_note
from kg.extract.talks.told.links import is_treated
from kg.model import Note, Span


@dataclass(frozen=True, slots=True)
class Bar:
    """How likely talks have to be."""

    keep: float
    """Those that the rules found without a speaker."""
    add: float
    """Those that no rule found."""


BESIDE = Bar(keep=0.1, add=0.72)
"""Where the rules found talks with speakers."""
UNSAID = Bar(keep=0.2, add=0.5)
"""Where they found none with speakers."""
ALONE = Bar(keep=0.2, add=0.72)
"""Where they found none."""
_LIKELY, _SEVERAL = 0.75, 2
"""So many places so likely make a note of several talks."""
_SURE = 0.3
"""In a talk so likely, headings without a speaker are its sections."""
_CERTAIN = 0.85
"""Unless they are so likely talks themselves."""
_UNWRITTEN = (RULE_METADATA, RULE_FILE_NAME)
"""Rules whose titles stand in no block."""
_NO_TITLE = frozenset(("is_part", "is_container", "is_event", "is_speakers", "is_kind_only", "is_programme"))
"""What the rules say of wordings that are no title's."""
_FEWEST_WORDS = 2
_CLAUSE = re.compile(r"(?:if|when|because|so|and|but|or|that|which|who|then|as|since|while)\s")
"""How the rest of a sentence begins."""
COUNTED = re.compile(r"\W*+\d[\d.,:]*+\W*+\w*+\W*+")
"""What a cell holds that gives a number: "20 MB"."""
_READING = re.compile(
    r"\b(?:books?|reading|papers?|articles?|posts?|blogs?|literature|bibliography|references?|resources?)\b",
    re.IGNORECASE,
)
"""Headings over what others wrote."""


def arbitrate(outline: Outline, choices: Sequence[Choice], judge: Judge) -> list[Choice]:
    """Give the talks of a note: the rules', less those that the model thinks unlikely, and the model's own.

    Args:
        outline: Of the note; it has read it.
        choices: What the rules found.
        judge: The model; one without weights changes nothing.
    """
    if not judge.weights or not outline.note.blocks:
        return list(choices)
    describer = describe_note(outline)
    verdicts = judge_note(describer, judge)
    chances = _Chances(outline.note, verdicts)
    bar = _choose_bar(choices)
    found = [(c, chances.of(c)) for c in choices]
    evidence = Evidence(outline.note, describer.setting, found)
    kept = [(c, p) for c, p in found if p >= find_least(c, bar.keep) or evidence.outweighs(c)]
    gate = _Gate(describer, kept)
    likely = [v for v in verdicts if v.chance >= bar.add and gate.passes(v)]
    rules = [c for c, _ in kept]
    return [*rules, *Adder(outline, describer.setting, rules).add(likely)]


def _choose_bar(choices: Sequence[Choice]) -> Bar:
    if any(c.people for c in choices):
        return BESIDE
    return UNSAID if choices else ALONE


class _Gate:
    """What is said against places that the model takes for titles.

    Args:
        describer: Of the note.
        kept: The rules' talks, and how likely they are.
    """

    def __init__(self, describer: Describer, kept: Sequence[tuple[Choice, float]]) -> None:
        self._describer = describer
        blocks = describer.setting.blocks
        sure = [c for c, chance in kept if chance >= _SURE]
        self._inside = _cover(sure, len(blocks))
        self._inside_credited = _cover([c for c in sure if c.people], len(blocks))
        self._tables = {blocks[c.first].table_id for c, _ in kept if c.first < len(blocks)} - {-1}

    def passes(self, verdict: Verdict) -> bool:
        """Tell whether nothing is said against a place; a speaker in it or below it outweighs most."""
        block = verdict.candidate.block
        above = self._describer.setting.above(block)
        if read_dated(verdict.title) or (above is not None and _READING.search(above.text)):
            return False
        if verdict.candidate.kind == "link" and is_treated(verdict.candidate.before):
            return False
        if block.kind == "cell" and (COUNTED.fullmatch(verdict.title) or self._describer.setting.holds_others(block)):
            return False
        signs = self._describer.reader.signs(verdict.candidate).keys()
        if "is_person_heading" in signs:
            return block.kind == "heading"
        if "is_credited" in signs:
            return "is_kind_only" not in signs
        certain = verdict.chance >= _CERTAIN
        section = (self._inside_credited if certain else self._inside)[block.index]
        doubtful = block.kind == "heading" or not certain
        thought = doubtful and above is not None and THOUGHTS.search(above.text)
        elsewhere = section or thought or block.table_id in self._tables
        return not elsewhere and not signs & _NO_TITLE and _is_title(verdict.title)


def _cover(choices: Sequence[Choice], size: int) -> list[bool]:
    """Tell for each block whether one of the talks holds it."""
    steps = [0] * (size + 1)
    for choice in choices:
        steps[choice.first] += 1
        steps[choice.last] -= 1
    return [depth > 0 for depth in accumulate(steps)]


def _is_title(title: str) -> bool:
    words = len(title.split()) >= _FEWEST_WORDS and not _CLAUSE.match(title)
    return words and not is_document(title) and not is_about_notes(title) and read_edition(title) is None


class _Chances:
    """How likely the rules' talks are."""

    def __init__(self, note: Note, verdicts: Sequence[Verdict]) -> None:
        self._note = note
        self._starts = note.line_starts
        self._by_line: defaultdict[int, list[tuple[Span, float]]] = defaultdict(list)
        self._by_title: defaultdict[str, float] = defaultdict(float)
        self._by_block: defaultdict[int, float] = defaultdict(float)
        self._several = len({fold(v.title) for v in verdicts if v.chance >= _LIKELY}) >= _SEVERAL
        for verdict in verdicts:
            span, folded, at = verdict.candidate.place.span, fold(verdict.title), verdict.candidate.block.index
            self._by_line[self._line(span.start)].append((span, verdict.chance))
            self._by_title[folded] = max(self._by_title[folded], verdict.chance)
            if verdict.candidate.number == 0:
                self._by_block[at] = max(self._by_block[at], verdict.chance)

    def of(self, choice: Choice) -> float:
        """Give the best chance of the places that say a talk's title, or begin its notes; 1 when none was judged.

        A title that stands only in the front matter or the file's name has no chance where several others are likely,
        nor has one with a year (a report's), nor the name of a file that no conference is told of.
        """
        if choice.rule in _UNWRITTEN or choice.place is None:
            strange = self._several or is_strange(choice, self._note)
            return self._by_title.get(fold(choice.title), 0.0) if strange else 1.0
        return max(self._iter_chances(choice, choice.place.span), default=1.0)

    def _iter_chances(self, choice: Choice, place: Span) -> Iterator[float]:
        for span, chance in self._by_line.get(self._line(place.start), ()):
            if span.start < place.end and place.start < span.end:
                yield chance
        if (title := fold(choice.title)) in self._by_title:
            yield self._by_title[title]
        if choice.first in self._by_block:
            yield self._by_block[choice.first]

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset)
