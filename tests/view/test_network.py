"""The graph in NetworkX, the choice of the first view, and PyVis' network data."""

import dataclasses

import pytest

from kg.errors import OutputError
from kg.view import PageData, PageEvidence, PageRelation
from kg.view.encode import encode_graph
from kg.view.network import LIKELY, build_network, choose_least, place_graph, to_networkx
from tests.view.sample import make_large, make_sample


@pytest.fixture(scope="module")
def sample() -> PageData:
    return make_sample(size=40, meetings=2, sessions=6)


def test_graph_keeps_every_relation(sample: PageData) -> None:
    graph = to_networkx(sample)
    assert graph.number_of_nodes() == len(sample.entities)
    assert graph.number_of_edges() == len(sample.relations)
    assert graph.nodes[0]["key"] == sample.entities[0].key


def test_relation_to_an_unknown_entity_is_refused(sample: PageData) -> None:
    stray = PageRelation(sample.entities[0].key, "builds", "craft/none", 1.0)
    with pytest.raises(OutputError, match="'craft/none'"):
        to_networkx(dataclasses.replace(sample, relations=(stray,)))


def test_two_entities_of_one_key_are_refused(sample: PageData) -> None:
    with pytest.raises(OutputError, match="same key"):
        to_networkx(dataclasses.replace(sample, entities=sample.entities + sample.entities[:1]))


def test_small_graph_is_shown_whole(sample: PageData) -> None:
    placed = place_graph(sample)
    assert placed.shown == len(sample.entities)
    assert sorted(placed.order) == list(range(len(sample.entities)))
    assert placed.growth == 1.0


def test_first_view_of_a_big_graph_hangs_together() -> None:
    data = make_large(600, 900)
    placed = place_graph(data, first_view=50)
    core = set(placed.order[: placed.shown])
    assert placed.shown == 50
    assert placed.growth > 1
    for node in core:
        assert any(other in core for other in {*placed.graph.successors(node), *placed.graph.predecessors(node)})


def test_first_view_prefers_the_highest_ranked() -> None:
    data = make_large(600, 900)
    placed = place_graph(data, first_view=50)
    best = max(range(600), key=lambda node: data.entities[node].rank)
    assert best in placed.order[:50]
    rest = [data.entities[node].rank for node in placed.order[50:]]
    assert rest == sorted(rest, reverse=True)


def test_first_view_without_any_edge_shows_the_highest_ranked() -> None:
    data = dataclasses.replace(make_large(30, 40), relations=())
    placed = place_graph(data, first_view=5)
    assert placed.shown == 5
    assert [data.entities[n].rank for n in placed.order] == sorted((e.rank for e in data.entities), reverse=True)


def test_first_view_of_a_graph_in_pieces_shows_the_highest_ranked() -> None:
    data = make_large(90, 120)
    keys = [entity.key for entity in data.entities]
    pairs = tuple(PageRelation(keys[i], "builds", keys[i + 1], 1.0) for i in range(0, 90, 2))
    placed = place_graph(dataclasses.replace(data, relations=pairs), first_view=20)
    assert placed.shown == 20
    assert [data.entities[n].rank for n in placed.order] == sorted((e.rank for e in data.entities), reverse=True)


def test_a_relation_of_an_entity_to_itself_is_not_drawn(sample: PageData) -> None:
    key = sample.entities[0].key
    data = dataclasses.replace(sample, relations=(PageRelation(key, "builds", key, 1.0),))
    assert build_network(data, place_graph(data))[1] == []


def test_pyvis_builds_the_first_view(sample: PageData) -> None:
    placed = place_graph(sample, first_view=30)
    nodes, edges = build_network(sample, placed)
    ids = {node["id"] for node in nodes}
    assert ids == set(placed.order[: placed.shown])
    assert all(edge["from"] in ids and edge["to"] in ids for edge in edges)
    classes = {cls.name: cls for cls in sample.classes}
    for node in nodes:
        entity = sample.entities[node["id"]]
        assert node["label"] == entity.label
        assert node["shape"] == classes[entity.cls].shape
        assert node["color"] == classes[entity.cls].color
        assert node["landmark"] == (entity.cls == "Meeting")
        assert "title" not in node
    assert len({(edge["from"], edge["to"]) for edge in edges}) == len(edges)


DOUBTFUL = LIKELY - 0.1
SAID = (PageEvidence(0, 1, 1, 0, 4, "text"),)


