"""Talks, people, events and speakers' companies of one note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from kg.extract.lexicon import Lexicon, fold, slugify
from kg.extract.talks.choosing.choice import RULE_RECORDED, RULE_REPORTED, RULE_TABLE, Choice
from kg.extract.talks.choosing.choose import SPEAKER_KEYS, choose_talks
from kg.extract.talks.choosing.endings import end_talks
from kg.extract.talks.choosing.repeats import find_repeats, have_other_numbers
from kg.extract.talks.eventbook import EventBook
from kg.extract.talks.events.filenames import title_from_path
from kg.extract.talks.findings import Collector
from kg.extract.talks.layout.outline import Outline
from kg.extract.talks.learned import Judge, arbitrate, load_judge
from kg.extract.talks.listed.itinerary import find_itinerary
from kg.extract.talks.listed.mediaitems import find_media_items
from kg.extract.talks.listed.programme import find_programme, find_runs
from kg.extract.talks.listed.tables import Row, find_rows
from kg.extract.talks.speakers.companies import Companies, has_org_word
from kg.extract.talks.speakers.credits import Credit, give_companies, read_credits
from kg.extract.talks.speakers.people import RULE_SHORT, find_people, find_short_names
from kg.extract.talks.terms import AFFILIATED_WITH, HELD_AT, PERSON, PRESENTED_BY, TALK
from kg.extract.talks.text.decor import KIND_WORD
from kg.extract.talks.text.names import Level
from kg.extract.talks.text.stretch import Located, Stretch
from kg.extract.talks.told.called import find_coded_talks
from kg.extract.talks.told.reports import find_told_titles
from kg.extract.values import Findings
from kg.model import Block, Note, Span

_SAME_TITLE = 92
_COMPANY_KEYS = ("company", "organisation", "organization", "affiliation", "employer")
"""Front matter's keys for whom the speakers work for."""
_AT_COMPANY = re.compile(r"\b(?:at|@|from)\s+([A-Z][\w.&'\u2019\-]*(?:\s+[A-Z][\w.&\-]*){0,2})$")
_LEVEL_CONFIDENCE = {
    Level.FIRM: 0.95,
    Level.PLAUSIBLE: 0.85,
    Level.FIRST: 0.75,
    Level.WORD: 0.65,
    Level.SHAPE: 0.75,
    Level.NO: 0.5,
}


def find_talks(note: Note, lexicon: Lexicon, judge: Judge | None = None) -> Findings:
    """Find the talks of a note with their speakers, the speakers' companies and the event, and other named persons.

    Args:
        note: The note.
        lexicon: The vocabulary: companies by their known names, and what is no person.
        judge: The model that has a say in what is a talk; None for the one that ships.

    Returns:
        Entities, mentions, facts and scopes. Mentions of talks (their titles) may cover mentions of persons and events
        inside the title; nothing else overlaps. A talk whose title is taken from the file's name has a scope and facts
        but no mention, for its title stands nowhere.
    """
    return _Finder(note, lexicon, load_judge() if judge is None else judge).find()


@lru_cache(maxsize=4)
def _compile_companies(lexicon: Lexicon) -> Companies:
    """Make what finds companies once for a vocabulary; it is used for every note."""
    return Companies(lexicon)


@dataclass(frozen=True, slots=True)
class _Talk:
    key: str
    choice: Choice
    evidence: Span


