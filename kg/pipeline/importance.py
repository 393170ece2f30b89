"""How important each entity of a page is, by what the page shows first.

The rank in the graph (`kg.graph.analysis`) counts all that the notes say, each fact by its confidence. A page
that hides the less certain facts would put names in its middle of which nothing is to be seen: so it ranks by what it
shows.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace

from kg.graph.analysis import RELATED_WEIGHT
from kg.graph.measures import compute_ranks
from kg.view import PageData, PageRelation, choose_least, round_confidence


def rank_by_what_is_shown(data: PageData) -> PageData:
    """Give each entity that notes name its importance among those, and the others none.

    What counts is how often notes name it, and the facts that the page opens with: those that are sure enough and that
    a note says, in as many notes as say it, and what is computed over the notes.
    """
    named = [number for number, entity in enumerate(data.entities) if entity.named]
    place = {data.entities[number].key: place for place, number in enumerate(named)}
    computed = frozenset(predicate.name for predicate in data.predicates if not predicate.stated)
    least = choose_least(data)
    weights: dict[tuple[int, int], float] = defaultdict(float)
    for relation in data.relations:
        first, second = sorted((place.get(relation.subject, -1), place.get(relation.object, -1)))
        if first < 0 or first == second or relation.only_known:
            continue
        if relation.predicate in computed:
            weights[first, second] += RELATED_WEIGHT * relation.confidence
        elif round_confidence(relation.confidence) >= least:
            weights[first, second] += relation.confidence * max(1, _count_notes(relation))
    restart = [1.0 + math.log1p(data.entities[number].mentions) for number in named]
    exact = compute_ranks(restart, {pair: round(weight, 6) for pair, weight in weights.items()})
    ranks = {data.entities[number].key: round(rank, 6) for number, rank in zip(named, exact, strict=True)}
    return replace(data, entities=tuple(replace(entity, rank=ranks.get(entity.key, 0.0)) for entity in data.entities))


def _count_notes(relation: PageRelation) -> int:
    return len({evidence.note for evidence in relation.evidence})
