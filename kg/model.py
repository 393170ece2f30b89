"""The values that cross the borders between rooms: frozen, documented, free of behaviour beyond lookups.

Offsets count Unicode characters of the note's text as decoded, line ends as they are in the file; `end` is exclusive.
Lines are 1-based. An entity's *key* is its IRI without the base, for example ``tool/kubernetes``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias

# ---------------------------------------------------------------------------------------------------------------- read

BlockKind: TypeAlias = Literal["heading", "paragraph", "item", "cell", "code", "html"]
InlineKind: TypeAlias = Literal["link", "url", "wikilink", "image", "strong", "emphasis", "code", "footnote"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the input that could not be used; the rest was."""

    where: str
    """Path of the note, with ``:line`` where a line is known."""
    what: str
    """What is wrong, with the offending value's repr."""
    remedy: str
    """What the user can do."""
    skipped: bool = False
    """True when the whole note was left out."""


@dataclass(frozen=True, slots=True)
class Inline:
    """A piece of inline markup inside a block."""

    kind: InlineKind
    start: int
    """First character of the visible text, as a position in `Block.text`."""
    end: int
    """Position after the last visible character in `Block.text` (equal to `start` when nothing is visible)."""
    target: str = ""
    """Link or image destination as written (not resolved), wiki-link page, footnote label."""
    target_start: int = -1
    """Offset of `target` in the file; -1 when the markup has none."""
    target_end: int = -1


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of prose (or of skipped code or HTML) without its markup."""

    index: int
    """Position in `Note.blocks`."""
    kind: BlockKind
    text: str
    """Visible text; soft and hard line breaks and ``<br>`` are ``\\n``. For code and html the raw content."""
    offsets: tuple[int, ...]
    """For every character of `text` its offset in the file; one more entry for the end of the last character.

    The character there is the same, but for a ``\\n`` (where the line end, the space before it, or ``<br>`` stands) and
    an entity such as ``&amp;`` (where its ``&`` stands)."""
    depth: int
    """Heading level 1 to 6; nesting level of a list item from 1; 0 for the rest."""
    section: int
    """Index of the section that holds the block (a heading belongs to the section it opens)."""
    parent: int | None = None
    """Index of the block this one hangs under: an item's parent item, or the paragraph or heading directly before the
    list that leads into it; the item that a further paragraph, code or HTML stands in; None for other blocks."""
    marker: str = ""
    """List marker as written (``-``, ``*``, ``1.``), or ``[ ]``/``[x]`` after it for tasks."""
    list_id: int = -1
    """The same number for all items of one list (siblings); -1 outside lists."""
    row: int = -1
    """Table row of a cell, 0 is the header row; -1 outside tables."""
    column: int = -1
    table_id: int = -1
    inlines: tuple[Inline, ...] = ()

    def file_span(self, start: int, end: int) -> tuple[int, int]:
        """Translate a non-empty range of `text` into offsets in the file."""
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with all that stands under it, up to the next heading of the same or a higher level."""

    index: int
    level: int
    """0 for the whole note (before any heading), else the heading's level."""
    heading: int | None
    """Index of the heading block; None for the root section."""
    parent: int | None
    first_block: int
    """Index of the first block, the heading itself included."""
    last_block: int
    """Index after the last block, subsections included."""


@dataclass(frozen=True, slots=True)
class Note:
    """One source file, read."""

    path: str
    """Relative to the notes folder, with ``/``."""
    text: str
    sha256: str
    """Of the file's bytes, hexadecimal."""
    title: str
    """Front matter title, else first heading, else file name."""
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    """In document order; the root section is first."""
    metadata: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    """Front matter as parsed (strings, numbers, dates, lists, mappings)."""
    metadata_span: tuple[int, int] = (0, 0)
    """Offsets of the front matter's content; empty range when there is none."""
    line_starts: tuple[int, ...] = (0,)
    """Offset of the first character of each line."""
    modified: str | None = None
    """ISO 8601 date the note itself gives for its last change (front matter); never the file system's clock."""
    encoding: str = "utf-8"


# ------------------------------------------------------------------------------------------------------------ ontology


