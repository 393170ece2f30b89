"""The analysis graph: what is computed over all notes and stated by none."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from pyoxigraph import Quad

from kg.graph import terms as t
from kg.graph.cooccurrence import Pair, find_pairs
from kg.graph.known import find_known_facts
from kg.graph.measures import Weights, compute_ranks, find_communities
from kg.graph.merge import NoteFindings
from kg.graph.provenance import Claim, Corpus, evidence_quads, statement_quads

RELATED = "relatedTo"
RULE = "cooccurrence-npmi"
KNOWN_WEIGHT = 0.2
"""Of a vocabulary fact in communities, beside a stated one that weighs its confidence. In ranks it weighs nothing: what
is important is what the notes make so."""
RELATED_WEIGHT = 0.5
"""Of a co-occurrence, times its strength."""


def analysis_quads(notes: Sequence[NoteFindings], corpus: Corpus) -> Iterator[Quad]:
    """Write co-occurrence, ranks and communities.

    Pairs that a note already joins by a relation are left out of relatedTo: there it would only say again, more
    vaguely, what is known.
    """
    stated = Counter[tuple[str, str]]()
    for note in notes:
        for fact in note.facts:
            if fact.subject != fact.object:
                stated[min(fact.subject, fact.object), max(fact.subject, fact.object)] += fact.confidence  # type: ignore[assignment]
    pairs = find_pairs(notes, frozenset(stated)) if RELATED in corpus.ontology.relations else ()
    yield from _related_quads(pairs, notes, corpus)
    yield from _measure_quads(dict(stated), pairs, notes, corpus)


def _related_quads(pairs: Sequence[Pair], notes: Sequence[NoteFindings], corpus: Corpus) -> Iterator[Quad]:
    graph = corpus.names.analysis_graph
    sources = {note.source.path: note.source for note in notes}
    for pair in pairs:
        statement, quads = statement_quads(
            Claim("", pair.first, RELATED, pair.second, pair.strength, (RULE,)), corpus, graph
        )
        yield from quads
        for path, span in pair.evidence:
            yield from evidence_quads(statement, sources[path], [span], corpus.names, graph)


def _measure_quads(
    stated: dict[tuple[str, str], float], pairs: Sequence[Pair], notes: Sequence[NoteFindings], corpus: Corpus
) -> Iterator[Quad]:
    keys = list(corpus.entities)
    number_of = {key: number for number, key in enumerate(keys)}
    said: dict[tuple[str, str], float] = defaultdict(float, stated)
    for pair in pairs:
        said[pair.first, pair.second] += RELATED_WEIGHT * pair.strength
    edges = defaultdict(float, said)
    for subject, _, object_ in find_known_facts(corpus.entities, corpus.ontology):
        if subject in number_of and object_ in number_of:
            edges[min(subject, object_), max(subject, object_)] += KNOWN_WEIGHT

    def number(weights: dict[tuple[str, str], float]) -> Weights:
        return {(number_of[a], number_of[b]): round(weight, 6) for (a, b), weight in weights.items()}

    named = Counter(mention.entity for note in notes for mention in note.extraction.mentions)
    ranks = compute_ranks([1.0 + math.log1p(named[key]) for key in keys], number(said))
    communities = find_communities(len(keys), number(edges))
    graph = corpus.names.analysis_graph
    for key, rank, community in zip(keys, ranks, communities, strict=True):
        node = corpus.names.entity(key)
        yield Quad(node, t.RANK, t.to_decimal(rank), graph)
        yield Quad(node, t.COMMUNITY, t.to_integer(community), graph)
