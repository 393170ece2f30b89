from __future__ import annotations

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.talks.unlisted import event_of_folder


@pytest.mark.parametrize(
    ("path", "event"),
    [
        ("notes/gotham-twigs-2017/day1.md", "Gotham Twigs 2017"),
        ("2018_gotham_twigs/a.md", "Gotham Twigs 2018"),
        ("gothamtwigs2017/x/a.md", "Gothamtwigs 2017"),
        ("notes-2017/a.md", ""),
        ("my-talks-2017/a.md", ""),
        ("holiday-2017/a.md", ""),
        ("kubernetes-2017/a.md", ""),
        ("london-2017/a.md", ""),
        ("gotham-twigs-2017.md", ""),
    ],
)
def test_folders_name_conferences(path: str, event: str, lexicon: Lexicon) -> None:
    assert event_of_folder(path, lexicon) == event
