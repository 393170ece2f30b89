from __future__ import annotations

import pytest

from kg.extract.talks.layout.summaries import find_parts
from kg.read import parse_note


@pytest.mark.parametrize(
    ("summary", "title"),
    [
        ("<summary>Ponies in the Rain</summary>", "Ponies in the Rain"),
        ("<summary>\n  <b>Ponies in the Rain </b>\n</summary>", "Ponies in the Rain"),
        ("<summary><h3> <em>Ponies in the Rain</em></h3></summary>", "Ponies in the Rain"),
        ("<summary>It</summary>", None),
        ("<summary>" + " " * 50_000 + "</summary>", None),
        ("<summary>A pony" + " " * 50_000, None),
    ],
)
def test_summaries_hold_titles(summary: str, title: str | None) -> None:
    blocks = parse_note(f"<details>{summary}\n\nIt rains.\n\n</details>\n", path="note.md").blocks
    assert [part.title.text for part in find_parts(blocks)] == ([title] if title else [])
