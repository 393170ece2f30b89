"""What is left of a quote when its Markdown is taken off."""

from __future__ import annotations

import pytest

from kg.graph.quotes import strip_marks


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("Uses **Kafka** and `etcd`", "Uses Kafka and etcd"),
        ("[Istio](https://istio.example/) is a mesh", "Istio is a mesh"),
        ('see [Istio](https://istio.example/ "The mesh") now', "see Istio now"),
        ("![a picture](p.png) of it", "a picture of it"),
        ("[Istio][1] and [Envoy][]", "Istio and Envoy"),
        ("Envoy](https://envoy.example/) or [Istio](https://istio.example/) for", "Envoy or Istio for"),
        ("we run [Envoy](https://envoy.exam", "we run Envoy"),
        ("we run [Envoy", "we run Envoy"),
        ("with [[Istio", "with Istio"),
        ("sidecar]] in each Pod", "sidecar in each Pod"),
        ("[[tool/istio|Istio]] beside [[Envoy]]", "Istio beside Envoy"),
        ("## A heading ##", "A heading"),
        ("- [x] done with Helm", "done with Helm"),
        ("> said *somebody*", "said somebody"),
        ("at <https://example.org/a>", "at https://example.org/a"),
        ("keeps snake_case and 2 * 3 and a_b_c", "keeps snake_case and 2 * 3 and a_b_c"),
        ("an _important_ \\*star\\*", "an important *star*"),
        ("two\n  lines", "two lines"),
        ("C# and #hashtag stay", "C# and #hashtag stay"),
    ],
)
def test_marks_are_taken_off(quote: str, shown: str) -> None:
    assert strip_marks(quote) == shown
