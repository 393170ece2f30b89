"""Times with blanks around them are read in linear time."""

from __future__ import annotations

from kg.extract.lexicon import Lexicon
from kg.extract.talks import find_talks
from kg.read import parse_note


def test_blanks_between_times_cost_little(lexicon: Lexicon) -> None:
    """Twice the blanks took four times as long once: these would take minutes."""
    text = "# DevConf 2019\n\n## Sessions\n\n" + ("- 10:00" + " " * 50_000 + "x\n") * 4
    assert len(find_talks(parse_note(text, path="n.md"), lexicon).scopes) <= 4
