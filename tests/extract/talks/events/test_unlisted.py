from __future__ import annotations

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.talks.events.unlisted import event_of_folder, find_labelled
from kg.read import parse_note


@pytest.mark.parametrize(
    ("path", "event"),
    [
        ("notes/gotham-twigs-2017/day1.md", "Gotham Twigs 2017"),
        ("conferences/2018_gotham_twigs/a.md", "Gotham Twigs 2018"),
        ("my talks/gothamtwigs2017/x/a.md", "Gothamtwigs 2017"),
        ("work/gotham-summit-2019/a.md", "Gotham Summit 2019"),
        ("twigcon-2019/a.md", "Twigcon 2019"),
        ("twigfest_2019/sessions.md", "Twigfest 2019"),
        ("2018_gotham_twigs/a.md", ""),
        ("gothamtwigs2017/x/a.md", ""),
        ("quillfeather-2017/kickoff.md", ""),
        ("uni-2017/day1.md", ""),
        ("cka-study-2017/sessions.md", ""),
        ("events/quillfeather-offsite-2017/day1.md", ""),
        ("talks/team-quill-2017/a.md", ""),
        ("falcon-2017/a.md", ""),
        ("monday-2017/a.md", ""),
        ("notes-2017/a.md", ""),
        ("my-talks-2017/a.md", ""),
        ("holiday-2017/a.md", ""),
        ("Obsidian Vault 2017/a.md", ""),
        ("jane-smith-2017/a.md", ""),
        ("kubernetes-2017/a.md", ""),
        ("london-2017/a.md", ""),
        ("gotham-twigs-2017.md", ""),
    ],
)
def test_folders_name_conferences(path: str, event: str, lexicon: Lexicon) -> None:
    assert event_of_folder(path, lexicon) == event


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Conference: Gotham Twigs, New York", ["Gotham Twigs"]),
        ("**Event:** Gotham Twigs (online)", ["Gotham Twigs"]),
        ("event: version", []),
        ("Event: Click", []),
        ("Event: Kubernetes", []),
        ("Meetup: London", []),
        ("Conference: DockerCon 2019", []),
    ],
)
def test_labels_announce_conferences(text: str, names: list[str], lexicon: Lexicon) -> None:
    blocks = parse_note(text + "\n", path="note.md").blocks
    assert [name.label for name, _ in find_labelled(blocks, lexicon)] == names
