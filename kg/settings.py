"""What a user can set; every field has a default that works offline."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DEFAULT_BASE = "https://w3id.org/kg-notes/id/"
NAMESPACE = "https://w3id.org/kg-notes/ontology#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of one build."""

    base: str = DEFAULT_BASE
    """Base IRI of entities, notes and graphs; ends with ``/`` or ``#``."""
    ontology: Path | None = None
    """The user's ontology, a Turtle file or a folder of them; None for the one that kg brings."""
    model: str | None = None
    """Name of an installed spaCy pipeline to use instead of the one that kg brings."""
    workers: int = 1
    """Processes that read and extract notes; results do not depend on it."""
    min_confidence: float = 0.0
    """Facts and mentions below this confidence are left out of the graph."""
    page: bool = True
    """Whether to write graph.html."""
    sparql: bool = True
    """Whether the page gets a SPARQL console with the engine inside (about 2 MB)."""
    infer: bool = False
    """Whether to add what follows from the notes by the ontology, in a graph of its own."""
    cache: bool = True
    """Whether to take over what an earlier build into the same folder extracted from notes that did not change, and the
    ontology as it was read before."""
