"""What holds for every note, and the finer points of keys, scopes and evidence."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.lexicon import Lexicon
from kg.extract.talks import find_talks
from kg.extract.values import Findings
from kg.model import Note
from kg.read import parse_note

LINES = st.sampled_from(
    (
        "# KubeCon 2019 notes;## Day 1;### Pods and probes – Katrien Claes (Google);## Keynote;# Summary;;;plain text;"
        "Speaker: Mike Ryan, Red Hat;Katrien Claes, Google;* Mike Ryan - CTO, Acme;  * a nested note;title: x;---;"
        "**A bold title by Katrien Claes**;| Talk | Speaker |;|---|---|;| Pods | Katrien Claes (Google) |;"
        "Pods and probes by Katrien Claes, Google;I saw this talk at RubyConf 2018.;Title\n=====;"
        "1. Pods – Katrien Claes;"
        "https://kccnceu19.sched.com/event/MPYy/pods-katrien-claes-google;[[Katrien Claes]] and [x](https://x.com/x);"
        "```\ncode by Katrien Claes\n```;Tab\tand éè 🎤;> quoted\n> Mike Ryan @mryan"
    ).split(";")
)


def check(note: Note, findings: Findings) -> None:
    keys = {e.key for e in findings.entities}
    talks = {e.key for e in findings.entities if e.cls == "Talk"}
    ends = {key for f in findings.facts for key in (f.subject, f.object)}
    assert ends | {m.entity for m in findings.mentions} | {s.talk for s in findings.scopes} <= keys
    assert {s.talk for s in findings.scopes} == talks
    spans = [m.span for m in findings.mentions] + [s.span for s in findings.scopes]
    spans += [span for f in findings.facts for span in f.evidence]
    assert all(0 <= s.start < s.end <= len(note.text) for s in spans)
    for of_talks in (True, False):
        own = sorted(m.span for m in findings.mentions if (m.entity in talks) is of_talks)
        assert all(a.end <= b.start for a, b in pairwise(own))
    assert all(0 < m.confidence <= 1 for m in findings.mentions)
    assert all(f.evidence and 0 < f.confidence <= 1 for f in findings.facts)


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(LINES, max_size=14))
def test_findings_hang_together(lines: list[str], lexicon: Lexicon) -> None:
    note = parse_note("\n".join(lines), path="folder/note.md")
    findings = find_talks(note, lexicon)
    check(note, findings)
    assert find_talks(note, lexicon) == findings


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_can_be_read(text: str, lexicon: Lexicon) -> None:
    note = parse_note(text, path="note.md")
    check(note, find_talks(note, lexicon))


@pytest.mark.parametrize("line", ["# " + "word " * 40_000, "a " * 100_000, "- by " * 20_000, "Katrien " * 20_000])
def test_endless_lines_are_survived(line: str, lexicon: Lexicon) -> None:
    note = parse_note(line, path="note.md")
    check(note, find_talks(note, lexicon))


def find(text: str, lexicon: Lexicon, path: str = "note.md") -> Findings:
    return find_talks(parse_note(text, path=path), lexicon)


def keys(findings: Findings) -> list[str]:
    return [e.key for e in findings.entities if e.cls == "Talk"]


def test_general_titles_get_keys_that_mean_something(lexicon: Lexicon) -> None:
    text = "# KubeCon 2019\n\n## Panel Discussion\n\nfirst\n\n## Panel Discussion\n\nsecond\n"
    assert keys(find(text, lexicon)) == ["talk/panel-discussion-kubecon-2019", "talk/panel-discussion-kubecon-2019-2"]
    assert keys(find("# Keynote - Katrien Claes\n\ntext\n", lexicon)) == ["talk/keynote-katrien-claes"]
    assert keys(find("# Keynote\n\ntext\n", lexicon, "a/my-file.md")) == ["talk/keynote-my-file"]


def test_the_same_title_twice_is_one_talk(lexicon: Lexicon) -> None:
    text = (
        "# KubeCon 2019\n\n## Pods and probes in production – Katrien Claes\n\na\n\n"
        "## Pods and probes in production – Katrien Claes\n\nb\n"
    )
    findings = find(text, lexicon)
    assert keys(findings) == ["talk/pods-and-probes-in-production"]
    assert len(findings.scopes) == 2


def test_a_talk_s_scope_runs_to_the_end_of_its_notes(lexicon: Lexicon) -> None:
    text = (
        "# KubeCon 2019\n\n## Pods – Katrien Claes\n\nfirst\n\n### Demo\n\nsecond\n\n## Probes – Mike Ryan\n\nthird\n"
    )
    findings = find(text, lexicon)
    assert [text[s.span.start : s.span.end].rpartition("\n")[2] for s in findings.scopes] == ["second", "third"]
    title = next(m for m in findings.mentions if m.entity.startswith("talk/pods"))
    assert text[title.span.start : title.span.end] == "Pods"


def test_evidence_is_the_speaker_and_the_title(lexicon: Lexicon) -> None:
    text = "# Pods and probes – Katrien Claes (Google)\n\ntext\n"
    fact = next(f for f in find(text, lexicon).facts if f.predicate == "presentedBy")
    assert sorted(text[s.start : s.end] for s in fact.evidence) == ["Katrien Claes", "Pods and probes"]


def test_a_title_from_the_file_s_name_has_no_mention(lexicon: Lexicon) -> None:
    findings = find("- Katrien Claes - CTO, Acme\n- text\n", lexicon, "pods-and-probes.md")
    assert keys(findings) == ["talk/pods-and-probes"]
    assert not [m for m in findings.mentions if m.entity.startswith("talk/")]
    assert [f.predicate for f in findings.facts] == ["affiliatedWith", "presentedBy"]


def test_later_mentions_may_use_a_part_of_the_name(lexicon: Lexicon) -> None:
    text = (
        "# Pods and probes – Katrien Claes\n\nKatrien likes pods. Claes Street is a street. Email katrien@x.example.\n"
    )
    findings = find(text, lexicon)
    short = [text[m.span.start : m.span.end] for m in findings.mentions if m.rule == "person-short-name"]
    assert short == ["Katrien"]


def test_an_event_that_the_notes_tell_of(lexicon: Lexicon) -> None:
    text = (
        "# Frozen Rails\n\n## Pods and probes – Katrien Claes\n\nI have seen this talk at Nordic Ruby 2012 already.\n"
    )
    findings = find(text, lexicon)
    labels = {e.key: e.label for e in findings.entities}
    held = sorted(labels[f.object] for f in findings.facts if f.predicate == "heldAt")
    assert held == ["Frozen Rails", "Nordic Ruby 2012"]


def test_a_short_form_is_the_note_s_edition(lexicon: Lexicon) -> None:
    text = "# KubeCon 2019\n\nKubecon was good, and so was RubyConf.\n\n## Pods and probes – Katrien Claes\n\nx\n"
    labels = [e.label for e in find(text, lexicon).entities if e.cls == "Event"]
    assert labels == ["KubeCon 2019", "RubyConf"]


def test_front_matter_names_speakers_with_their_company(lexicon: Lexicon) -> None:
    text = (
        "---\ntitle: Pods and probes in production\nspeakers:\n  - name: Katrien Claes\n    company: Google\n"
        "  - 7\nconference: Some Gathering\n---\ntext\n"
    )
    findings = find(text, lexicon)
    labels = {e.key: e.label for e in findings.entities}
    facts = sorted((f.predicate, labels[f.object]) for f in findings.facts)
    assert facts == [("affiliatedWith", "Google"), ("heldAt", "Some Gathering"), ("presentedBy", "Katrien Claes")]


def test_a_table_adds_speakers_to_a_talk_with_a_heading(lexicon: Lexicon) -> None:
    text = (
        "# KubeCon 2019\n\n| Session | Presenter | Company |\n|---|---|---|\n"
        "| Pods and probes in production | Katrien Claes | Google |\n| Lunch | | |\n\n"
        "## Pods and probes in production\n\ntext\n"
    )
    findings = find(text, lexicon)
    assert keys(findings) == ["talk/pods-and-probes-in-production"]
    assert sorted(f.predicate for f in findings.facts) == ["affiliatedWith", "heldAt", "presentedBy"]


def test_tables_without_speakers_are_no_schedules(lexicon: Lexicon) -> None:
    assert keys(find("| Talk | Room |\n|---|---|\n| Pods and probes | A |\n", lexicon)) == []
