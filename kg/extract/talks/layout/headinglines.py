"""Lines that serve as headings where no heading does: bold lines, titles with their speakers, items of a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from kg.extract.talks.layout.node import Node
from kg.extract.talks.layout.outline import ONLY_TITLE, Outline
from kg.extract.talks.speakers.credits import read_credits
from kg.extract.talks.text.decor import MILITARY_LINE, QUOTED, TIME_OR_PLACE, starts_with_time
from kg.extract.talks.text.names import Level
from kg.extract.talks.text.stretch import MARKUP, Stretch, whole
from kg.extract.talks.titles.leads import Lead, read_lead
from kg.extract.talks.titles.line import LONGEST_TITLE
from kg.model import Block

_VIRTUAL_LEVEL = 9
_LONGEST_FIRST_LINE = 110
_PROGRAMME = frozenset(("timed", "numbered", "kind"))
_MOST_TITLE_WORDS = 14
_FEWEST_NOTED = 2
_SENTENCE_END = re.compile(r"[.!?]\s+[A-Z]")
_FIRST_SENTENCE = re.compile(r"(?<=[^\W\d]{2})[.!?]\s+(?=\S)")
_TOLD = re.compile(
    r"\b(?:I|we|was|were|is|(?:talk|session|keynote|presentation|workshop)(?:\s+(?:on|about|called|titled))?|called|titled)\s*$|^(?:I|We)\b"
)
_HANDLE = re.compile(r"\s@\w+$")
_URL_OR_LABEL = re.compile(r"https?://|^[\w ]{2,20}::?\s")


def find_heading_lines(
    outline: Outline, first: int, last: int, *, expected: bool = False, sure: bool = False
) -> tuple[Node, ...]:
    """Read the lines, from block `first` up to `last`, that serve as headings.

    Tried in this order, the first that yields enough wins: paragraphs of one bold line, paragraphs of one line or with
    a line of credits under the first one, top items of lists, first sentences of paragraphs. Enough are two that name
    their speakers, or one where talks are `expected`. Titles in markup or quotation marks that more text follows in the
    same line win where they name more speakers.

    Args:
        outline: Of the note.
        first: Index of the first block.
        last: Index after the last block.
        expected: Whether talks are to be expected here.
        sure: Whether all that looks like a title is one: a heading says "Lightning Talks".
    """
    plain = _find_lines(outline, first, last, expected=expected)
    marked = _find_marked(outline, first, last, expected=expected, sure=sure)
    if sure and not plain and not marked:
        return _find_items(outline, first, last)
    return marked if sum(n.is_strong for n in marked) > sum(n.is_strong for n in plain) or not plain else plain


def _find_lines(outline: Outline, first: int, last: int, *, expected: bool) -> tuple[Node, ...]:
    for is_start in (_is_bold_line, _is_line, _is_top_item, _is_opening):
        if is_start is _is_opening and not expected:
            break
        nodes = _make_nodes(outline, first, last, is_start, opening=is_start is _is_opening)
        if outline.learn(nodes):
            nodes = _make_nodes(outline, first, last, is_start, opening=is_start is _is_opening)
        credited = [n for n in nodes if _is_credited(outline, n)]
        if _are_enough(credited, nodes, is_start, expected=expected):
            if is_start is _is_bold_line:
                return nodes
            chosen = {n.first for n in credited} | _like_them(outline, nodes, credited, is_start)
            is_chosen = partial(_is_one_of, chosen=frozenset(chosen))
            return _make_nodes(outline, first, last, is_chosen, opening=is_start is _is_opening)
    return ()


def _find_marked(outline: Outline, first: int, last: int, *, expected: bool, sure: bool) -> tuple[Node, ...]:
    """Find titles set apart at the start of paragraphs, else of items, that notes follow in the same line."""
    for kind in ("paragraph", "item"):
        leads = {b.index: lead for b in outline.note.blocks[first:last] if b.kind == kind and (lead := read_lead(b))}
        nodes = _make_led(outline, leads, last)
        credited = [n for n in nodes if n.line.is_credited or n.byline.is_credited]
        depth = min((outline.note.blocks[n.first].depth for n in credited), default=0)
        nodes = tuple(n for n in nodes if not credited or outline.note.blocks[n.first].depth <= depth)
        titled = [n for n in nodes if not n.is_part and outline.is_title_like(n.core)]
        if len(credited) >= 2 or (credited and expected) or (sure and titled):
            alike = titled if sure or len(credited) * 2 >= len(nodes) else ()
            chosen = {n.first for n in (*credited, *alike)}
            return _make_led(outline, {at: lead for at, lead in leads.items() if at in chosen}, last)
    return ()


def _find_items(outline: Outline, first: int, last: int) -> tuple[Node, ...]:
    """Find titles in the top items of a list that have notes below, where a heading says that short talks follow."""
    nodes = _make_nodes(outline, first, last, _is_top_item, opening=False)
    titled = [n for n in nodes if not n.is_part and outline.is_title_like(n.core)]
    blocks = outline.note.blocks
    noted = [n for n in nodes if n.last > n.first + 1 and blocks[n.first + 1].parent == n.first]
    return nodes if len(noted) >= _FEWEST_NOTED and len(noted) * 2 >= len(nodes) <= len(titled) * 2 else ()


def _make_led(outline: Outline, leads: Mapping[int, Lead], last: int) -> tuple[Node, ...]:
    ends = [*list(leads)[1:], last]
    return tuple(_make_led_node(outline, lead, end) for lead, end in zip(leads.values(), ends, strict=False))


def _make_led_node(outline: Outline, lead: Lead, end: int) -> Node:
    """Make a node of a title with what follows it in its line, if that names the speaker, else of the title alone."""
    block = lead.title.block
    if block.kind == "item":
        end = _end_of_item(outline, block.index, end)
    node = outline.make_node(block, end, level=_VIRTUAL_LEVEL, virtual=True, line=lead.line)
    who = read_credits(lead.rest, outline.companies, least=Level.FIRST) if lead.rest else None
    if (node.line.credits or node.line.companies) and not (lead.named and who and who.complete):
        return node
    alone = outline.make_node(block, end, level=_VIRTUAL_LEVEL, virtual=True, line=lead.title)
    return replace(alone, line=replace(alone.line, credits=who)) if who and who.complete else alone


def _end_of_item(outline: Outline, start: int, end: int) -> int:
    blocks = outline.note.blocks
    siblings = (
        i for i in range(start + 1, end) if blocks[i].list_id == blocks[start].list_id or blocks[i].kind == "heading"
    )
    return next(siblings, end)


def _are_enough(
    credited: Sequence[Node], nodes: Sequence[Node], is_start: Callable[[Block], bool], *, expected: bool
) -> bool:
    if len(credited) >= 2 or _are_all(credited, nodes, is_start):
        return True
    return expected and is_start is not _is_opening and any(_is_sure(n) for n in credited)


def _is_one_of(block: Block, *, chosen: frozenset[int]) -> bool:
    return block.index in chosen


def _is_credited(outline: Outline, node: Node) -> bool:
    """Tell whether the line names its speaker; the first of several lines of a paragraph has one under it."""
    if node.is_part:
        return False
    several = (
        "\n" in outline.note.blocks[node.first].text.strip() and outline.note.blocks[node.first].kind == "paragraph"
    )
    if several:
        return node.byline.is_credited or _is_set_off(node)
    return node.is_strong or (node.line.is_person and "labelled" not in node.line.marks)


def _is_set_off(node: Node) -> bool:
    """Tell whether a paragraph's first line is surely a title with its speaker: "Title - Jane Roe (Acme)"."""
    who = node.line.credits
    if who is None or not node.line.is_credited or not who.complete:
        return False
    marked = who.level is Level.PLAUSIBLE and bool(node.line.marks & {"timed", "kind", "numbered", "by"})
    return who.level is Level.FIRM or who.has_company or marked


