"""Which of the terms that share a label is meant, and is it a name here at all?

Evidence is summed as weights; a reading needs `ACCEPT`. The weights state how much each kind of evidence says; they were
set on annotated notes of half of the authors and checked on the others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.lexicon import Entry, fold, singularize
from kg.extract.mentions.context import BlockCandidates, NoteContext, has_tool_neighbor, heads_item
from kg.extract.mentions.match import Candidate
from kg.extract.mentions.words import is_acronym, is_capitalized

ACCEPT = 0.5
_CERTAIN = 0.97
_COMPANY_VERB = re.compile(
    r"\s*(?:'s\b|,?\s*(?:has|have|had|is|was)?\s*(?:presented|presents|announced|announces|demoed|demonstrated|delivered|"
    r"talked|open[- ]?sourced|acquired|acquires|built|forked|developed|shared|released)\b)",
    re.IGNORECASE,
)
_COMPANY_SUBJECT = re.compile(
    r"\s+(?:has|had|uses|used|using|is using|runs|ran|wanted|needed|moved|migrated|started)\b"
)
_DEFINED = re.compile(r"\s+(?:is|are|was)\s+(?:an?|the|not|one|our)\b")
_EMPLOYER_BEFORE = re.compile(r"(?:\b(?:at|from|by|joined|for)|@)\s+$", re.IGNORECASE)
_CLASS_PRIOR = {"Tool": 0.02, "Company": 0.01}


@dataclass(frozen=True, slots=True)
class Reading:
    """A candidate read as one term."""

    entry: Entry
    confidence: float


def judge_candidate(holder: BlockCandidates, index: int, context: NoteContext) -> Reading | None:
    """Choose the best reading of a candidate; None when it is no name here.

    Args:
        holder: The block with its candidates.
        index: Which of them.
        context: What the note tells.
    """
    candidate = holder.candidates[index]
    readings = [Reading(e, _weigh(e, holder, index, context)) for e in candidate.entries]
    best = max(readings, key=lambda r: (r.confidence + _prefer(r.entry, holder, candidate), r.entry.term.key))
    return best if best.confidence >= ACCEPT else None


def _prefer(entry: Entry, holder: BlockCandidates, candidate: Candidate) -> float:
    """Break ties between terms: the closer label, then software before its maker.

    The words around may speak of an organisation, which outweighs both.
    """
    prior = _CLASS_PRIOR.get(entry.term.cls, 0.0) + _closeness(entry, candidate)
    if entry.term.cls == "Company":
        text = holder.block.text
        if _COMPANY_VERB.match(text[candidate.end :]) or _EMPLOYER_BEFORE.search(text[: candidate.start]):
            prior += 0.3
    return prior


def _closeness(entry: Entry, candidate: Candidate) -> float:
    """How literally the surface is the label; a preferred label is a stronger claim to a form than an alias."""
    preferred = 0.03 if fold(entry.term.label) == fold(candidate.surface) else 0.0
    if entry.label == candidate.surface:
        return preferred + 0.08
    if singularize(entry.label.lower()) == singularize(candidate.surface.lower()):
        return preferred + 0.06
    return preferred


def _weigh(entry: Entry, holder: BlockCandidates, index: int, context: NoteContext) -> float:
    candidate = holder.candidates[index]
    if candidate.corrected:
        return 0.8
    if not entry.ambiguous:
        return _CERTAIN
    if context.certain.get(entry.term.key):
        # One sense per discourse (Gale, Church & Yarowsky 1992): the note names it unmistakably elsewhere.
        return 0.85 if _capitals_fit(entry, candidate) else 0.6
    if entry.term.cls == "Concept":
        return _weigh_concept(entry, holder, candidate, context)
    return _weigh_name(entry, holder, index, context)


def _weigh_concept(entry: Entry, holder: BlockCandidates, candidate: Candidate, context: NoteContext) -> float:
    weight = 0.55
    if context.is_related(entry.term.key):
        weight += 0.1
    if heads_item(holder.block, candidate.start, candidate.end):
        weight += 0.1
    return weight


def _weigh_name(entry: Entry, holder: BlockCandidates, index: int, context: NoteContext) -> float:
    candidate = holder.candidates[index]
    weight = 0.1 + _weigh_capitals(entry, holder, candidate)
    if context.is_linked(entry.term.key):
        weight += 0.5
    if entry.term.cls in context.classes_beside(holder, candidate.start, candidate.end):
        weight += 0.35
    if context.is_related(entry.term.key):
        weight += 0.2
    if has_tool_neighbor(holder, candidate):
        weight += 0.15
    after = holder.block.text[candidate.end :]
    if heads_item(holder.block, candidate.start, candidate.end) and holder.block.list_id >= 0:
        weight += 0.15
    elif _DEFINED.match(after):
        weight += 0.15
    if entry.term.cls == "Company" and _acts_or_employs(holder, candidate):
        weight += 0.3
    return min(weight, 0.95)


def _acts_or_employs(holder: BlockCandidates, candidate: Candidate) -> bool:
    text = holder.block.text
    return bool(
        _COMPANY_VERB.match(text[candidate.end :])
        or _EMPLOYER_BEFORE.search(text[: candidate.start])
        or (holder.words[candidate.first].opens and _COMPANY_SUBJECT.match(text[candidate.end :]))
    )


def _weigh_capitals(entry: Entry, holder: BlockCandidates, candidate: Candidate) -> float:
    if not _capitals_fit(entry, candidate):
        return -0.1
    opens = holder.words[candidate.first].opens
    if is_acronym(candidate.surface) or candidate.surface[1:] != candidate.surface[1:].lower():
        return 0.4
    if is_capitalized(candidate.surface):
        return 0.25 if opens or holder.block.kind == "heading" else 0.45
    return 0.1


def _capitals_fit(entry: Entry, candidate: Candidate) -> bool:
    """Whether the surface is written with the label's capitals, where it has any."""
    label = entry.label
    if label == label.lower():
        return candidate.surface[1:] == candidate.surface[1:].lower()
    return candidate.surface[:1] == label[:1] or candidate.surface == label
