"""The outline of sections."""

from __future__ import annotations

from kg.read import parse_note


def test_levels_may_jump() -> None:
    note = parse_note("intro\n# A\na\n### B\nb\n## C\nc\n# D\n", path="a.md")
    assert [(s.level, s.parent, s.first_block, s.last_block) for s in note.sections] == [
        (0, None, 0, 8),
        (1, 0, 1, 7),
        (3, 1, 3, 5),
        (2, 1, 5, 7),
        (1, 0, 7, 8),
    ]
    assert [block.section for block in note.blocks] == [0, 1, 1, 2, 2, 3, 3, 4]
    assert [note.blocks[s.heading].text for s in note.sections if s.heading is not None] == ["A", "B", "C", "D"]


def test_a_note_without_headings_is_one_section() -> None:
    note = parse_note("some words\n\nmore\n", path="a.txt")
    [root] = note.sections
    assert (root.level, root.heading, root.first_block, root.last_block) == (0, None, 0, 2)


def test_an_empty_note_has_its_root_section() -> None:
    note = parse_note("", path="a.md")
    assert (note.blocks, len(note.sections), note.line_starts) == ((), 1, (0,))
