"""Headings over what others wrote: what stands below them is no talk."""

from __future__ import annotations

import re

READING = re.compile(
    r"\b(?:books?|reading|to\s+read|links?|references?|resources|papers?|articles?|posts?|further|bibliography|literature|see\s+also)\b",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"\W*(?:(?:useful|further|more|other|my|some|good|great|interesting|suggested|recommended|additional|external|related)\s+){0,3}"
    r"(?:links?|bookmarks|resources|reading(?:\s+list)?|to\s+read|references|articles|books|blog\s?posts|bibliography|literature|see\s+also)\W*",
    re.IGNORECASE,
)
"""Headings over nothing but what others wrote."""
