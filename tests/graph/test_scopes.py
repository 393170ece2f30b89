"""Which talk a passage was said in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.graph.scopes import find_talks_around
from kg.model import Span, TalkScope

SPANS = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


def test_the_innermost_talk_counts() -> None:
    scopes = [TalkScope("talk/block", Span(0, 100)), TalkScope("talk/inner", Span(10, 50))]
    assert find_talks_around(scopes, [Span(60, 62), Span(10, 12), Span(48, 52), Span(99, 101)]) == [
        "talk/block",
        "talk/inner",
        "talk/block",
        None,
    ]


@given(st.lists(SPANS, max_size=8), st.lists(SPANS, max_size=12))
def test_one_pass_finds_what_looking_at_every_scope_finds(around: list[Span], spans: list[Span]) -> None:
    scopes = [TalkScope(f"talk/{number}", span) for number, span in enumerate(around)]
    expected = []
    for span in spans:
        holding = [s for s in scopes if s.span.start <= span.start and span.end <= s.span.end]
        best = min(holding, key=lambda scope: (scope.span.end - scope.span.start, scope.talk), default=None)
        expected.append(best.talk if best else None)
    assert find_talks_around(scopes, spans) == expected
