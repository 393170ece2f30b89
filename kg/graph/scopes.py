"""Which talk a passage was said in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.model import Span, TalkScope


def find_talks_around(scopes: Iterable[TalkScope], spans: Sequence[Span]) -> list[str | None]:
    """Find for each span the innermost talk whose scope holds it, None outside talks.

    One pass over both in order of their start, so that long notes with many talks cost no more than sorting them.
    """
    waiting = sorted(scopes, key=lambda scope: (scope.span.start, -scope.span.end, scope.talk), reverse=True)
    open_scopes: list[TalkScope] = []
    talks: list[str | None] = [None] * len(spans)
    for index in sorted(range(len(spans)), key=lambda index: spans[index]):
        span = spans[index]
        while waiting and waiting[-1].span.start <= span.start:
            open_scopes.append(waiting.pop())
        open_scopes = [scope for scope in open_scopes if scope.span.end > span.start]
        around = [scope for scope in open_scopes if scope.span.end >= span.end]
        if around:
            talks[index] = min(around, key=lambda scope: (scope.span.end - scope.span.start, scope.talk)).talk
    return talks
