"""The choice among claims: rules that agree make a relation surer; of several between two entities the surest wins."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from math import exp, log

from kg.extract.relations.claims import Claim
from kg.model import Fact, Span

_LEAST = 0.5
"""Less sure facts are left out: where entities are recognised by program, more of them are wrong than it is worth."""
_SHARED = 0.7
"""How much a further rule's evidence counts; rules that read the same sentence are not independent."""
_EVEN = log(0.33 / 0.67)
"""Log odds of what a rule's average claim is worth; evidence above it speaks for a relation, below it against."""
_SILENT = 0.7
"""How much the layout's claim still counts where words say something else."""
_MOST_PASSAGES = 4

_Key = tuple[str, str, str]


def choose_facts(claims: Iterable[Claim]) -> tuple[Fact, ...]:
    """Weigh the claims and keep, for each two entities, the relation that they support best, sorted."""
    claimed: dict[_Key, dict[str, Claim]] = {}
    for claim in claims:
        by_rule = claimed.setdefault((claim.subject.key, claim.relation.name, claim.object.key), {})
        if claim.rule not in by_rule or claim.confidence > by_rule[claim.rule].confidence:
            by_rule[claim.rule] = claim
    said = _find_said(claimed)
    best: dict[frozenset[str], tuple[float, _Key]] = {}
    for key, by_rule in sorted(claimed.items()):
        weight = combine([_weigh(claim, said) for claim in by_rule.values()])
        pair = frozenset({key[0], key[2]})
        if weight >= _LEAST and (pair not in best or weight > best[pair][0]):
            best[pair] = (weight, key)
    return tuple(_to_fact(key, weight, claimed[key]) for weight, key in sorted(best.values(), key=lambda b: b[1]))


def _find_said(claimed: Mapping[_Key, Mapping[str, Claim]]) -> dict[frozenset[str], set[str]]:
    """Find what words say of each two entities: the names of the relations."""
    said: dict[frozenset[str], set[str]] = {}
    for (subject, relation, object_), by_rule in claimed.items():
        if any(claim.worded and claim.confidence >= _LEAST for claim in by_rule.values()):
            said.setdefault(frozenset({subject, object_}), set()).add(relation)
    return said


def _weigh(claim: Claim, said: Mapping[frozenset[str], set[str]]) -> float:
    """Say how much a claim counts: less when only the layout speaks for it, and words for another relation."""
    relations = said.get(frozenset({claim.subject.key, claim.object.key}), set())
    silent = not claim.worded and relations and claim.relation.name not in relations
    return claim.confidence * (_SILENT if silent else 1)


def combine(confidences: Sequence[float]) -> float:
    """Combine the confidences of rules that state the same: the highest, moved by the others' log odds."""
    first, *others = sorted(map(_log_odds, confidences), reverse=True)
    return 1 / (1 + exp(-first - _SHARED * sum(other - _EVEN for other in others)))


def _log_odds(confidence: float) -> float:
    bounded = min(max(confidence, 0.02), 0.98)
    return log(bounded / (1 - bounded))


def _to_fact(key: _Key, weight: float, by_rule: Mapping[str, Claim]) -> Fact:
    rule, evidence = gather_evidence(by_rule.values())
    return Fact(*key, evidence, round(weight, 3), rule)


def gather_evidence(claims: Collection[Claim]) -> tuple[str, tuple[Span, ...]]:
    """Give the surest rule of claims that state the same, and a handful of passages, its own before the others'."""
    surest = max(claims, key=lambda claim: (claim.confidence, claim.rule))
    others = {span for claim in claims for span in claim.evidence} - set(surest.evidence)
    evidence = (*surest.evidence, *sorted(others)[: _MOST_PASSAGES - len(surest.evidence)])
    return surest.rule, tuple(sorted(evidence))


def merge_facts(*sources: Iterable[Fact]) -> tuple[Fact, ...]:
    """Keep the surest fact for each two entities, sorted."""
    best: dict[frozenset[str], Fact] = {}
    for fact in chain(*sources):
        pair = frozenset((fact.subject, fact.object))
        if pair not in best or fact.confidence > best[pair].confidence:
            best[pair] = fact
    return tuple(sorted(best.values(), key=lambda f: (f.subject, f.predicate, f.object)))
