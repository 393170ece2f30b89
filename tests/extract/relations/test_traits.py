"""What speaks for a relation between two names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extract.relations.claims import Claim
from kg.extract.relations.scene import Seen
from kg.extract.relations.sights import Sights
from kg.extract.relations.traits import Roles, describe_pair
from kg.model import Term
from kg.ontology import load_ontology

TERMS = (
    Term("tool/quark", "Tool", "Quark", facts=(("isA", "concept/mesh"), ("writtenIn", "tool/golem"))),
    Term("tool/lumen", "Tool", "Lumen", facts=(("isA", "concept/mesh"),)),
    Term("tool/golem", "Tool", "Golem"),
    Term("concept/mesh", "Concept", "service mesh"),
)
ONTOLOGY = replace(load_ontology(), terms={term.key: term for term in TERMS})
ROLES = Roles(ONTOLOGY)


def seen(key: str, cls: str, label: str) -> Seen:
    return Seen(key, cls, label, 0, 0, 1, 1.0)


QUARK, LUMEN = seen("tool/quark", "Tool", "Quark"), seen("tool/lumen", "Tool", "Lumen")
STREAMS = seen("tool/quark-streams", "Tool", "Quark Streams")


def describe(subject: Seen, object_: Seen, *claims: Claim) -> dict[str, float]:
    first, second = sorted((subject, object_), key=lambda s: s.key)
    return describe_pair(subject, object_, Sights(first, second), claims, ROLES, {"tool/quark": 3})


def test_known_facts_in_both_directions() -> None:
    assert dict(ROLES.describe("tool/quark", "tool/golem"))["known.writtenIn"] == 1
    assert dict(ROLES.describe("tool/golem", "tool/quark"))["known.writtenIn^"] == 1
    assert "same-kind" in dict(ROLES.describe("tool/quark", "tool/lumen"))
    assert "same-kind" not in dict(ROLES.describe("tool/quark", "tool/golem"))


def test_how_often_the_vocabulary_has_a_term_in_a_role() -> None:
    found = dict(ROLES.describe("concept/mesh", "concept/mesh"))
    assert found["o.object.isA"] == pytest.approx(1.0986, abs=1e-4)
    assert "s.subject.isA" not in found
    assert dict(ROLES.describe("tool/other", "tool/quark"))["s.unknown"] == 1


def test_rules_that_claim_it_and_those_that_claim_the_reverse() -> None:
    uses = ONTOLOGY.relations["uses"]
    weak, strong = (Claim(uses, QUARK, LUMEN, rule, c, ()) for rule, c in (("a", 0.4), ("b", 0.7)))
    forward, backward = describe(QUARK, LUMEN, weak, strong), describe(LUMEN, QUARK, weak, strong)
    assert (forward["claim.uses"], forward["rule.a"], forward["rule.b"]) == (1.7, 1, 1)
    assert (backward["claim.uses^"], backward["rule.b^"]) == (1.7, 1)
    assert not {"claim.uses", "rule.a"} & backward.keys()


def test_classes_counts_and_names_made_of_names() -> None:
    found = describe(STREAMS, QUARK)
    assert {"classes=Tool>Tool", "same-first", "o-starts-s", "o.last=quark", "s.unknown"} <= found.keys()
    assert [found["s.times"], found["o.times"]] == pytest.approx([0, 1.3863], abs=1e-4)
    assert "o-starts-s" not in describe(QUARK, STREAMS)


def test_names_are_compared_with_all_their_labels() -> None:
    """ "Mesos agent" begins with a name of Apache Mesos, though not with its standard one."""
    terms = (
        Term("tool/apache-quark", "Tool", "Apache Quark", alt_labels=("Quark",)),
        Term("concept/quark-agent", "Concept", "quark agents"),
        Term("concept/agent", "Concept", "agent"),
    )
    roles = Roles(replace(ONTOLOGY, terms={term.key: term for term in terms}))
    whole, part, kind = (seen(t.key, t.cls, t.label) for t in terms)

    def compare(subject: Seen, object_: Seen) -> set[str]:
        first, second = sorted((subject, object_), key=lambda s: s.key)
        found = describe_pair(subject, object_, Sights(first, second), (), roles, {})
        return {name for name in found if name.startswith(("any-", "share", "s.last="))}

    assert compare(part, whole) == {"any-o-starts", "share", "share-first", "s.last=agent"}
    assert compare(whole, part) == {"any-s-starts", "share", "share-first", "s.last=quark"}
    assert compare(part, kind) == {"any-o-ends", "share", "share-last", "s.last=agent"}
    assert compare(whole, kind) == {"s.last=quark"}