@dataclass(frozen=True, slots=True)
class EntityClass:
    """A class of entities, as the ontology's Turtle declares it."""

    name: str
    """Local name, for example ``Tool``."""
    iri: str
    label: str
    plural: str
    comment: str
    segment: str
    """Path segment of its entities' IRIs, for example ``tool``."""
    color: str
    """``#rrggbb`` for display."""
    shape: str
    """vis-network node shape for display (colour is never the only sign)."""
    order: int
    """Place in legends and tables."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One way in which a text states a relation, as data: see `Relation.cues`."""

    rule: str
    """Name of the rule, for example ``uses-active``; becomes kg:extractedBy."""
    kind: str
    """Which matcher reads it (``phrase``, ``dependency``, ``structure`` …); the extract room defines the kinds."""
    pattern: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Relation:
    """A predicate between entities."""

    name: str
    iri: str
    label: str
    inverse_label: str
    comment: str
    domain: frozenset[str]
    """Names of entity classes (or ``Note``)."""
    range: frozenset[str]
    symmetric: bool
    stated: bool
    """False for `mentions` and `relatedTo`, which are computed and not read from cues."""
    cues: tuple[Cue, ...] = ()
    same_class: bool = False
    """Subject and object must be of one class, as those of ``alternativeTo``."""
    background: bool = False
    """What the vocabulary knows of it helps to read notes and is not written into the graph."""


@dataclass(frozen=True, slots=True)
class Term:
    """A vocabulary entry (a SKOS concept): an entity known before any note is read."""

    key: str
    cls: str
    label: str
    alt_labels: tuple[str, ...] = ()
    hidden_labels: tuple[str, ...] = ()
    """Common misspellings and forms to match but not to show."""
    ambiguous_labels: frozenset[str] = frozenset()
    """Those of the labels that are also ordinary words or other names: they need evidence."""
    links: tuple[str, ...] = ()
    """Homepage first, then repositories; http or https."""
    facts: tuple[tuple[str, str], ...] = ()
    """(predicate name, key of the object): what the vocabulary knows, as (``isA``, ``concept/service-mesh``)."""
    termhood: float | None = None
    """How surely its labels, met in a note, are spoken of as a term of art and no ordinary words, from 0 (list, time)
    to 1 (consistent hashing); None where nobody has said. K. Kageura and B. Umino, Methods of automatic term
    recognition, Terminology 3(2), 1996, call it so."""


@dataclass(frozen=True, slots=True)
class Ontology:
    """Classes, relations and vocabulary, read from Turtle."""

    namespace: str
    classes: Mapping[str, EntityClass]
    relations: Mapping[str, Relation]
    terms: Mapping[str, Term]
    digest: str
    """sha256 over the files' contents: part of every cache key."""
    folder: str = ""
    """Where it was read from."""


# ------------------------------------------------------------------------------------------------------------- extract


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A non-empty stretch of a note's text, as offsets in the file."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that notes name."""

    key: str
    cls: str
    label: str
    """Standard name, becomes skos:prefLabel."""
    alt_labels: tuple[str, ...] = ()
    """Sorted."""
    links: tuple[str, ...] = ()
    known: bool = False
    """True when the vocabulary holds it."""
    data: tuple[tuple[str, str], ...] = ()
    """Further literal data, sorted: (``date``, ``2019-05-21``), (``place``, ``Barcelona``)."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage that names an entity."""

    span: Span
    entity: str
    """Key of the entity."""
    confidence: float
    """0 to 1."""
    rule: str
    """Which rule recognised it, for example ``vocabulary`` or ``misspelling``."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation that a note states, with the passages that state it."""

    subject: str
    predicate: str
    """Name of a `Relation`."""
    object: str
    evidence: tuple[Span, ...]
    """At least one; sorted."""
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class TalkScope:
    """Which part of a note belongs to a talk."""

    talk: str
    """Key of the talk."""
    span: Span
    """From the start of its title to the end of its notes."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one note gave; a pure function of the note, the ontology and the settings."""

    path: str
    entities: tuple[Entity, ...]
    """Sorted by key; every key that the other fields use."""
    mentions: tuple[Mention, ...]
    """In order of their spans."""
    facts: tuple[Fact, ...]
    """Sorted; a (subject, predicate, object, rule) occurs once."""
    scopes: tuple[TalkScope, ...]
    """In order of their spans; scopes of different talks may nest (a keynote block with its talks)."""
    problems: tuple[Problem, ...] = ()


# --------------------------------------------------------------------------------------------------------------- graph


@dataclass(frozen=True, slots=True)
class Source:
    """What the graph keeps of a note beside what it states."""

    path: str
    title: str
    sha256: str
    text: str
    line_starts: tuple[int, ...]
    modified: str | None = None