@pytest.mark.parametrize(
    ("relations", "least"),
    [
        ([("builds", LIKELY, SAID), ("builds", DOUBTFUL, SAID)], LIKELY),
        ([("builds", DOUBTFUL, SAID), ("rivals", DOUBTFUL, SAID)], 0.0),
        ([("builds", DOUBTFUL, SAID), ("rivals", 1.0, ())], 0.0),
        ([("builds", DOUBTFUL, SAID), ("covers", 1.0, SAID)], 0.0),
        ([("builds", 1.0, ())], LIKELY),
        ([("builds", LIKELY - 0.0001, SAID)], LIKELY),
        ([], 0.0),
    ],
    ids=["some likely", "none likely", "only known ones", "only computed ones", "nothing said", "as shown", "empty"],
)
def test_page_opens_with_the_likely_unless_the_notes_say_nothing_likely(
    sample: PageData, relations: list[tuple[str, float, tuple[PageEvidence, ...]]], least: float
) -> None:
    one, other = (entity.key for entity in sample.entities[:2])
    made = tuple(PageRelation(one, name, other, sure, (), said) for name, sure, said in relations)
    assert choose_least(dataclasses.replace(sample, relations=made)) == least


def test_first_view_draws_what_is_likely_or_computed(sample: PageData) -> None:
    keys = [entity.key for entity in sample.entities]
    relations = (
        PageRelation(keys[0], "builds", keys[1], LIKELY),
        PageRelation(keys[1], "builds", keys[2], DOUBTFUL),
        PageRelation(keys[2], "covers", keys[3], DOUBTFUL),
    )
    data = dataclasses.replace(sample, relations=relations)
    edges = build_network(data, place_graph(data))[1]
    assert [(edge["from"], edge["to"]) for edge in edges] == [(0, 1), (2, 3)]


def test_first_view_hangs_together_by_what_is_likely() -> None:
    data = make_large(600, 900)
    relations = tuple(
        dataclasses.replace(relation, confidence=0.9 if number % 2 else DOUBTFUL)
        for number, relation in enumerate(data.relations)
    )
    data = dataclasses.replace(data, relations=relations)
    placed = place_graph(data, first_view=50)
    nodes, edges = build_network(data, placed)
    assert {node["id"] for node in nodes} == {end for edge in edges for end in (edge["from"], edge["to"])}


def test_what_no_note_names_is_not_in_the_first_view() -> None:
    data = make_large(90, 400)
    best = max(range(90), key=lambda node: data.entities[node].rank)
    entities = tuple(dataclasses.replace(e, named=i % 3 > 0 and i != best) for i, e in enumerate(data.entities))
    unnamed = {i for i, entity in enumerate(entities) if not entity.named}
    data = dataclasses.replace(data, entities=entities)
    for limit in (20, 80):
        placed = place_graph(data, first_view=limit)
        assert placed.shown == min(limit, 90 - len(unnamed))
        assert set(placed.order[90 - len(unnamed) :]) == unnamed
        assert sorted(placed.order) == list(range(90))


def test_what_is_only_known_is_drawn_as_lightly_as_what_is_computed(sample: PageData) -> None:
    keys = [entity.key for entity in sample.entities]
    relations = (
        PageRelation(keys[0], "builds", keys[1], 1.0, known=True),
        PageRelation(keys[1], "builds", keys[2], 0.9, evidence=SAID, known=True),
        PageRelation(keys[2], "covers", keys[3], 1.0),
    )
    data = dataclasses.replace(sample, relations=relations)
    edges = build_network(data, place_graph(data))[1]
    assert [edge["stated"] for edge in edges] == [False, True, False]


def test_what_is_hidden_makes_nothing_smaller(sample: PageData) -> None:
    unseen = dataclasses.replace(sample.entities[0], key="craft/unseen", rank=50.0, named=False)
    more = dataclasses.replace(sample, entities=(*sample.entities, unseen))
    placed, before = place_graph(more), place_graph(sample)
    assert placed.radii[:-1] == before.radii
    assert placed.radii[-1] == max(before.radii)
    ranks = [
        {node["id"]: node["rank"] for node in build_network(data, p)[0]}
        for data, p in ((more, placed), (sample, before))
    ]
    assert ranks[0] == ranks[1]
    assert encode_graph(more, placed)["rank"][:-1] == encode_graph(sample, before)["rank"]
