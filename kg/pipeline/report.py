"""What a build found, how long each room took, and what could not be used."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version

from kg.model import Extraction, Ontology, Problem
from kg.settings import Settings

CONFIDENCE_BINS = 10
FILE_NAME = "report.json"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The report of one build; `to_json` is what report.json holds."""

    notes: int
    """How many were built."""
    cached: int
    """How many of them an earlier build had extracted."""
    entities: Mapping[str, int]
    """By class, in the ontology's order; every class occurs."""
    relations: Mapping[str, int]
    """Stated facts by predicate, in the ontology's order; every stated predicate occurs."""
    rules: Mapping[str, int]
    """Facts by the rule that found them."""
    mention_rules: Mapping[str, int]
    """Mentions by the rule that found them."""
    confidence: Sequence[int]
    """How many facts lie in each tenth of the confidence scale, from 0 to 1."""
    seconds: Mapping[str, float]
    """By room, and ``total``; reading and extracting over all processes."""
    problems: Sequence[Problem]
    triples: int
    """In all graphs."""
    inferred: int
    """How many of them only follow by the ontology."""
    base: str
    """Base IRI of the entities."""
    ontology: str
    """Folder of the user's own ontology; empty for the one that kg brings."""
    version: str
    """Of the program."""

    def to_json(self) -> str:
        """Write the report as JSON."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"


def make_report(  # noqa: PLR0913 - all parts of the report come together here
    extractions: Sequence[Extraction],
    ontology: Ontology,
    settings: Settings,
    *,
    problems: Sequence[Problem],
    seconds: Mapping[str, float],
    cached: int,
    triples: int,
    inferred: int,
) -> BuildReport:
    """Count what the extractions hold."""
    classes = Counter(cls for _, cls in {(e.key, e.cls) for x in extractions for e in x.entities})
    facts = [fact for extraction in extractions for fact in extraction.facts]
    stated = Counter(predicate for _, predicate, _ in {(f.subject, f.predicate, f.object) for f in facts})
    bins = [0] * CONFIDENCE_BINS
    for fact in facts:
        bins[min(int(fact.confidence * CONFIDENCE_BINS), CONFIDENCE_BINS - 1)] += 1
    return BuildReport(
        notes=len(extractions),
        cached=cached,
        entities={c.name: classes[c.name] for c in ontology.classes.values()},
        relations={r.name: stated[r.name] for r in ontology.relations.values() if r.stated},
        rules=dict(sorted(Counter(f"{f.predicate}:{f.rule}" for f in facts).items())),
        mention_rules=dict(sorted(Counter(m.rule for x in extractions for m in x.mentions).items())),
        confidence=bins,
        seconds={room: round(seconds[room], 3) for room in sorted(seconds, key=lambda room: room == "total")},
        problems=tuple(problems),
        triples=triples,
        inferred=inferred,
        base=settings.base,
        ontology=str(settings.ontology.resolve()) if settings.ontology else "",
        version=find_version(),
    )


def find_version() -> str:
    """Give the version of the installed program; ``0`` when it runs uninstalled."""
    try:
        return version("kg-notes")
    except PackageNotFoundError:
        return "0"
