"""All mentions of one note: vocabulary first, then terms nobody listed, then short forms that the note introduces."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from typing import TYPE_CHECKING, TypeAlias

from kg.extract.lexicon import Lexicon, slugify
from kg.extract.mentions.context import BlockCandidates, NoteContext
from kg.extract.mentions.introduced import read_introduced
from kg.extract.mentions.judge import ACCEPT, ECHO, Reading, load_weights, read_candidate
from kg.extract.mentions.links import (
    Repository,
    build_link_index,
    find_host_name,
    find_repository_term,
    is_product,
    iter_link_targets,
    parse_repository,
)
from kg.extract.mentions.match import Candidate, match_inside, match_labels
from kg.extract.mentions.spelling import Speller
from kg.extract.mentions.terms import Knowledge, LabelWords, find_unknown_terms
from kg.extract.mentions.words import align_tags, split_words
from kg.extract.values import Findings
from kg.model import Block, Entity, Mention, Note, Ontology, Span, Term

if TYPE_CHECKING:
    from spacy.tokens import Doc

Tagger: TypeAlias = "Callable[[Sequence[str]], Iterable[Doc]]"

LONGEST_BLOCK = 100_000
"""Characters; nobody writes a longer paragraph, and what is longer is left out."""
_ADDRESS = re.compile(
    r"\b(?:[a-z][a-z0-9+.-]{1,9}://|www\.|mailto:)[^\s<>\"')\]]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE
)
_DOMAIN = re.compile(
    r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev|cloud|ai|edu|gov|info)\b(?:/[^\s<>)\]]*)?", re.IGNORECASE
)
_PROSE = frozenset(("heading", "paragraph", "item", "cell"))
_NAMED_CLASSES = frozenset(("Tool", "Company"))
"""An ontology without them is of another field, and what was learned of this one says nothing."""


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A block's candidates with how each was read."""

    holder: BlockCandidates
    readings: tuple[Reading | None, ...]


