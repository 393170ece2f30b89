from __future__ import annotations

from kg.extract.talks.listed.mediaitems import find_media_items
from kg.extract.talks.speakers.companies import Companies
from kg.read import parse_note

LINKS = "\n    - [Slides](https://a.example/s)\n    - [Video and code](https://a.example/v)\n"


def find(text: str, companies: Companies) -> list[tuple[str, list[str], bool]]:
    items = find_media_items(parse_note(text, path="note.md").blocks, companies)
    return [(i.row.title.text, [p.name.text for p in i.row.people], i.own) for i in items]


def test_items_with_slides_below_are_talks(companies: Companies) -> None:
    text = f"# Notes\n\n- Wild Ponies - Katrien Claes{LINKS}- Slow Ponies{LINKS}"
    assert find(text, companies) == [("Wild Ponies", ["Katrien Claes"], False), ("Slow Ponies", [], False)]


def test_a_lone_item_needs_a_heading_that_speaks_of_talks(companies: Companies) -> None:
    assert find(f"# Notes\n\n- Wild Ponies{LINKS}", companies) == []
    assert find(f"# Sessions\n\n- Wild Ponies{LINKS}", companies) == [("Wild Ponies", [], False)]


def test_the_heading_says_whose_talks_they_are(companies: Companies) -> None:
    assert find(f"# My talks\n\n- Wild Ponies{LINKS}", companies) == [("Wild Ponies", [], True)]
    assert find(f"# Talks that I gave\n\n- Wild Ponies{LINKS}", companies) == [("Wild Ponies", [], True)]


def test_other_items_are_none(companies: Companies) -> None:
    assert find(f"# Talks\n\n- Wild Ponies{LINKS}    - they run\n", companies) == []
    assert find("# Talks\n\n- Wild Ponies\n    - Slides\n", companies) == []
    assert find(f"# Books\n\n- Wild Ponies{LINKS}- Slow Ponies{LINKS}", companies) == []
    assert find(f"# Talks\n\n- Ponies{LINKS}", companies) == []


def test_many_kinds_of_media_are_read_in_linear_time(companies: Companies) -> None:
    """Each more doubled the time once: 26 took minutes."""
    text = "# My talks\n\n- Patient caches\n  - [slides" + ",slides" * 2000 + "](http://x.example/a)!\n"
    assert find(text, companies) == []
