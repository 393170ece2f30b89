"""Which of the forms we can write a client wants (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.serve.refusal import RequestRefusedError

_TOKEN = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"  # noqa: S105 - a token of HTTP's grammar
_RANGE = re.compile(rf"({_TOKEN})/({_TOKEN})((?:\s*;\s*{_TOKEN}=(?:{_TOKEN}|\"[^\"]*\"))*)")
_QUALITY = re.compile(r";\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*(?:;|$)", re.IGNORECASE)
_MAX_CHARS = 4_000


@dataclass(frozen=True, slots=True)
class Offer:
    """A form that we can write."""

    media_type: str
    form: str
    """Name of the form, as the writers know it."""

    @property
    def content_type(self) -> str:
        """The header's value: text says its encoding."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


@dataclass(frozen=True, slots=True)
class _Range:
    kind: str
    subtype: str
    quality: float

    def fit(self, media_type: str) -> int:
        """How exactly it names a media type: 0 not at all, 1 ``*/*``, 2 ``text/*``, 3 by name."""
        kind, _, subtype = media_type.partition("/")
        if self.kind == "*":
            return 1
        if self.kind != kind:
            return 0
        return 2 if self.subtype == "*" else 3 if self.subtype == subtype else 0


def choose(accept: str | None, offers: Sequence[Offer]) -> Offer:
    """Choose the offer that the client likes best; the earlier of two that it likes equally.

    Raises:
        RequestRefusedError: 406 when it takes none of them, 400 when the header is none.
    """
    if accept is None or not accept.strip():
        return offers[0]
    ranges = _read_ranges(accept)
    best = max(offers, key=lambda offer: _weigh(offer, ranges))  # max gives the first of equals
    if _weigh(best, ranges) == 0.0:
        names = ", ".join(dict.fromkeys(offer.media_type for offer in offers))
        raise RequestRefusedError(406, f"none of the accepted types {accept!r} can be written here: use one of {names}")
    return best


def _weigh(offer: Offer, ranges: Sequence[_Range]) -> float:
    """Take the quality of the range that names the offer most exactly."""
    return max(((r.fit(offer.media_type), r.quality) for r in ranges if r.fit(offer.media_type)), default=(0, 0.0))[1]


def _read_ranges(accept: str) -> list[_Range]:
    ranges = []
    for part in accept[:_MAX_CHARS].split(","):
        match = _RANGE.fullmatch(part.strip())
        if match is None:
            if not part.strip():
                continue
            raise RequestRefusedError(
                400, f"the Accept header has {part.strip()!r}: write media types, as in 'text/csv, */*;q=0.5'"
            )
        quality = _QUALITY.search(match[3])
        ranges.append(_Range(match[1].lower(), match[2].lower(), float(quality[1]) if quality else 1.0))
    return ranges
