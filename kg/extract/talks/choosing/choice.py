"""A talk as found in a note's outline, and the rules by which talks are found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.extract.talks.layout.node import Node
from kg.extract.talks.speakers.credits import Credit
from kg.extract.talks.text.stretch import Located

RULE_CREDITED = "talk-credited"
RULE_SCHEDULED = "talk-schedule-link"
RULE_NUMBERED = "talk-numbered"
RULE_KIND = "talk-kind-of-session"
RULE_SIBLING = "talk-among-talks"
RULE_TOLD = "talk-told"
RULE_ONLY = "talk-only-heading"
RULE_PERSON = "talk-under-person"
RULE_METADATA = "talk-front-matter"
RULE_FIRST_LINE = "talk-first-line"
RULE_FILE_NAME = "talk-file-name"
RULE_TABLE = "talk-table-row"
RULE_REPORTED = "talk-reported"
RULE_RECORDED = "talk-recorded"
RULE_LEARNED = "talk-learned"

CONFIDENCE = {
    RULE_CREDITED: 0.95,
    RULE_SCHEDULED: 0.95,
    RULE_NUMBERED: 0.95,
    RULE_KIND: 0.85,
    RULE_SIBLING: 0.8,
    RULE_TOLD: 0.85,
    RULE_ONLY: 0.85,
    RULE_PERSON: 0.85,
    RULE_METADATA: 0.9,
    RULE_FIRST_LINE: 0.8,
    RULE_FILE_NAME: 0.7,
    RULE_TABLE: 0.85,
    RULE_REPORTED: 0.75,
    RULE_RECORDED: 0.8,
    RULE_LEARNED: 0.75,
}
"""How sure each rule is."""


@dataclass(slots=True)
class Choice:
    """A talk as found in the outline."""

    title: str
    place: Located | None
    """Where the title stands; None when it comes from the file's name."""
    first: int
    """Index of its first block."""
    last: int
    """Index after its last block."""
    rule: str
    people: list[Credit] = field(default_factory=list)
    companies: list[Located] = field(default_factory=list)
    """Those that present without a person, or that the heading names for all its speakers."""
    above: tuple[Node, ...] = ()
    """The headings over it, outermost first."""

    @property
    def confidence(self) -> float:
        """How sure the rule is."""
        return CONFIDENCE[self.rule]

    def add_people(self, people: Sequence[Credit]) -> None:
        """Add speakers that are not yet there; those that are get the companies that they lack."""
        for person in people:
            name = person.name.text.casefold()
            at = next((n for n, p in enumerate(self.people) if p.name.text.casefold() == name), len(self.people))
            if at == len(self.people):
                self.people.append(person)
            elif person.companies and not self.people[at].companies:
                self.people[at] = replace(self.people[at], companies=person.companies)
