"""What a build found, how long each room took, and what could not be used."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.model import Extraction, Ontology, Problem

CONFIDENCE_BINS = 10


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The report of one build; `to_json` is what report.json holds."""

    notes: int
    """How many were built."""
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
    """By room, and ``total``."""
    problems: Sequence[Problem]
    triples: int = 0
    ontology: str = ""
    """Folder of the user's own ontology; empty for the one that kg brings."""

    def to_json(self) -> str:
        """Write the report as JSON."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"


def make_report(
    extractions: Sequence[Extraction],
    ontology: Ontology,
    problems: Sequence[Problem],
    seconds: Mapping[str, float],
    triples: int,
    own_ontology: Path | None = None,
) -> BuildReport:
    """Count what the extractions hold."""
    classes = Counter(cls for _, cls in {(e.key, e.cls) for x in extractions for e in x.entities})
    facts = [(x.path, f) for x in extractions for f in x.facts]
    stated = Counter(p for _, p, _ in {(f.subject, f.predicate, f.object) for _, f in facts})
    bins = [0] * CONFIDENCE_BINS
    for _, fact in facts:
        bins[min(int(fact.confidence * CONFIDENCE_BINS), CONFIDENCE_BINS - 1)] += 1
    return BuildReport(
        notes=len(extractions),
        entities={c.name: classes[c.name] for c in ontology.classes.values()},
        relations={r.name: stated[r.name] for r in ontology.relations.values() if r.stated},
        rules=dict(sorted(Counter(f"{f.predicate}:{f.rule}" for _, f in facts).items())),
        mention_rules=dict(sorted(Counter(m.rule for x in extractions for m in x.mentions).items())),
        confidence=bins,
        seconds={room: round(value, 3) for room, value in seconds.items()},
        problems=tuple(problems),
        triples=triples,
        ontology=str(own_ontology.resolve()) if own_ontology else "",
    )
