"""Full-text search over names and quotes, in memory: words to where they stand."""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

import pyoxigraph as ox

from kg.graph import terms as t

HitKind: TypeAlias = Literal["entity", "note", "passage"]

_WORD = re.compile(r"\w+(?:[.+#'-]\w+)*[+#]*")
_MAX_EXPANSIONS = 50
"""Words that a beginning may stand for."""
_MAX_QUERY_WORDS = 20
_EXACT, _START = 8.0, 3.0
"""Added to the weight of a thing that bears exactly the name asked for, or one that begins so."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found."""

    kind: HitKind
    iri: str
    label: str
    """Name of an entity, title of a note, or the quote."""
    cls: str
    """Local name of its class."""
    note: str
    """Path of the note of a passage; empty for others."""
    line: int
    """First line of a passage; 0 for others."""
    score: float


@dataclass(frozen=True, slots=True)
class _Document:
    kind: HitKind
    iri: str
    label: str
    cls: str
    names: tuple[str, ...]
    """All names in lower case; empty for a passage."""
    rank: float = 0.0
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """An inverted index, made once for a generation of the store."""

    documents: Sequence[_Document]
    postings: Mapping[str, Sequence[int]]
    words: Sequence[str]
    """Sorted, to find the words that begin like the last one of a query."""

    def search(self, text: str, *, kinds: Iterable[HitKind] = (), limit: int = 20) -> list[Hit]:
        """Find what holds all words, the last one as a beginning; the best first, ties by IRI.

        Args:
            text: What the user typed.
            kinds: Only these; empty for all.
            limit: Hits at most.
        """
        words = read_words(text)[:_MAX_QUERY_WORDS]
        if not words:
            return []
        weights = self._weigh(words)
        wanted = frozenset(kinds)
        typed = _fold(text.strip())
        hits = [
            self._to_hit(self.documents[number], weight, typed)
            for number, weight in weights.items()
            if not wanted or self.documents[number].kind in wanted
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.iri))[:limit]

    def _weigh(self, words: Sequence[str]) -> dict[int, float]:
        """Sum the inverse document frequencies of the words, of those documents that hold all of them."""
        total: dict[int, float] = {}
        for position, word in enumerate(words):
            found = self._find(word, as_beginning=position == len(words) - 1)
            total = found if position == 0 else {n: total[n] + weight for n, weight in found.items() if n in total}
        return total

    def _find(self, word: str, *, as_beginning: bool) -> dict[int, float]:
        found: dict[int, float] = {}
        for candidate in self._expand(word) if as_beginning else [word]:
            numbers = self.postings.get(candidate, ())
            weight = math.log(1 + len(self.documents) / (1 + len(numbers))) * (1.0 if candidate == word else 0.5)
            for number in numbers:
                found[number] = max(weight, found.get(number, 0.0))
        return found

    def _expand(self, word: str) -> Iterator[str]:
        start = bisect_left(self.words, word)
        for candidate in self.words[start : start + _MAX_EXPANSIONS]:
            if not candidate.startswith(word):
                return
            yield candidate

    def _to_hit(self, document: _Document, weight: float, typed: str) -> Hit:
        score = weight + document.rank
        if typed in document.names:
            score += _EXACT
        elif any(name.startswith(typed) for name in document.names):
            score += _START
        d = document
        return Hit(d.kind, d.iri, d.label, d.cls, d.note, d.line, round(score, 4))


def read_words(text: str) -> list[str]:
    """Cut a text into words without case and accents; a word with marks inside gives its parts too."""
    words: list[str] = []
    for match in _WORD.finditer(_fold(text)):
        words.append(match[0])
        parts = re.findall(r"\w+", match[0])
        words += [part for part in parts if len(parts) > 1]
    return words


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


class Stated(Protocol):
    """What an index is made of."""

    def triples(
        self, subject: ox.NamedNode | None = None, predicate: ox.NamedNode | None = None
    ) -> Iterable[ox.Triple]:
        """Give what is stated, each triple once."""


def build_index(store: Stated, *, passages: Collection[str] | None = None) -> SearchIndex:
    """Index all names of entities, titles of notes and quotes of passages.

    Args:
        store: Where to read.
        passages: IRIs of the passages to take; None for those that support relations: each quote once, however many
            relations it supports.
    """
    if passages is None:
        passages = {triple.object.value for triple in store.triples(None, t.EVIDENCE)}  # type: ignore[union-attr]
    documents = sorted(
        [*_read_entities(store), *_read_notes(store), *_read_passages(store, passages)], key=lambda d: (d.kind, d.iri)
    )
    postings: dict[str, list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        for word in dict.fromkeys(w for name in (document.label, *document.names) for w in read_words(name)):
            postings[word].append(number)
    return SearchIndex(documents, dict(postings), sorted(postings))


def _read_entities(store: Stated) -> Iterator[_Document]:
    labels, ranks, classes = _values(store, t.PREF_LABEL), _values(store, t.RANK), _values(store, t.RDF_TYPE)
    aliases: dict[str, list[str]] = defaultdict(list)
    for triple in store.triples(None, t.ALT_LABEL):
        aliases[triple.subject.value].append(triple.object.value)  # type: ignore[union-attr]
    for iri, label in labels.items():
        names = tuple(sorted({_fold(name) for name in (label, *aliases.get(iri, ()))}))
        yield _Document("entity", iri, label, _local(classes.get(iri, "")), names, float(ranks.get(iri, "0")))


def _read_notes(store: Stated) -> Iterator[_Document]:
    paths = _values(store, t.PATH)
    titles = _values(store, t.TITLE)
    for iri, path in paths.items():
        title = titles.get(iri, path)
        yield _Document("note", iri, title, "Note", (_fold(title), _fold(path)), note=path)


def _read_passages(store: Stated, passages: Collection[str]) -> Iterator[_Document]:
    paths, notes, lines = _values(store, t.PATH), _values(store, t.IN_NOTE), _values(store, t.START_LINE)
    for iri, quote in _values(store, t.QUOTE).items():
        if iri in passages:
            note = paths.get(notes.get(iri, ""), "")
            yield _Document("passage", iri, quote, "Passage", (), note=note, line=int(lines.get(iri, "0")))


def _values(store: Stated, predicate: ox.NamedNode) -> dict[str, str]:
    """Read subject to value; the smallest of several, so that every run gives the same."""
    found: dict[str, str] = {}
    for triple in store.triples(None, predicate):
        subject, value = triple.subject.value, triple.object.value  # type: ignore[union-attr]
        found[subject] = min(value, found.get(subject, value))
    return found


def _local(iri: str) -> str:
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
