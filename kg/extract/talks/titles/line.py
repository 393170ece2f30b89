"""A line read as a talk's title, and a line that is being read so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.speakers.credits import Credits
from kg.extract.talks.text.decor import KIND_WORD, REMARK
from kg.extract.talks.text.stretch import Located, Stretch

LONGEST_TITLE = 220


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A line read as a talk's title with its credits."""

    line: Stretch
    title: Stretch | None
    """None when the line names persons only."""
    credits: Credits | None = None
    companies: tuple[Located, ...] = ()
    """Companies that present without a person being named."""
    marks: frozenset[str] = frozenset()
    """See `decor.Undressed.marks`."""

    @property
    def is_credited(self) -> bool:
        """Whether the line itself names a speaker beside a title."""
        return self.title is not None and self.credits is not None

    @property
    def is_person(self) -> bool:
        """Whether the line names persons and nothing else."""
        return self.title is None and self.credits is not None

    @property
    def has_kind(self) -> bool:
        """Whether the line names a kind of session (keynote, workshop …)."""
        return "kind" in self.marks or bool(KIND_WORD.search(REMARK.sub("", self.line.text)))


@dataclass(frozen=True, slots=True)
class Reading:
    """A line that is being read, with what is known of its note."""

    line: Stretch
    core: Stretch
    """The line without its decoration."""
    companies: Companies
    habits: frozenset[str]
    marks: frozenset[str] = frozenset()
    """What stood around the core: see `decor.Undressed.marks`."""

    def result(self, title: Stretch | None, who: Credits | None = None, *firms: Stretch, habit: str = "") -> TitleLine:
        """Give what was read; `habit` names the form, to be learned."""
        located = tuple(f.locate() for f in firms)
        return TitleLine(self.line, title, who, located, frozenset({habit} if habit else ()))


def find_splits(
    core: Stretch, pattern: re.Pattern[str], *, last_first: bool = False
) -> Iterator[tuple[Stretch, Stretch]]:
    """Give each way to cut the line in two non-empty parts at a match of `pattern`."""
    matches = list(pattern.finditer(core.text))
    for match in reversed(matches) if last_first else matches:
        before, rest = core.cut(0, match.start()).strip(), core.cut(match.end()).strip()
        if before and rest and before.text.count("(") <= before.text.count(")"):
            yield before, rest