class _Finder:
    """The steps for one note."""

    def __init__(self, note: Note, lexicon: Lexicon, judge: Judge) -> None:
        self.note = note
        self.companies = _compile_companies(lexicon)
        self.collector = Collector(lexicon, self.companies)
        outline = Outline(note, self.companies)
        coded = tuple(find_coded_talks(note.blocks))
        self.choices = choose_talks(outline, coded)
        self._add_rows(outline, coded)
        self._add_told()
        self._add_recorded()
        self.choices = arbitrate(outline, self.choices, judge)
        end_talks(self.choices, note)
        self._add_metadata_people()
        first = min((c.first for c in self.choices), default=len(note.blocks))
        self.events = EventBook(note, first, {c.first for c in self.choices}, lexicon)

    def find(self) -> Findings:
        """Run all steps."""
        talks = list(self._add_talks())
        self.events.add_to(self.collector)
        for talk in talks:
            self._add_held_at(talk)
            self._add_speakers(talk)
        self._add_other_people()
        return self.collector.finish()

    def _add_rows(self, outline: Outline, coded: Iterable[Row]) -> None:
        """Take the talks of tables, schedules and codes: known ones get their speakers, others are added."""
        tables, lines = (find(self.note.blocks, self.companies) for find in (find_rows, find_programme))
        titles = [fold(c.title) for c in self.choices]
        starts = {c.first for c in self.choices}
        others = (r for r in (*find_itinerary(outline), *coded) if r.first not in starts)
        for row in (*tables, *lines, *others):
            title = fold(row.title.text)
            alike = (n for n, other in enumerate(titles) if fuzz.ratio(other, title, score_cutoff=_SAME_TITLE))
            at = next((n for n in alike if not have_other_numbers(titles[n], title)), len(titles))
            if at == len(titles):
                self.choices.append(Choice(row.title.text, row.title, row.first, row.last, RULE_TABLE))
                titles.append(title)
            self.choices[at].add_people(row.people)

    def _add_told(self) -> None:
        """Take the talks that a report tells of, outside those that are found already."""
        covered = {i for c in self.choices for i in range(c.first, c.last)}
        free = [b for b in self.note.blocks if b.index not in covered]
        known = {fold(c.title) for c in self.choices}
        runs = [r for r in find_runs(free, self.companies) if fold(r.title.text) not in known]
        lines = {r.first for r in runs}
        for row in (*runs, *(t for t in find_told_titles(free, self.companies, listed=True) if t.first not in lines)):
            told = Choice(row.title.text, row.title, row.first, row.last, RULE_REPORTED)
            told.add_people(row.people)
            self.choices.append(told)

    def _add_recorded(self) -> None:
        """Take the talks whose slides or recordings are listed below them; the note's author may have given them."""
        known = {fold(c.title) for c in self.choices}
        covered = {i for c in self.choices for i in range(c.first, c.last)}
        author = self.note.metadata.get("author")
        for item in find_media_items(self.note.blocks, self.companies):
            if fold(item.row.title.text) not in known and item.row.first not in covered:
                recorded = Choice(item.row.title.text, item.row.title, item.row.first, item.row.last, RULE_RECORDED)
                recorded.add_people(item.row.people or (tuple(self._people_of(author)) if item.own else ()))
                self.choices.append(recorded)

    def _add_metadata_people(self) -> None:
        """Take the speakers that the front matter names, when the note is about one talk."""
        whole = [
            c for c in self.choices if len(self.choices) == 1 or (c.first == 0 and c.last == len(self.note.blocks))
        ]
        metadata = {str(key).lower(): value for key, value in self.note.metadata.items()}
        firms = tuple(f for key in _COMPANY_KEYS if (f := self._locate(metadata.get(key))))
        for key, value in metadata.items():
            if whole and key in SPEAKER_KEYS:
                people = self._people_of(value)
                whole[0].add_people(give_companies(people, firms))

    def _people_of(self, value: object) -> Iterator[Credit]:
        values = value if isinstance(value, list) else [value]
        for item in values:
            name = item.get("name") if isinstance(item, dict) else item
            told = [item.get(key) for key in _COMPANY_KEYS] if isinstance(item, dict) else []
            if isinstance(name, str) and (who := self._read_value(name)):
                firms = tuple(f for firm in told if (f := self._locate(firm)))[:1]
                yield from give_companies(who, firms)

    def _read_value(self, value: str) -> tuple[Credit, ...]:
        located = self._locate(value)
        if located is None:
            return ()
        offsets = tuple(range(located.span.start, located.span.end + 1))
        line = Stretch(Block(-1, "paragraph", located.text, offsets, 0, 0), 0, len(located.text))
        who = read_credits(line, self.companies, least=Level.WORD, many=True)
        return who.people if who else ()

    def _locate(self, value: object) -> Located | None:
        start, end = self.note.metadata_span
        name = value.strip().removeprefix("[[").removesuffix("]]") if isinstance(value, str) else ""
        if not name or (found := self.note.text.find(name, start, end)) < 0:
            return None
        return Located(name, Span(found, found + len(name)))

    def _add_talks(self) -> Iterator[_Talk]:
        by_title: dict[str, str] = {}
        repeats = find_repeats(self.choices)
        for index, choice in enumerate(self.choices):
            title = self.choices[repeats.get(index, index)].title
            generic = self._is_generic(title)
            key = None if generic else by_title.get(fold(title))
            key = key or self._make_key(choice, title, generic=generic)
            by_title[fold(title)] = key
            self.collector.add_talk(key, title)
            span = self._scope(choice)
            if choice.place is not None:
                self.collector.add_mention(choice.place.span, key, choice.confidence, choice.rule)
            self.collector.add_scope(key, span)
            yield _Talk(key, choice, choice.place.span if choice.place else self._first_line(span))

    def _make_key(self, choice: Choice, title: str, *, generic: bool) -> str:
        name = title
        if generic:
            event = self.events.event_of(choice)
            where = (
                event[0]
                if event
                else (
                    choice.people[0].name.text if choice.people else title_from_path(self.note.path) or self.note.path
                )
            )
            name = f"{title} {where}"
        key = self.collector.key(TALK, name)
        number = 2
        while self.collector.has(key):
            key = self.collector.key(TALK, f"{name} {number}")
            number += 1
        return key

    def _is_generic(self, title: str) -> bool:
        """Tell whether other talks, here or elsewhere, may well have the same title."""
        words = re.findall(r"\w+", KIND_WORD.sub("", title))
        return len(words) <= 2 or slugify(title).startswith("x")

    def _scope(self, choice: Choice) -> Span:
        blocks = [b for b in self.note.blocks[choice.first : choice.last] if b.text]
        places = [(b.offsets[0], b.offsets[-1]) for b in blocks]
        if choice.place is not None:
            places.append((choice.place.span.start, choice.place.span.end))
        if not places:
            return Span(0, max(1, len(self.note.text)))
        return Span(min(p[0] for p in places), max(p[1] for p in places))

    def _first_line(self, span: Span) -> Span:
        """Give the first line of a talk's notes, as evidence where the title stands nowhere."""
        end = self.note.text.find("\n", span.start, span.end)
        return Span(span.start, end if end > span.start else span.end)

    def _add_held_at(self, talk: _Talk) -> None:
        event = self.events.event_of(talk.choice)
        if event is not None:
            label, span, confidence, rule = event
            key = self.events.key_of(label, self.collector)
            evidence = (span, talk.evidence) if span else (talk.evidence,)
            self.collector.add_fact(talk.key, HELD_AT, key, evidence, confidence, rule)
        for label, span in self.events.told_of(talk.choice):
            key = self.events.key_of(label, self.collector)
            if not self.collector.knows(talk.key, HELD_AT, key):
                self.collector.add_fact(talk.key, HELD_AT, key, (span,), 0.75, "held-at-told")

    def _add_speakers(self, talk: _Talk) -> None:
        for person in talk.choice.people:
            sure = _LEVEL_CONFIDENCE[person.level]
            key = self.collector.add_person(person.name, sure, "speaker")
            evidence = (person.name.span, talk.evidence)
            self.collector.add_fact(
                talk.key, PRESENTED_BY, key, evidence, min(sure, talk.choice.confidence), "presented-by-credit"
            )
            firms = person.companies or tuple(talk.choice.companies[:1]) or self._company_in_title(talk.choice)
            for firm in firms:
                company = self.collector.add_company(firm, 0.9, "speaker-company")
                self.collector.add_fact(
                    key, AFFILIATED_WITH, company, (person.name.span, firm.span), min(sure, 0.9), "affiliated-in-credit"
                )
        for firm in talk.choice.companies:
            self.collector.add_company(firm, 0.8, "presenting-company")

    def _company_in_title(self, choice: Choice) -> tuple[Located, ...]:
        """Find the company that a title ends with: "Maps without tears at Acme"; its speakers mostly work there."""
        match = _AT_COMPANY.search(choice.title)
        place = choice.place
        if match is None or place is None or self.note.text[place.span.start : place.span.end] != choice.title:
            return ()
        if not self.companies.is_only_company(match.group(1)) and not has_org_word(match.group(1)):
            return ()
        start = place.span.start + match.start(1)
        return (Located(match.group(1), Span(start, start + len(match.group(1)))),)

    def _add_other_people(self) -> None:
        for named in find_people(self.note.blocks, self.companies):
            key = self.collector.add_person(named.name, named.confidence, named.rule)
            if named.company is not None:
                company = self.collector.add_company(named.company, 0.85, "person-company")
                if not self.collector.knows(key, AFFILIATED_WITH, company):
                    evidence = (named.name.span, named.company.span)
                    self.collector.add_fact(key, AFFILIATED_WITH, company, evidence, 0.85, "affiliated-beside-name")
        people = self.collector.labels(PERSON)
        for key, place in find_short_names(self.note.blocks, people):
            self.collector.add_mention(place.span, key, 0.7, RULE_SHORT)
