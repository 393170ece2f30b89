"""The terms of the graph: namespaces, IRIs that are the same on every machine, typed literals.

Nothing here is a blank node: passages and statements are named by a hash of what they say, so that exports are
byte-identical and graphs of several builds can be merged.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from kg.settings import NAMESPACE

KG = NAMESPACE
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"

RDF_TYPE = NamedNode(RDF + "type")
STATEMENT = NamedNode(RDF + "Statement")
SUBJECT = NamedNode(RDF + "subject")
PREDICATE = NamedNode(RDF + "predicate")
OBJECT = NamedNode(RDF + "object")
PREF_LABEL = NamedNode(SKOS + "prefLabel")
ALT_LABEL = NamedNode(SKOS + "altLabel")
BROADER = NamedNode(SKOS + "broader")
TITLE = NamedNode(DCTERMS + "title")
MODIFIED = NamedNode(DCTERMS + "modified")
URL = NamedNode(SCHEMA + "url")

NOTE = NamedNode(KG + "Note")
PASSAGE = NamedNode(KG + "Passage")
MENTION = NamedNode(KG + "Mention")
MENTIONS = NamedNode(KG + "mentions")
RELATED_TO = NamedNode(KG + "relatedTo")
IS_A = NamedNode(KG + "isA")
CONCEPT = NamedNode(KG + "Concept")
REFERS_TO = NamedNode(KG + "refersTo")
CONFIDENCE = NamedNode(KG + "confidence")
EXTRACTED_BY = NamedNode(KG + "extractedBy")
EVIDENCE = NamedNode(KG + "evidence")
IN_NOTE = NamedNode(KG + "inNote")
START_LINE = NamedNode(KG + "startLine")
END_LINE = NamedNode(KG + "endLine")
START_OFFSET = NamedNode(KG + "startOffset")
END_OFFSET = NamedNode(KG + "endOffset")
QUOTE = NamedNode(KG + "quote")
PATH = NamedNode(KG + "path")
SHA256 = NamedNode(KG + "sha256")
RANK = NamedNode(KG + "rank")
COMMUNITY = NamedNode(KG + "community")

XSD_INTEGER = NamedNode(XSD + "integer")
XSD_DECIMAL = NamedNode(XSD + "decimal")
XSD_DATE = NamedNode(XSD + "date")
XSD_DATE_TIME = NamedNode(XSD + "dateTime")

_SAFE_IN_SEGMENT = "-_~!$&'()*+,;=:@"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(_DATE.pattern + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})?")
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\x7f]')


@dataclass(frozen=True, slots=True)
class Names:
    """Makes the IRIs of one graph."""

    base: str
    """Base IRI; ends with ``/`` or ``#``."""

    def entity(self, key: str) -> NamedNode:
        """Name an entity by its key (``tool/kubernetes``)."""
        return NamedNode(self.base + _escape_path(key))

    def note(self, path: str) -> NamedNode:
        """Name a note, and with it its graph, by its path."""
        return NamedNode(f"{self.base}note/{_escape_path(path)}")

    def passage(self, path: str, span: tuple[int, int], text: str) -> NamedNode:
        """Name a passage by its place and its words."""
        return NamedNode(f"{self.base}passage/{_digest(path, str(span[0]), str(span[1]), text)}")

    def mention(self, path: str, span: tuple[int, int], text: str, entity: str) -> NamedNode:
        """Name a mention by its place, its words and the key of what it refers to."""
        return NamedNode(f"{self.base}mention/{_digest(path, str(span[0]), str(span[1]), text, entity)}")

    def statement(self, graph: str, subject: str, predicate: str, object_: str) -> NamedNode:
        """Name a statement by who states it (a note's path, or ``""`` for the analysis) and its three parts."""
        return NamedNode(f"{self.base}statement/{_digest(graph, subject, predicate, object_)}")

    @property
    def vocabulary_graph(self) -> NamedNode:
        """The graph of the entities' own data and of what the vocabulary knows."""
        return NamedNode(self.base + "graph/vocabulary")

    @property
    def analysis_graph(self) -> NamedNode:
        """The graph of what is computed over the whole."""
        return NamedNode(self.base + "graph/analysis")

    @property
    def inferred_graph(self) -> NamedNode:
        """The graph of what follows from all others."""
        return NamedNode(self.base + _INFERRED)

    @property
    def ontology_graph(self) -> NamedNode:
        """The graph of what the ontology says of its classes and properties."""
        return NamedNode(self.base + _ONTOLOGY)


_INFERRED = "graph/inferred"
_ONTOLOGY = "graph/ontology"


def is_beside(graph: object) -> bool:
    """Tell by its name a graph that stands beside what is stated: what only follows, and the ontology's own terms."""
    return isinstance(graph, NamedNode) and graph.value.endswith((_INFERRED, _ONTOLOGY))


def to_decimal(value: float) -> Literal:
    """Write a number as xsd:decimal with at most four digits after the point; more would show the machine's rounding.

    The form is canonical (``1``, not ``1.0``), because Oxigraph keeps numbers by their value and gives them back so.
    """
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return Literal("0" if text == "-0" else text, datatype=XSD_DECIMAL)


def to_integer(value: int) -> Literal:
    """Write a number as xsd:integer."""
    return Literal(str(value), datatype=XSD_INTEGER)


def to_dated(text: str) -> Literal:
    """Write a text as xsd:date or xsd:dateTime where it is one, else as a plain string."""
    for pattern, kind, datatype in ((_DATE, date, XSD_DATE), (_DATE_TIME, datetime, XSD_DATE_TIME)):
        if pattern.fullmatch(text):
            try:
                kind.fromisoformat(text)
            except ValueError:  # 30 February
                continue
            return Literal(text, datatype=datatype)
    return Literal(text)


def to_link(url: str) -> NamedNode | None:
    """Make an IRI of a web address as a note wrote it.

    Returns:
        None for anything but http and https, and for addresses no IRI can be made of.
    """
    escaped = _NOT_IN_IRI.sub(lambda match: f"%{ord(match[0]):02X}", url.strip())
    if not re.match(r"https?://[^/?#]", escaped, re.IGNORECASE):
        return None
    try:
        return NamedNode(escaped)
    except ValueError:
        return None


def local_name(iri: str) -> str:
    """Take what follows the last ``#`` or ``/``."""
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


def _escape_path(path: str) -> str:
    """Percent-encode what an IRI path cannot hold; dots alone in a segment would be resolved away by IRI resolvers."""
    segments = (quote(segment, safe=_SAFE_IN_SEGMENT) for segment in path.split("/"))
    return "/".join(segment.replace(".", "%2E") if segment in {".", ".."} else segment for segment in segments)


def _digest(*parts: str) -> str:
    """Hash parts to 16 letters and digits (80 bits); lengths too, so that no two lists of parts look alike."""
    hasher = hashlib.blake2b(digest_size=10)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        hasher.update(len(data).to_bytes(8, "big"))
        hasher.update(data)
    return b32encode(hasher.digest()).decode().lower()
