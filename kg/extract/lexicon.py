"""The vocabulary, compiled for looking up: every label under a folded form that forgives case, spaces and hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass, replace

from kg.model import Ontology, Term

_DROPPED = re.compile(r"[^a-z0-9+#]")
_LEAST_TERMHOOD = 0.4
"""Of a term whose labels say by themselves that it is meant."""
_SIBILANTS = ("sses", "shes", "ches", "xes", "zes")


def fold(text: str) -> str:
    """Reduce a name to what makes it the same name: ``Elastic Search``, ``elastic-search`` and ``Elasticsearch`` agree.

    Letters lose case and accents; everything but letters, digits, ``+`` and ``#`` (C++, C#) goes.
    """
    if text.isascii():
        lower = text.lower().replace(" ", "")
        return lower if lower.isalnum() else _DROPPED.sub("", lower)
    return _DROPPED.sub("", unicodedata.normalize("NFKD", text).casefold())


def to_plain(text: str) -> str:
    """Take case and accents from `text`; everything else stays."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def singularize(folded: str) -> str:
    """Take the plural ending off a folded English noun; other words come back unchanged."""
    if len(folded) > 4 and folded.endswith("ies"):
        return folded[:-3] + "y"
    if folded.endswith(_SIBILANTS):
        return folded[:-2]
    if len(folded) > 3 and folded.endswith("s") and not folded.endswith(("ss", "us", "is")):
        return folded[:-1]
    return folded


def slugify(text: str) -> str:
    """Write a name as the last segment of an IRI: lower case ASCII letters, digits and single hyphens.

    ``C++`` and ``C#`` keep what tells them apart (``c-plus-plus``, ``c-sharp``). Never empty: text without any Latin
    letter or digit becomes ``x`` followed by its code points.
    """
    named = text.replace("+", " plus ").replace("#", " sharp ")
    ascii_only = unicodedata.normalize("NFKD", named).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    return slug or "x" + "-".join(f"{ord(c):x}" for c in text if not c.isspace())


@dataclass(frozen=True, slots=True)
class Entry:
    """One label of one term."""

    term: Term
    label: str
    """As the vocabulary writes it."""
    ambiguous: bool
    """The label is also an ordinary word or another thing's name."""
    hidden: bool
    """A known misspelling."""
    spoken_of: int = 0
    """How many of the vocabulary's facts have the term as object: what much has to do with is well known."""
    compound: bool = False
    """The label ends as another concept's does: "internal load balancer"."""

    @property
    def loose(self) -> bool:
        """Whether the label is a single small word that stands for a term of another name: "network" for networking."""
        label = self.label
        return label.isalpha() and label.islower() and singularize(fold(self.term.label)) != singularize(label)

    @property
    def termhood(self) -> float | None:
        """How surely the label means its term: of a name that of its standard form only, others may be surer."""
        termhood = self.term.termhood
        if termhood is None or self.term.cls == "Concept" or fold(self.label) == fold(self.term.label):
            return termhood
        return None

    @property
    def certain(self) -> bool:
        """Whether the label names its term wherever it stands."""
        generic = self.termhood is not None and self.termhood < _LEAST_TERMHOOD
        return not (self.ambiguous or generic or (self.term.cls == "Concept" and self.loose))


class Lexicon:
    """Looks names up in the vocabulary.

    Args:
        ontology: Whose terms to compile.
    """

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self._entries: dict[str, tuple[Entry, ...]] = _compile(ontology.terms.values())

    @property
    def forms(self) -> Mapping[str, tuple[Entry, ...]]:
        """All entries by folded form; several where different terms share a name, ordered by term key."""
        return self._entries

    def entries(self, name: str) -> tuple[Entry, ...]:
        """Give the entries whose label is `name` after folding, or its singular; empty when there is none."""
        folded = fold(name)
        return self._entries.get(folded) or self._entries.get(singularize(folded), ())

    def find(self, name: str, *classes: str) -> Term | None:
        """Find the term that `name` most likely means, of one of `classes` when any are given.

        A preferred label wins over an alternative one, then the order of `classes`, then the key.
        """
        candidates = [e for e in self.entries(name) if not classes or e.term.cls in classes]
        if not candidates:
            return None
        rank = {cls: i for i, cls in enumerate(classes)}
        best = min(
            candidates, key=lambda e: (fold(e.term.label) != fold(name), rank.get(e.term.cls, len(rank)), e.term.key)
        )
        return best.term


def _compile(terms: Collection[Term]) -> dict[str, tuple[Entry, ...]]:
    by_form: dict[str, list[Entry]] = {}
    spoken_of = Counter(other for term in terms for _, other in term.facts)
    ideas = {fold(label) for term in terms if term.cls == "Concept" for label in (term.label, *term.alt_labels)}
    for term in sorted(terms, key=lambda t: t.key):
        for label in (term.label, *term.alt_labels, *term.hidden_labels):
            entries = by_form.setdefault(fold(label), [])
            if entries and entries[-1].term is term:
                continue  # the label before it is the same name
            entries.append(
                Entry(
                    term,
                    label,
                    ambiguous=label in term.ambiguous_labels,
                    hidden=label in term.hidden_labels,
                    spoken_of=spoken_of.get(term.key, 0),
                    compound=term.cls == "Concept" and _is_compound(label, ideas),
                )
            )
    by_form.pop("", None)
    return {form: _doubt_names(tuple(entries)) for form, entries in by_form.items()}


def _is_compound(label: str, ideas: Container[str]) -> bool:
    """Whether the label's last words are an idea; the folded end of a label is the end of the folded label."""
    ending = ""
    for word in label.split()[:0:-1]:
        ending = fold(word) + ending
        if ending in ideas:
            return True
    return False


def _doubt_names(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Make a name ambiguous that is also what the field calls an idea: "Status Page" and "EventMesh"."""
    if len(entries) == 1 or not any(e.term.cls == "Concept" and e.label.islower() and not e.ambiguous for e in entries):
        return entries
    return tuple(e if e.term.cls == "Concept" else replace(e, ambiguous=True) for e in entries)
