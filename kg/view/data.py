"""What the page shows, as one frozen value; the pipeline fills it from the store, this room turns it into HTML.

Everything about display (labels, colours, shapes, order) comes in with the value and from the ontology: neither the
Python nor the JavaScript of this room knows a class or a predicate by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Positions: TypeAlias = Mapping[str, tuple[float, float]]
"""Where entities stood in an earlier page, by key."""


@dataclass(frozen=True, slots=True)
class PageClass:
    """A class of entities, as the page shows it."""

    name: str
    label: str
    plural: str
    color: str
    """``#rrggbb``."""
    shape: str
    """A vis-network shape with its label outside (``dot``, ``square``, ``diamond``, ``triangle``, ``star`` …)."""
    order: int
    landmark: bool = False
    """Whether people find their way by its entities: their labels come before those of other small nodes."""


@dataclass(frozen=True, slots=True)
class PagePredicate:
    """A predicate between entities, as the page shows it."""

    name: str
    label: str
    """Read from subject to object: ``uses``."""
    inverse_label: str
    """Read from object to subject: ``is used by``; equal to `label` when symmetric."""
    order: int
    symmetric: bool = False
    stated: bool = True
    """False for what is computed and not said in a note: drawn more lightly."""
    beside: bool = False
    """True when the object helps to tell the subject (a person's company): shown beside its name in lists."""
    iri: str = ""


@dataclass(frozen=True, slots=True)
class PageEntity:
    """A node."""

    key: str
    """IRI without the base; unique."""
    iri: str
    cls: str
    """Name of a `PageClass`."""
    label: str
    aliases: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    """Only http and https are shown as links."""
    rank: float = 0.0
    """Importance; only the proportions count."""
    community: int = 0
    mentions: int = 0
    """How many passages name it."""
    data: tuple[tuple[str, str], ...] = ()
    """Further literal data: (``date``, ``2019-05-21``)."""
    named: bool = True
    """False for what only the vocabulary brought in: no note names it, so that it is in no count."""


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """A passage that states a relation."""

    note: int
    """Index in `PageData.notes`."""
    start_line: int
    end_line: int
    start: int
    """Offset in the note's text, in Unicode characters; `end` is exclusive."""
    end: int
    quote: str
    talk: str | None = None
    """Key of the talk it was said in."""


@dataclass(frozen=True, slots=True)
class PageRelation:
    """An edge."""

    subject: str
    """Key of an entity."""
    predicate: str
    """Name of a `PagePredicate`."""
    object: str
    confidence: float
    rules: tuple[str, ...] = ()
    evidence: tuple[PageEvidence, ...] = ()
    """Empty for what only the vocabulary or the analysis knows."""
    known: bool = False
    """Whether the vocabulary knows it: alone, when there is no evidence; else too."""

    @property
    def only_known(self) -> bool:
        """Whether no note says it."""
        return self.known and not self.evidence


@dataclass(frozen=True, slots=True)
class PageNote:
    """A note, to be read whole."""

    path: str
    title: str
    text: str
    event: str | None = None
    """Key of the event it is about."""
    date: str | None = None
    """ISO 8601 date (or its first part), when the note or its event gives one."""
    mentions: tuple[tuple[int, int, int], ...] = ()
    """(start, end, index of the entity in `PageData.entities`), sorted; offsets as in `PageEvidence`."""


@dataclass(frozen=True, slots=True)
class QueryField:
    """A value that the reader may give to a ready query."""

    name: str
    description: str
    default: str = ""
    kind: str = "text"
    """``text``, ``integer`` or ``decimal``."""


@dataclass(frozen=True, slots=True)
class ReadyQuery:
    """A SPARQL query that the page's console offers."""

    name: str
    title: str
    text: str
    """With ``$name`` where the value of a field belongs."""
    question: str = ""
    """In plain words, with ``$name`` too."""
    group: str = ""
    """Heading under which the page lists it; empty for those that belong nowhere."""
    fields: tuple[QueryField, ...] = ()


@dataclass(frozen=True, slots=True)
class PageData:
    """All that goes into one page."""

    title: str
    base: str
    """Base IRI of the entities."""
    classes: tuple[PageClass, ...]
    predicates: tuple[PagePredicate, ...]
    entities: tuple[PageEntity, ...]
    relations: tuple[PageRelation, ...]
    notes: tuple[PageNote, ...] = ()
    queries: tuple[ReadyQuery, ...] = ()
    version: str = ""
    """Of the program that made it."""
    rdf: str = ""
    """The whole graph as N-Quads, for the console; empty leaves the console out."""
    prefixes: tuple[tuple[str, str], ...] = ()
    """(name, namespace) that the console's queries need not declare."""
    covers: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """(key of a talk, indices in `entities` of what its lines mention), sorted by key."""
