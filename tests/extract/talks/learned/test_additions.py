"""Talks that only the model found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.extract.talks.choosing.choice import RULE_CREDITED, RULE_LEARNED, Choice
from kg.extract.talks.layout.outline import Outline
from kg.extract.talks.learned.additions import Adder
from kg.extract.talks.learned.verdicts import Verdict, describe_note

NOTE = """# LeafConf 2021

## Day 1

### Wild Ponies in the Rain

They run.

#### Why they run

- 10:00 -- Tame Ponies at Night
  - hay
  - oats
- 11:00 -- Slow Ponies

**Old Ponies**

They sleep.

Young Ponies

They play.

And then I saw [Ponies of Paper](https://a.example) and [Ponies of Wood](https://b.example)
"""


def add(outline: Outline, *titles: str, kept: Sequence[Choice] = ()) -> list[Choice]:
    describer = describe_note(outline)
    verdicts = [Verdict(c, t, 0.9) for c, t in zip(describer.candidates, describer.titles, strict=True) if t in titles]
    return Adder(outline, describer.setting, kept).add(verdicts)


def notes_of(outline: Outline, choice: Choice) -> list[str]:
    return [b.text for b in outline.note.blocks[choice.first : choice.last]]


def test_the_notes_of_a_talk_end_with_its_section(read_outline: Callable[[str], Outline]) -> None:
    outline = read_outline(NOTE)
    (choice,) = add(outline, "Wild Ponies in the Rain")
    assert choice.rule == RULE_LEARNED
    assert notes_of(outline, choice)[-1].startswith("And then")
    assert [node.text for node in choice.above] == ["LeafConf 2021", "Day 1"]


def test_the_notes_of_an_item_are_those_below_it(read_outline: Callable[[str], Outline]) -> None:
    outline = read_outline(NOTE)
    first, second = add(outline, "Slow Ponies", "Tame Ponies at Night")
    assert notes_of(outline, first)[1:] == ["hay", "oats"]
    assert notes_of(outline, second) == ["11:00 -- Slow Ponies"]


def test_the_notes_of_a_line_end_before_the_next_talk(read_outline: Callable[[str], Outline]) -> None:
    outline = read_outline(NOTE)
    old, young = add(outline, "Old Ponies", "Young Ponies")
    assert notes_of(outline, old) == ["Old Ponies", "They sleep."]
    assert notes_of(outline, young)[:2] == ["Young Ponies", "They play."]


def test_parts_of_a_line_are_talks_of_that_line(read_outline: Callable[[str], Outline]) -> None:
    outline = read_outline(NOTE)
    choices = add(outline, "Ponies of Paper", "Ponies of Wood")
    assert [c.title for c in choices] == ["Ponies of Paper", "Ponies of Wood"]
    assert {c.last - c.first for c in choices} == {1}


def test_one_title_is_one_talk(read_outline: Callable[[str], Outline]) -> None:
    outline = read_outline("# Wild Ponies at Sea\n\n- Wild ponies at sea!\n- Wild Ponies at Sea and on Land\n")
    everything = describe_note(outline).titles
    assert [c.title for c in add(outline, *everything)] == ["Wild Ponies at Sea"]


def test_what_the_rules_found_is_not_added_again(read_outline: Callable[[str], Outline]) -> None:
    outline = read_outline("# Wild Ponies at Sea\n\n- Tame Ponies\n")
    (rule,) = add(outline, "Wild Ponies at Sea")
    known = Choice("Something else", rule.place, 0, 2, RULE_CREDITED)
    assert add(outline, "Wild Ponies at Sea", kept=[known]) == []
    heads = Choice("Tame Ponies", None, 0, 2, RULE_CREDITED)
    assert add(outline, "Wild Ponies at Sea", "Tame Ponies", kept=[heads]) == []


def test_the_second_part_is_a_talk_of_its_own(read_outline: Callable[[str], Outline]) -> None:
    titles = ("Taming Ponies in Practice, Part 1", "Taming Ponies in Practice, Part 2")
    outline = read_outline("# LeafConf 2021\n\n" + "".join(f"## {title}\n\nNotes.\n\n" for title in titles))
    assert len(add(outline, *titles)) == 2