class MentionFinder:
    """Finds tools, companies and concepts in notes.

    Args:
        lexicon: The compiled vocabulary.
        tag: Tags texts with parts of speech; None when there is no tagger.
        weights: The model that reads labels; None for the shipped one.
    """

    def __init__(self, lexicon: Lexicon, tag: Tagger | None = None, weights: Mapping[str, float] | None = None) -> None:
        self._lexicon = lexicon
        self._tag = tag
        self._weights = load_weights() if weights is None else weights
        self.ontology: Ontology = lexicon.ontology
        self._speller = Speller(lexicon)
        self._links = build_link_index(lexicon.ontology)
        self.knowledge = Knowledge(lexicon, self._speller, LabelWords(lexicon.ontology))

    def find(self, note: Note, earlier: Findings) -> Findings:
        """Find what a note names.

        Args:
            note: The note.
            earlier: What the talk stage found: its people, events and companies are not read again.
        """
        taken = find_taken_spans(earlier)
        read, context = self.read_blocks(note, taken)
        found = dict(self._read_vocabulary(read))
        repositories = tuple(iter_repositories(note))
        for mention, entity in (*self._read_repositories(repositories), *self._read_homepages(note)):
            found.setdefault(mention.span, (mention, entity))
        terms = {m.span: (m, e) for m, e in self._read_terms(read, taken, repositories, context) if m.span not in found}
        if "Concept" in self.ontology.classes:
            holders = [item.holder for item in read]
            introduced = read_introduced(holders, terms | found, self._make_concept, self._is_certain)
            _add_introduced(found, tuple(introduced))
        _add_apart(found, terms.values())
        entities = {entity.key: entity for _, entity in found.values()}
        return Findings(
            entities=tuple(entities[key] for key in sorted(entities)),
            mentions=tuple(found[span][0] for span in sorted(found)),
        )

    def read_blocks(self, note: Note, taken: Sequence[Span]) -> tuple[tuple[ReadBlock, ...], NoteContext]:
        """Read the vocabulary's labels in a note.

        Args:
            note: The note.
            taken: Stretches of the file that are names of people, say, and are not read again.
        """
        holders = self.hold_blocks(note, taken)
        context = NoteContext(note, self.ontology, holders)
        read = read_holders(holders, context, self._weights)
        opened = tuple(self._open_rejected(item) for item in read)
        if opened != holders:
            context = NoteContext(note, self.ontology, opened)
            read = read_holders(opened, context, self._weights)
        return read, context

    def hold_blocks(self, note: Note, taken: Sequence[Span]) -> tuple[BlockCandidates, ...]:
        """Give the note's prose blocks with their words, parts of speech and vocabulary labels.

        Args:
            note: The note.
            taken: Stretches of the file that are names of people, say, and are not read again.
        """
        blocks = [b for b in note.blocks if b.kind in _PROSE and b.text.strip() and len(b.text) <= LONGEST_BLOCK]
        docs = self._tag([b.text for b in blocks]) if self._tag else repeat(None, len(blocks))
        return tuple(self._hold(block, doc, taken) for block, doc in zip(blocks, docs, strict=True))

    def _hold(self, block: Block, doc: Doc | None, taken: Sequence[Span]) -> BlockCandidates:
        words = split_words(block.text)
        unread = find_addresses(block)
        unread += [to_block(block, span) for span in taken if _touches(block, span)]
        candidates = tuple(
            c
            for c in match_labels(block.text, words, self._lexicon, self._speller)
            if not any(a < c.end and c.start < b for a, b in unread)
        )
        tags = align_tags(words, doc) if doc is not None else ()
        return BlockCandidates(block, words, candidates, tags)

    def _open_rejected(self, item: ReadBlock) -> BlockCandidates:
        """Put the labels inside a long candidate in its place where it was not accepted."""
        holder = item.holder
        candidates: list[Candidate] = []
        for candidate, reading in zip(holder.candidates, item.readings, strict=True):
            if reading is None and candidate.last - candidate.first > 1:
                text = holder.block.text
                candidates += match_inside(text, holder.words, candidate, self._lexicon, self._speller)
            else:
                candidates.append(candidate)
        return holder if tuple(candidates) == holder.candidates else replace(holder, candidates=tuple(candidates))

    def _read_vocabulary(self, read: Iterable[ReadBlock]) -> Iterator[tuple[Span, tuple[Mention, Entity]]]:
        for item in read:
            for candidate, reading in zip(item.holder.candidates, item.readings, strict=True):
                if reading is None:
                    continue
                rule = "misspelling" if candidate.corrected or reading.entry.hidden else "vocabulary"
                span = Span(*item.holder.block.file_span(candidate.start, candidate.end))
                term = reading.entry.term
                yield span, (Mention(span, term.key, round(reading.confidence, 2), rule), to_entity(term))

    def _read_repositories(self, repositories: Iterable[Repository]) -> Iterator[tuple[Mention, Entity]]:
        for repository in repositories:
            span = Span(repository.start, repository.end)
            term = find_repository_term(repository, self._links, self._lexicon)
            if term is not None:
                yield Mention(span, term.key, 0.9, "repository-link"), to_entity(term)
            elif "Tool" in self.ontology.classes and is_product(repository):
                entity = self._entity_of(repository.name, "Tool")
                yield Mention(span, entity.key, 0.6, "repository-name"), entity

    def _read_homepages(self, note: Note) -> Iterator[tuple[Mention, Entity]]:
        for block in note.blocks:
            for inline in iter_link_targets(block):
                term = self._links.find(inline.target)
                place = find_host_name(inline, term) if term is not None and term.cls == "Tool" else None
                if term is not None and place is not None:
                    yield Mention(Span(*place), term.key, 0.8, "homepage-link"), to_entity(term)

    def _read_terms(
        self, read: Sequence[ReadBlock], taken: Sequence[Span], repositories: Iterable[Repository], context: NoteContext
    ) -> Iterator[tuple[Mention, Entity]]:
        if not self.ontology.classes.keys() >= _NAMED_CLASSES:
            return
        holders = [item.holder for item in read]
        covered = [covered_words(item, taken) for item in read]
        for term in find_unknown_terms(holders, covered, context, repositories, self.knowledge):
            known = self._lexicon.find(term.label, term.cls)
            entity = to_entity(known) if known is not None else self._entity_of(term.label, term.cls)
            for place in term.places:
                span = Span(*holders[place.holder].block.file_span(place.start, place.end))
                yield Mention(span, entity.key, term.confidence, term.rule), entity

    def _is_certain(self, name: str) -> bool:
        return any(entry.certain for entry in self._lexicon.entries(name))

    def _entity_of(self, label: str, cls: str) -> Entity:
        return Entity(f"{self.ontology.classes[cls].segment}/{slugify(label)}", cls, label)

    def _make_concept(self, long: str, short: str) -> Entity:
        """Make the entity of a term that a note introduces with its short form."""
        segment = self.ontology.classes["Concept"].segment
        label = long if any(c.isupper() for c in long[1:].replace(" ", "")) and not long.istitle() else long.lower()
        return Entity(f"{segment}/{slugify(label)}", "Concept", label, (short,))


