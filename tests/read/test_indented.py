"""Indented text: code or prose."""

from __future__ import annotations

import pytest

from kg.read.indented import is_prose


@pytest.mark.parametrize(
    "text",
    [
        "We moved from virtual machines to containers last year.",
        "Envoy",
        "- Prometheus for metrics\n- Jaeger for traces",
        "1. Boot the cluster",
        "see https://kubernetes.io",
        "**Lessons**",
        "The operator (a controller) watches them; it never sleeps",
        "",
    ],
)
def test_prose(text: str) -> None:
    assert is_prose(text.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "kubectl apply -f x.yaml",
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: x",
        "for x in items:\n    print(x)",
        '{\n  "a": 1\n}',
        "$ make demo",
        "# install\nbrew install helm",
        "result = call(x)",
        "docker run -it ubuntu",
    ],
)
def test_code(text: str) -> None:
    assert not is_prose(text.split("\n"))
