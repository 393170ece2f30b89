"""What surrounds a candidate: its company in lists and enumerations, what the note is about, its capital letters."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.lexicon import fold
from kg.extract.mentions.match import Candidate
from kg.extract.mentions.words import Word
from kg.model import Block, Note, Ontology

# Between the members of an enumeration: "A, B and C", "A / B", "A + B", "A & B", "A vs B".
_JOINER = re.compile(
    r"\s*(?:,|;|/|\+|&|\||,?\s*(?:and|or|vs\.?|versus))\s*(?:(?:and|or|then|the|an?)\s+)?", re.IGNORECASE
)
# What may follow the name that a list item is about: "Name - …", "Name: …", "Name (…)", the end.
_HEAD_END = re.compile(r"\s*(?:$|[:(\[,]|\s[-–—=]+>?\s|\n)")
_LONGEST_JOINER = 40
_LONGEST_MARKS = 40
_TOOL_NEIGHBOR = frozenset(
    """api app apps agent binary build chart charts cli client cluster clusters command config connector connectors
    console container containers control controller dashboard database db deployment driver exporter
    extension file files framework image images instance instances ide integration library libraries module
    modules node nodes operator package packages plugin plugins project proxy queue repo repository runtime
    script scripts sdk server servers service services sidecar stack template templates tool topic user
    users version workshop""".split()
)
_TOOL_BEFORE = frozenset(
    """use uses used using via with install installed installing run running deploy adopted called named""".split()
)


@dataclass(frozen=True, slots=True)
class BlockCandidates:
    """A block with its words and the labels found in it."""

    block: Block
    words: tuple[Word, ...]
    candidates: tuple[Candidate, ...]
    tags: tuple[str, ...] = ()
    """Universal part of speech of each word; empty without a tagger."""

    def tag(self, word: int) -> str:
        """Give the part of speech of a word by its index; empty when nothing is known of it."""
        return self.tags[word] if 0 <= word < len(self.tags) else ""


class NoteContext:
    """What the whole note tells about a candidate.

    Args:
        note: The note.
        ontology: For what the vocabulary knows between terms.
        blocks: Its prose blocks with their candidates.
    """

    def __init__(self, note: Note, ontology: Ontology, blocks: Sequence[BlockCandidates]) -> None:
        self.note = note
        self.certain = _count_certain(blocks)
        """How often each term is named by a label that means nothing else."""
        self.seen = _count_seen(blocks)
        """How often each label of each term is seen, certain or not; by (term, folded label)."""
        self._related = _collect_related(self.certain, ontology)
        self._linked = _collect_linked(note)
        self._list_classes = _collect_list_classes(blocks)
        self._ontology = ontology

    def is_related(self, key: str) -> bool:
        """Whether the vocabulary connects the term to something that the note certainly names."""
        if key in self._related:
            return True
        return any(obj in self.certain for _, obj in self._ontology.terms[key].facts)

    def is_linked(self, key: str) -> bool:
        """Whether the note links to the term's homepage or repository."""
        return any(_strip_scheme(link) in self._linked for link in self._ontology.terms[key].links)

    def classes_beside(self, holder: BlockCandidates, start: int, end: int) -> Counter[str]:
        """Count the classes of certain names in the same enumeration or list as the stretch of the holder's text.

        A name that may be of several classes, such as a product and its maker, counts for each of them in part.
        """
        found: Counter[str] = Counter()
        block = holder.block
        if block.list_id >= 0 and heads_item(block, start, end):
            for other, classes in self._list_classes.get(block.list_id, ()):
                if other != block.index:
                    found.update({cls: 1 / len(classes) for cls in classes})
        for candidate in _enumerated_with(holder, start, end):
            classes = certain_classes(candidate)
            found.update({cls: 1 / len(classes) for cls in classes})
        return found


def _enumerated_with(holder: BlockCandidates, start: int, end: int) -> Iterator[Candidate]:
    """Give the candidates that are joined to a stretch by commas, "and", slashes, step by step in both directions."""
    candidates, text = holder.candidates, holder.block.text
    at = end
    for index in range(bisect_left(candidates, end, key=lambda c: c.start), len(candidates)):
        if candidates[index].start - at > _LONGEST_JOINER or not _JOINER.fullmatch(text[at : candidates[index].start]):
            break
        yield candidates[index]
        at = candidates[index].end
    at = start
    for index in range(bisect_right(candidates, start, key=lambda c: c.end) - 1, -1, -1):
        if at - candidates[index].end > _LONGEST_JOINER or not _JOINER.fullmatch(text[candidates[index].end : at]):
            break
        yield candidates[index]
        at = candidates[index].start


def certain_classes(candidate: Candidate) -> set[str]:
    """Classes that an unambiguous candidate may have; empty for others."""
    return {e.term.cls for e in candidate.entries if e.certain and not candidate.corrected}


def heads_item(block: Block, start: int, end: int) -> bool:
    """Whether a block is about a stretch of it: it stands at its start and is followed by a dash, colon or nothing."""
    if start > _LONGEST_MARKS:
        return False
    before = block.text[:start].strip(" \t*_`\"'[(")
    return not before and bool(_HEAD_END.match(block.text[end : end + _LONGEST_MARKS].lstrip("*_`\"'])")))


def has_tool_neighbor(holder: BlockCandidates, candidate: Candidate) -> bool:
    """Whether a word beside the candidate is one that goes with software: "X cluster", "using X"."""
    return has_tool_neighbor_at(holder, candidate.first, candidate.last)


def has_tool_neighbor_at(holder: BlockCandidates, first: int, last: int) -> bool:
    """Like `has_tool_neighbor`, for the words from `first` to before `last`."""
    words = holder.words
    after = words[last].text.lower() if last < len(words) and words[last].gap == " " else ""
    before = words[first - 1].text.lower() if first and words[first].gap == " " else ""
    return after in _TOOL_NEIGHBOR or before in _TOOL_BEFORE


def _count_certain(blocks: Iterable[BlockCandidates]) -> Mapping[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for holder in blocks:
        for candidate in holder.candidates:
            if not candidate.corrected:
                for entry in candidate.entries:
                    if entry.certain:
                        counts[entry.term.key] += 1
    return dict(counts)


def _count_seen(blocks: Iterable[BlockCandidates]) -> Mapping[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for holder in blocks:
        for candidate in holder.candidates:
            for entry in candidate.entries:
                counts[entry.term.key, fold(entry.label)] += 1
    return dict(counts)


def _collect_related(certain: Iterable[str], ontology: Ontology) -> set[str]:
    return {obj for key in certain for predicate, obj in ontology.terms[key].facts if predicate != "isA"}


def _collect_linked(note: Note) -> set[str]:
    return {_strip_scheme(inline.target) for block in note.blocks for inline in block.inlines if inline.target}


def _collect_list_classes(blocks: Iterable[BlockCandidates]) -> Mapping[int, list[tuple[int, set[str]]]]:
    lists: dict[int, list[tuple[int, set[str]]]] = defaultdict(list)
    for holder in blocks:
        if (
            holder.block.list_id >= 0
            and holder.candidates
            and heads_item(holder.block, holder.candidates[0].start, holder.candidates[0].end)
        ):
            classes = certain_classes(holder.candidates[0])
            if classes:
                lists[holder.block.list_id].append((holder.block.index, classes))
    return lists


def _strip_scheme(link: str) -> str:
    bare = re.sub(r"^https?://(?:www\.)?", "", link.strip().lower())
    return bare.split("#")[0].rstrip("/")
