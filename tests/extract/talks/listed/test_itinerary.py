from __future__ import annotations

import pytest

from kg.extract.talks.layout.outline import Outline
from kg.extract.talks.listed.itinerary import find_itinerary
from kg.extract.talks.speakers.companies import Companies
from kg.read import parse_note

ITEMS = """
- Pond Levels in Real Time (9:00-9:40)
- 10:00-10:40 Frogs and Their Queues
- Lunch (12:00-13:00)
- Herons Behind the Proxy (13:00 – 13:40)
- Reeds as Code, Again (2:00pm-2:30pm)
"""


def titles(text: str, companies: Companies) -> list[str]:
    return [row.title.text for row in find_itinerary(Outline(parse_note(text, path="n.md"), companies))]


@pytest.mark.parametrize("above", ["## Tuesday", "## Sessions I attended", "My sessions:"])
def test_items_with_times_are_sessions_of_a_conference(above: str, companies: Companies) -> None:
    found = titles(f"# MarshConf 2016\n\n{above}\n{ITEMS}", companies)
    assert found == [
        "Pond Levels in Real Time",
        "Frogs and Their Queues",
        "Herons Behind the Proxy",
        "Reeds as Code, Again",
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"# Release week\n\n## Tuesday\n{ITEMS}",
        f"# MarshConf 2016\n\n## Expenses\n{ITEMS}",
        "# MarshConf 2016\n\n## Tuesday\n\n- Pond Levels in Time (9:00-9:40)\n- Frogs and Queues (10:00-10:40)\n",
        f"# MarshConf 2016\n\n## Tuesday\n{ITEMS.lower()}",
    ],
    ids=["no conference", "no day", "too few", "no titles"],
)
def test_other_lists_with_times_are_none(text: str, companies: Companies) -> None:
    assert titles(text, companies) == []