def _is_sure(node: Node) -> bool:
    if node.line.is_credited and node.line.credits is not None and node.line.credits.level >= Level.PLAUSIBLE:
        return True
    return (
        bool(node.byline.people) and node.byline.people[0].level is Level.FIRM and bool(node.byline.people[0].companies)
    )


def _are_all(credited: Sequence[Node], nodes: Sequence[Node], is_start: Callable[[Block], bool]) -> bool:
    return bool(nodes) and len(credited) == len(nodes) and is_start not in (_is_line, _is_opening)


def _like_them(
    outline: Outline, nodes: Sequence[Node], credited: Sequence[Node], is_start: Callable[[Block], bool]
) -> set[int]:
    """Find the lines without a speaker that stand as the titles with one do: alone, before longer text.

    Only where three titles show that this is how the note is written, unless the line has a time, a number or a kind of
    session as lines of a programme have.
    """
    like = {n.first for n in nodes if n.holds_talks or (n.line.marks & _PROGRAMME and _is_worded(n))}
    if is_start is not _is_line or len(credited) < 3:
        return like
    for node in nodes:
        text, following = node.text, outline.note.blocks[node.first + 1 : node.first + 2]
        before_text = bool(following) and not _is_line(following[0])
        alone = "\n" not in outline.note.blocks[node.first].text.strip() and 2 <= len(text.split()) <= 14
        if before_text and alone and text[0].isupper() and not _URL_OR_LABEL.search(text) and not node.is_part:
            like.add(node.first)
    return like


def _is_worded(node: Node) -> bool:
    return not node.is_part and len(node.core.split()) >= 3


def _make_nodes(
    outline: Outline, first: int, last: int, is_start: Callable[[Block], bool], *, opening: bool
) -> tuple[Node, ...]:
    starts = [b.index for b in outline.note.blocks[first:last] if is_start(b)]
    ends = [*starts[1:], last]
    return tuple(_make_node(outline, start, end, opening=opening) for start, end in zip(starts, ends, strict=False))