def read_holders(
    holders: Sequence[BlockCandidates], context: NoteContext, weights: Mapping[str, float]
) -> tuple[ReadBlock, ...]:
    """Read all candidates; a term that one place shows is believed in its doubtful places too."""
    all_readings = [[read_candidate(h, i, context, weights) for i in range(len(h.candidates))] for h in holders]
    shown = {r.entry.term.key for readings in all_readings for r in readings if r.confidence >= ACCEPT}
    return tuple(
        ReadBlock(
            holder,
            tuple(r if r.confidence >= (ECHO if r.entry.term.key in shown else ACCEPT) else None for r in readings),
        )
        for holder, readings in zip(holders, all_readings, strict=True)
    )


def _add_introduced(found: dict[Span, tuple[Mention, Entity]], introduced: Sequence[tuple[Mention, Entity]]) -> None:
    """Add short forms with their long forms; they replace what was read in the same places as something else."""
    for mention, entity in introduced:
        if mention.span in found and found[mention.span][1].key != entity.key:
            del found[mention.span]
    _add_apart(found, introduced)


def _add_apart(found: dict[Span, tuple[Mention, Entity]], more: Iterable[tuple[Mention, Entity]]) -> None:
    """Add the mentions that overlap no earlier one."""
    taken = {at for span in found for at in range(span.start, span.end)}
    for mention, entity in more:
        here = range(mention.span.start, mention.span.end)
        if taken.isdisjoint(here):
            taken.update(here)
            found[mention.span] = (mention, entity)


def to_entity(term: Term) -> Entity:
    """Give the entity of a vocabulary term."""
    return Entity(term.key, term.cls, term.label, tuple(sorted(term.alt_labels)), term.links, known=True)


def find_taken_spans(earlier: Findings) -> list[Span]:
    """Give the places of all that the talk stage named, talks themselves left out: titles are read again."""
    talks = {e.key for e in earlier.entities if e.cls == "Talk"}
    return sorted(m.span for m in earlier.mentions if m.entity not in talks)


def _touches(block: Block, span: Span) -> bool:
    return bool(block.text) and span.start < block.offsets[len(block.text)] and block.offsets[0] < span.end


def to_block(block: Block, span: Span) -> tuple[int, int]:
    """Translate a span of the file into a range of the block's text; ``(0, 0)`` when it holds none of that."""
    start, end = (bisect_left(block.offsets, at, hi=len(block.text)) for at in (span.start, span.end))
    return (start, end) if start < end else (0, 0)


def find_addresses(block: Block) -> list[tuple[int, int]]:
    """Find the web and mail addresses in a block's text, those that stand as a link's words too."""
    found = [(i.start, i.end) for i in block.inlines if i.kind == "url"]
    return found + [match.span() for match in _ADDRESS.finditer(block.text)]


def covered_words(item: ReadBlock, taken: Sequence[Span]) -> dict[int, str]:
    """Give the words that belong to a mention already, with its class; persons and web addresses have an empty one."""
    block = item.holder.block
    covered = {
        w: reading.entry.term.cls
        for candidate, reading in zip(item.holder.candidates, item.readings, strict=True)
        if reading is not None
        for w in range(candidate.first, candidate.last)
    }
    barred = [to_block(block, span) for span in taken if _touches(block, span)]
    barred += find_addresses(block)
    barred += [match.span() for match in _DOMAIN.finditer(block.text)]
    for i, word in enumerate(item.holder.words):
        if any(a < word.end and word.start < b for a, b in barred):
            covered[i] = ""
    return covered


def iter_repositories(note: Note) -> Iterator[Repository]:
    """Give the code repositories that a note links to."""
    for block in note.blocks:
        for inline in iter_link_targets(block):
            repository = parse_repository(inline)
            if repository is not None:
                yield repository
