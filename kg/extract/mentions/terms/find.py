"""Terms outside the vocabulary: the likeliest phrases of a note that do not overlap."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract.lexicon import fold
from kg.extract.mentions.context import BlockCandidates, NoteContext
from kg.extract.mentions.links import Repository
from kg.extract.mentions.terms.candidates import Place
from kg.extract.mentions.terms.dossiers import TERM_CLASSES, Dossier, Knowledge, gather_dossiers
from kg.extract.mentions.terms.judge import TermModel, load_model
from kg.extract.mentions.terms.naming import choose_label
from kg.extract.mentions.terms.signs import ORGANISATION

_RULE = "unknown"
_COMPANY = "Company"
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class UnknownTerm:
    """A phrase accepted as an entity of a class."""

    label: str
    cls: str
    places: tuple[Place, ...]
    """At least one, in order."""
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A dossier with the class that it most likely has."""

    dossier: Dossier
    cls: str
    confidence: float


def find_unknown_terms(
    holders: Sequence[BlockCandidates],
    covered: Sequence[Mapping[int, str]],
    context: NoteContext,
    repositories: Iterable[Repository],
    knowledge: Knowledge,
) -> tuple[UnknownTerm, ...]:
    """Find tools, companies and concepts that the vocabulary does not hold.

    Args:
        holders: Prose blocks with their words.
        covered: For every holder the words that belong to a mention already, with its class.
        context: What the note tells.
        repositories: Code repositories that the note links to.
        knowledge: What is known before the note is read; only classes of its ontology are found.
    """
    named = {fold(r.name) for r in repositories}
    classes = [c for c in TERM_CLASSES if c in knowledge.lexicon.ontology.classes]
    if not classes:
        return ()
    model = load_model()
    dossiers = gather_dossiers(holders, covered, context, named, knowledge)
    chosen = choose_terms(judge_dossiers(dossiers, model, classes), model.thresholds)
    return tuple(sorted((_to_term(v) for v in chosen), key=lambda t: (t.label, t.cls)))


def judge_dossiers(dossiers: Iterable[Dossier], model: TermModel, classes: Collection[str]) -> Iterator[Verdict]:
    """Give the likeliest of some classes for every dossier; what names an organisation by its form is a company."""
    for dossier in dossiers:
        estimates = model.estimate(dossier.features)
        cls = max(classes, key=lambda c: estimates[c])
        if ORGANISATION in dossier.features and _COMPANY in classes:
            yield Verdict(dossier, _COMPANY, max(_SURE, estimates[_COMPANY]))
        else:
            yield Verdict(dossier, cls, estimates[cls])


def choose_terms(verdicts: Iterable[Verdict], thresholds: Mapping[str, float]) -> Iterator[Verdict]:
    """Accept what is likely enough, the likeliest first; a word belongs to one term only.

    A term whose words are taken in some places keeps the others.
    """
    likely = [v for v in verdicts if v.confidence >= thresholds[v.cls]]
    taken: set[tuple[int, int]] = set()
    for verdict in sorted(likely, key=lambda v: (-v.confidence, v.dossier.key)):
        places = verdict.dossier.places
        free = tuple(p for p in places if not any((p.holder, w) in taken for w in range(p.first, p.last)))
        taken.update((p.holder, w) for p in free for w in range(p.first, p.last))
        if free:
            yield replace(verdict, dossier=replace(verdict.dossier, places=free))


def _to_term(verdict: Verdict) -> UnknownTerm:
    places = verdict.dossier.places
    label = choose_label([p.surface for p in places], verdict.cls)
    rule = f"{_RULE}-{verdict.cls.lower()}"
    return UnknownTerm(label, verdict.cls, places, round(verdict.confidence, 2), rule)