def _make_node(outline: Outline, start: int, end: int, *, opening: bool) -> Node:
    blocks = outline.note.blocks
    block = blocks[start]
    if block.kind == "item":
        end = _end_of_item(outline, start, end)
    lines = _skip_announcement(block) if block.kind == "paragraph" else []
    timed = len(lines) > 1 and TIME_OR_PLACE.fullmatch(lines[0].text)
    line = lines[1] if timed else _opening(block) if opening else None
    if line is None and lines and block.text[: lines[0].start].strip():
        line = lines[0]
    titled = next((s for s in lines if ONLY_TITLE.match(s.text)), None)
    if line is None and titled is not None and titled is not lines[0]:
        return _with_labels(outline, block, end, titled)
    node = outline.make_node(block, end, level=_VIRTUAL_LEVEL, virtual=True, line=line)
    if node.line.is_person and len(lines) > 1 + bool(timed):
        return _with_title_below(outline, node, lines[1 + bool(timed)], fewest=1 if timed else 2)
    return node if node.people or block.kind != "paragraph" else _with_last_line(outline, node, block)


def _with_labels(outline: Outline, block: Block, end: int, titled: Stretch) -> Node:
    """Read a paragraph of labels in which the title stands below the speaker: "Speaker: Jane Roe", "Title: …"."""
    node = outline.make_node(block, end, level=_VIRTUAL_LEVEL, virtual=True, line=titled)
    byline = outline.byline_of(block.index, block.index + 1)
    return node if node.people else replace(node, byline=replace(node.byline, people=byline.people))


def _with_title_below(outline: Outline, node: Node, line: Stretch, *, fewest: int) -> Node:
    """Read a paragraph whose first line is the speaker and whose second is the title, of `fewest` words or more."""
    words = line.text.split()
    titled = outline.make_node(line.block, node.last, level=node.level, virtual=True, line=line)
    short = fewest <= len(words) <= _MOST_TITLE_WORDS
    written = short and line.text.lstrip('"\u201c')[:1].isupper() and not line.text.endswith((".", ",", ";"))
    if not written or titled.line.title is None or titled.people:
        return node
    return replace(titled, byline=replace(titled.byline, people=node.people))


def _with_last_line(outline: Outline, node: Node, block: Block) -> Node:
    """Read a pasted abstract: the title, some lines about the speaker, then "Jane Roe @jane"."""
    lines = list(whole(block).lines())
    if len(lines) < 2 or not _HANDLE.search(lines[-1].text):
        return node
    who = read_credits(lines[-1], outline.companies)
    if who is None or not who.complete:
        return node
    return replace(node, byline=replace(node.byline, people=who.people))


def _is_bold_line(block: Block) -> bool:
    core = block.text.strip()
    if not _is_line(block) or "\n" in core or core.endswith(":"):
        return False
    start = len(block.text) - len(block.text.lstrip())
    bold = (i for i in block.inlines if i.kind == "strong" and i.start <= start)
    return any(i.end >= start + min(len(core), 8) for i in bold)


def _is_line(block: Block) -> bool:
    """Tell whether a paragraph is one line, or begins with a short line that others follow."""
    if block.kind != "paragraph":
        return False
    first = next(iter(_skip_announcement(block)), None)
    if first is None or not 3 <= len(first.text) <= LONGEST_TITLE or first.text.endswith((".", ":", ";", ",")):
        return False
    several = "\n" in block.text.strip()
    timed = bool(MILITARY_LINE.match(first.text)) or starts_with_time(first.text)
    return not several or (len(first.text) <= _LONGEST_FIRST_LINE and (timed or not _SENTENCE_END.search(first.text)))


def _skip_announcement(block: Block) -> list[Stretch]:
    """Give a paragraph's lines without a first one that announces a bold one: "I want to see these, too:"."""
    lines = list(whole(block).lines())
    if len(lines) < _FEWEST_NOTED or not lines[0].text.endswith(":"):
        return lines
    return lines[1:] if lines[1].is_in("strong") else lines


def _is_opening(block: Block) -> bool:
    """Tell whether a paragraph begins with a short sentence that longer notes follow in the same line."""
    return block.kind == "paragraph" and _opening(block) is not None


def _opening(block: Block) -> Stretch | None:
    """Give the first sentence: "Jane Roe, Acme - Title. Notes follow."."""
    first = next(whole(block).lines(), None)
    end = _FIRST_SENTENCE.search(first.text) if first is not None else None
    if first is None or end is None or not 3 <= end.start() <= _LONGEST_FIRST_LINE:
        return None
    sentence = first.cut(0, end.start())
    return None if _tells_of_talk(sentence) else sentence


def _tells_of_talk(sentence: Stretch) -> bool:
    """Tell whether a sentence is about a talk, whose title is set apart inside: "I also liked [Title](…) by Jane"."""
    inner = QUOTED.search(sentence.block.text[sentence.start :])
    if inner and 0 < inner.start() < sentence.end - sentence.start and sentence.text[0].isalpha():
        return True
    starts = (i.start for i in sentence.inlines() if i.kind in MARKUP and i.start > sentence.start)
    return any(_TOLD.search(sentence.block.text[sentence.start : start]) for start in starts)


def _is_top_item(block: Block) -> bool:
    return block.kind == "item" and block.depth == 1
