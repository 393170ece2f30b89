"""Talks that a report tells of in its sentences: "I went to "Title" by Jane Roe", "Jane's talk on [Title](…)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.lexicon import to_plain
from kg.extract.talks.calledtalks import find_called_talks, find_coded_talks
from kg.extract.talks.companies import Companies
from kg.extract.talks.credits import Credit, give_companies, read_credits
from kg.extract.talks.decor import QUOTED, clean_title
from kg.extract.talks.events import find_events
from kg.extract.talks.names import Level, is_common, is_profile, judge_name
from kg.extract.talks.schedule import is_session_page
from kg.extract.talks.sentlines import read_sent_line
from kg.extract.talks.stretch import MARKUP, Stretch, whole
from kg.extract.talks.tables import Row
from kg.extract.talks.tellers import read_subject
from kg.extract.talks.titlecredits import begins_surely
from kg.extract.talks.titleline import LONGEST_TITLE
from kg.extract.talks.titles import read_title
from kg.extract.talks.wordlists import read_words
from kg.model import Block

_TALK = r"(?:talk|session|panel|keynote|workshop|lecture|presentation|tutorial|demo|story|training)"
_GIVEN_BY = re.compile(
    r"[\s\"\u201d,*]*(?:(?i:(?:was\s+|were\s+|is\s+|given\s+|presented\s+|delivered\s+|held\s+|led\s+|hosted\s+)*(?:by|from|with)\s+)"
    r"|speakers?:?\s+|\(|[\u2013\u2014-]\s+)"
)
_END = re.compile(
    r"\s[\u2013\u2014]\s|\s--?\s|(?<=[^\W\d]{2})[.!?;:](?:\s|$)|\)|\s(?:who|where|which|was|is|had|has|on|about|talked|showed|told|since|because|as|but|while|so|that"
    r"|with\s+a|argued?s?|goes|gave|and\s+(?:it|he|she|they|i|we|was|had|then))\b",
)
_ATTENDED = re.compile(
    rf"\b(?:{_TALK}|went\s+(?:in)?to|attend(?:ed)?|watched|sat\s+in|check(?:ed)?\s+out|(?:next|last|first)\s+one|title\s+was|titled)\b"
    r"(?!\s+(?:started|began|opened|ended|closed|finished)\b)(?![^.!?\n]{0,30}\s(?:of|for)\s+(?:the|an?|our|their|its)\s*$)[^.!?\n]{0,30}$",
    re.IGNORECASE,
)
_TREATED = re.compile(
    rf"\b(?:{_TALK}|it|(?:she|he|they|speakers?|presenters?))\s+(?:(?:also|then|again|first|mostly|mainly|briefly|really|\w+ly)\s+)?"
    r"(?:(?:is|was|are|were)\s+(?:(?:all|mostly|mainly|really)\s+)?(?:about|around|based|built|focus+ed|cent(?:er|re)d|using|showing|explaining|introducing|covering)"
    r"|(?!was\b|is\b|has\b|called|titled|entitled|named|billed|hosted|presented|delivered|followed|attended)[a-z]{2,}(?:s|ed)"
    r"|(?:using|showing|explaining|introducing|covering|exploring|demonstrating|presenting|describing|building|comparing|reviewing)|went|took|built|dove|made|goes|spoke|ran)"
    r"\b(?:[^.!?\n]{0,60})$",
    re.IGNORECASE,
)
"""What comes before something that a talk treats, uses or shows, which is no title: "This talk walks through the …"."""
_NAMED = re.compile(
    rf"\b(?:{_TALK}s?\s+(?:(?:was|is)\s+)?(?:called|titled|entitled|named)|title\s+(?:(?:of\s+(?:the|this|his|her|their)\s+{_TALK}\s+)?(?:was|is)))"
    r"\s*:?\s*$",
    re.IGNORECASE,
)
"""What comes before a title and says that it is one."""
_PLACE_AFTER = re.compile(
    r"[\"\u201d]?\s+(?:dev\s?rooms?|rooms?|tracks?|booths?|stands?|areas?|hall|stages?)\b", re.IGNORECASE
)
"""What comes after a place at a conference, where several talks are held."""
_IN_ORDER = re.compile(
    r"(?:^|[.!?]\s+)(?:after\s+(?:lunch|the\s+break)|then|next(?:\s+up)?|first|finally|later|last|in\s+the\s+(?:morning|afternoon))\s*[:,]\s*$",
    re.IGNORECASE,
)
_IN = re.compile(r"(?:^|[.!?]\s+)in\s*$", re.IGNORECASE)
_WRITING = re.compile(
    r"\b(?:book|papers?|post|article|blog|videos?|song|film|movie|chapter|essay|slogan|shirt|sticker|tweet|wrote|writes|written)\b"
    r"[^.!?]{0,30}$",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"(?:^|[.!?:(]\s+|\n|\b(?:and|was|were|is|are|in|to|saw|watched|enjoyed|liked|loved|attended|caught|with|like|by|for|of|especially|then|also)\s+|,\s+)"
    r"(?P<who>[A-Z][\w.-]+(?:\s+(?:(?:de|van|von|der|den|la|le|da|di|dos)\s+)*[A-Z][\w.-]+){1,2})['\u2019]s?$"
)
"""Whose a title is that stands right behind: "Jane Roe's [Title](…)"."""
_OF_SENTENCE = re.compile(r"[.!?](?=\s)|\n\n")
_TALKS = re.compile(rf"\b{_TALK}s?\b", re.IGNORECASE)
_NAME = re.compile(r"\s+([A-Z][\w'\u2019-]+(?:\s+[A-Z][\w.'\u2019-]+){1,2})(?=\s|$)")
_TALK_AFTER = re.compile(rf"[\"\u201d]?\s+{_TALK}s?\b", re.IGNORECASE)
_GAVE = re.compile(
    r"(?:^|[.!?:]\s+|\n|(?:then|and|first|next|finally|also|where)\s+)(?P<who>[^.!?\n]{3,70}?)"
    rf"(?:['\u2019]s?\s+(?:[\w-]+\s+){{0,3}}{_TALK}|\s+(?:gave|gives|did|does|held|had|delivered|presented|presents|spoke|talked|talks)\b)"
    r"[^.!?\n]{0,70}$"
)
_PRESENTED_BY = re.compile(
    rf"\b{_TALK}s?\s+(?:by|from|with|of)\s+(?P<who>[A-Z][^.!?\n,;:]{{3,60}}?)(?:,[^,.!?\n]{{2,60}},)?\s+(?:[a-z]+ing|about|on|called|titled|entitled|named|covering)\b"
    r"[^.!?\n]{0,80}$"
)
_WHEN = re.compile(r"(?:On|In|At|After|Before|Next|Then|First|Finally|Later|Today|Yesterday)\b[^,]{0,30},\s+(?=[A-Z])")
"""What a sentence begins with before it says who did something: "On Monday, Jane Roe gave …"."""
_DID = re.compile(r"(?:^|[.!?:]\s+|\n)(?P<who>[A-Z][^.!?\n,]{3,50}?)\s+[a-z]+(?:ed|s)\s[^.!?\n]{0,60}$")
_APPOSED = re.compile(
    r"(?:^|[.!?]\s+|\n)(?P<who>[A-Z][^.!?\n,]{3,40}),\s+(?:an?|the|our|who)\s+(?P<role>[^.!?\n,]{3,60}?)(?:\s+(?:from|at|of|for)\s+(?P<firm>[A-Z][\w.&-]*(?:\s+[A-Z][\w.&-]*){0,2}))?,"
    r"\s+(?:gave|gives|presented|presents|did|held|delivered|talked|spoke)\b[^.!?\n]{0,70}$"
)
_AT = re.compile(r"\s+(?:at|from)\s+([A-Z][\w.&-]*(?:\s+[A-Z][\w.&-]*)?)")
_UNMARKED = re.compile(
    r"(?:^|[.!?]\s+|\n)(?P<who>[A-Z][^.!?\n]{3,60}?)\s+(?:gave|gives|held|did|presented)\s+(?:an?|the|his|her|their)\s+(?:[\w-]+\s+){0,3}"
    r"(?:talk|keynote|presentation|session)\s+(?:on|about)\s+(?P<title>[^.,;!?\n]{8,110})(?=[.,;!?\n]|$)"
)
_CALLED = re.compile(
    rf"\b{_TALK}\s+(?:was|is|called|titled|named):?\s+(?P<title>[^.\n()]{{8,110}}?)\s+\((?P<who>[^()\n]{{4,60}})\)",
    re.IGNORECASE,
)
_QUOTED_FIRST = re.compile(r"(?:the\s+|an?\s+|its\s+|their\s+)?[\"\u201c\u201e]([^\"\u201c\u201d\n]{3,80})[\"\u201d]")
_LINKED = re.compile(
    r"(?P<who>[A-Z][^.!?\n]{3,50}?)\s+(?:then\s+)?(?:talk(?:ed|s|ing)|sp(?:oke|eaks)|present(?:ed|s|ing)|gave\s+an?\s+(?:talk|keynote|presentation))"
    r"(?:\s+(?:on|about))?\s+(?P<title>\S.{5,110})"
)
_TALK_ONLY = re.compile(rf"(?:[a-z]+\s+)?{_TALK}", re.IGNORECASE)
_OWNER = re.compile(r"([A-Z][\w.-]+(?:\s+[A-Z][\w.-]+){0,2})['\u2019]s?\s+(?:[a-z]+\s+){0,2}$")
_TOPIC = re.compile(r"\s+(?:on|about)\s+([^.,;!?\n()]{3,90})")
READING = re.compile(
    r"\b(?:books?|reading|to\s+read|links?|references?|resources|papers?|articles?|posts?|further|bibliography|literature|see\s+also)\b",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"\W*(?:(?:useful|further|more|other|my|some|good|great|interesting|suggested|recommended|additional|external|related)\s+){0,3}"
    r"(?:links?|bookmarks|resources|reading(?:\s+list)?|to\s+read|references|articles|books|blog\s?posts|bibliography|literature|see\s+also)\W*",
    re.IGNORECASE,
)
"""Headings over nothing but what others wrote."""
_MOST_AROUND = 160
"""Characters before and after a title that are looked at."""
_FEWEST_WORDS = 3
_LONGEST_CREDIT = 90


@dataclass(frozen=True, slots=True)
class _Told:
    """A talk that a sentence tells of."""

    row: Row
    sure: bool
    """Alone, it is enough: it names its speaker, and is bold, linked to a session or said to be a talk."""
    named: bool = False
    """Alone, it is enough without a speaker: the sentence says that this is a talk's title."""
    listed: bool = False
    """It is only a link to a session's page."""
    weak: bool = False
    """It counts only beside others."""


@dataclass(frozen=True, slots=True)
class _Marked:
    """Words that markup or quotation marks set apart."""

    stretch: Stretch
    kind: str
    """``strong``, ``emphasis``, ``link``, ``quote`` or ``page`` (a link to one session's page)."""


def find_told_titles(blocks: Sequence[Block], companies: Companies, *, listed: bool = False) -> list[Row]:
    """Find talks in a report's sentences; a lone one must name its speaker, and be bold or said to be a talk.

    Args:
        blocks: The note's, or those that are no talk's.
        companies: Finds companies.
        listed: Whether links to pages of sessions count, of which the sentence says nothing.
    """
    told = [t for b in _without_reading(blocks) for t in _read_block(b, companies) if listed or not t.listed]
    firm = [t for t in told if not t.weak]
    if len(firm) < 2 and not any(t.named or (t.row.people and t.sure) for t in firm):
        return []
    rows = [t.row for t in (told if len(firm) >= 2 else firm)]
    if any(blocks_kind(r, blocks) == "item" for r in rows):
        rows += _find_quoted_items(blocks, {r.first for r in rows})
    return sorted(rows, key=lambda r: r.title.span.start)


def _without_reading(blocks: Sequence[Block]) -> Iterator[Block]:
    """Leave out what stands under "Books", "Links", "Further reading": what is named there is no talk."""
    reading = False
    for block in blocks:
        if block.kind == "heading":
            reading = READING.search(block.text) is not None
        elif not reading and block.kind in ("paragraph", "item"):
            yield block


def blocks_kind(row: Row, blocks: Sequence[Block]) -> str:
    """Give the kind of the block that tells of a talk."""
    return next(b.kind for b in blocks if b.index == row.first)


def _find_quoted_items(blocks: Sequence[Block], taken: set[int]) -> list[Row]:
    """Find items beside told ones that are a title in quotation marks and nothing else."""
    lists = {b.list_id for b in blocks if b.index in taken and b.kind == "item"}
    rows = []
    for block in blocks:
        core = whole(block).strip()
        if block.kind == "item" and block.list_id in lists and block.index not in taken and QUOTED.fullmatch(core.text):
            rows.append(Row(clean_title(core).locate(), (), block.index, block.index + 1))
    return rows


def _read_block(block: Block, companies: Companies) -> Iterator[_Told]:
    """Give the talks of a paragraph or an item."""
    if (sent := read_sent_line(block, companies)) is not None:
        yield _Told(sent, sure=True, named=True)
        return
    found = []
    for marked in _find_marked(block):
        title = clean_title(marked.stretch)
        if not _may_be_title(title, companies):
            continue
        if (told := _read_marked(marked, title, companies)) is not None:
            found.append(told)
            yield told
    for link in _find_marked(block):
        told = _read_linked_sentence(link, companies) or _read_after_link(link, companies)
        if told is not None:
            found.append(told)
            yield told
    if not found:
        yield from _read_unmarked(block, companies)


def _may_be_title(title: Stretch, companies: Companies) -> bool:
    named = judge_name(title.text, companies.lexicon) is Level.FIRM
    return len(title.text.split()) >= 2 and len(title.text) <= LONGEST_TITLE and not named


def _read_marked(marked: _Marked, title: Stretch, companies: Companies) -> _Told | None:
    """Look around words that are set apart for what makes them a talk's title."""
    block, stretch = marked.stretch.block, marked.stretch
    before, after = _cut_before(block.text, stretch.start), _cut_after(stretch)
    if _WRITING.search(before) or _PLACE_AFTER.match(after.text) or (marked.kind == "link" and is_treated(before)):
        return None
    inner = read_title(title, companies) if marked.kind == "page" else None
    if inner and inner.title and inner.credits and inner.credits.level is Level.FIRM:
        return _Told(Row(inner.title.locate(), inner.credits.people, block.index, block.index + 1), sure=True)
    attended = _ATTENDED.search(before) is not None or _TALK_AFTER.match(after.text) is not None
    people = _read_speakers(before, after, marked, companies)
    given = (
        () if people else _read_giver(Stretch(block, max(0, stretch.start - _MOST_AROUND), stretch.start), companies)
    )
    if not people and not given:
        given = _read_giver(stretch_before(stretch), companies, _PRESENTED_BY) or _read_owner(marked, title, companies)
    if not people and not given and marked.kind == "page":
        given = _read_giver(stretch_before(stretch), companies, _DID)
    if given and (place := _AT.match(after.text)) and _may_employ(place.group(1), companies):
        given = give_companies(given, [after.cut(place.start(1), place.end(1)).locate()])
    credited = people or given
    in_order = marked.kind == "strong" and _IN_ORDER.search(before + " ")
    named = marked.kind in ("quote", "emphasis") and _NAMED.search(before) is not None
    said = credited or attended or in_order or named
    if not said and not (marked.kind == "page" and _is_listed(title)):
        return None
    if not people and len(title.text.split()) < _FEWEST_WORDS and marked.kind != "page":
        return None
    sure = attended or bool(given) or marked.kind in ("strong", "page")
    return _Told(Row(title.locate(), credited, block.index, block.index + 1), sure, named, listed=not said)


def _is_listed(title: Stretch) -> bool:
    """Tell whether a link to a session's page is a title inside a sentence."""
    around = len(title.block.text.split()) - len(title.text.split())
    named = len(title.text.split()) >= _FEWEST_WORDS and title.text[0].isupper()
    return named and around >= _FEWEST_WORDS and title.block.kind == "paragraph"


def is_treated(before: str) -> bool:
    """Tell whether what stands before a link says that a talk treats, uses or shows what it leads to."""
    return _TREATED.search(before.rstrip(' *_"')) is not None


def _read_linked_sentence(marked: _Marked, companies: Companies) -> _Told | None:
    """Read a link to a recording that says it all: "[Jane Roe talked about how birds sing](https://…)"."""
    match = _LINKED.fullmatch(marked.stretch.text) if marked.kind in ("link", "page") else None
    if match is None:
        return None
    people = read_subject(marked.stretch.cut(match.start("who"), match.end("who")), companies)
    title = clean_title(marked.stretch.cut(match.start("title"), match.end("title")))
    if not people or people[0].level < Level.PLAUSIBLE or len(title.text.split()) < _FEWEST_WORDS - 1:
        return None
    block = marked.stretch.block
    return _Told(Row(title.locate(), people, block.index, block.index + 1), sure=True)


def _read_after_link(marked: _Marked, companies: Companies) -> _Told | None:
    """Read what a linked word for the talk is followed by: "Jane's [session](https://…) on how birds sing"."""
    block = marked.stretch.block
    if marked.kind != "page" or not _TALK_ONLY.fullmatch(marked.stretch.text):
        return None
    before = block.text[max(0, marked.stretch.start - _MOST_AROUND) : marked.stretch.start]
    owner = _OWNER.search(before)
    topic = _TOPIC.match(block.text, marked.stretch.end)
    if owner is None or topic is None:
        return None
    start = marked.stretch.start - len(before)
    named = Stretch(block, start + owner.start(1), start + owner.end(1))
    who = read_credits(named, companies, least=Level.FIRST)
    title = clean_title(Stretch(block, topic.start(1), topic.end(1)))
    return _Told(Row(title.locate(), who.people, block.index, block.index + 1), sure=True) if who else None


def _may_employ(name: str, companies: Companies) -> bool:
    """Tell whether what follows "at" after a talk's title may be who the speaker works for: no place, no conference."""
    if companies.is_known(name):
        return True
    strange = not is_common(name) and to_plain(name) not in read_words("places") and not companies.lexicon.entries(name)
    return strange and not find_events(name, heading=True)


def stretch_before(stretch: Stretch) -> Stretch:
    """Give the text before a stretch in its block, not more than tells something."""
    return Stretch(stretch.block, max(0, stretch.start - _MOST_AROUND), stretch.start)


def _cut_before(text: str, end: int) -> str:
    """Give the words before a place, not more than tell something; an ellipsis stands for what is left out."""
    start = max(0, end - _MOST_AROUND)
    return ("\u2026" if start else "") + text[start:end].rstrip(' *_"\u201c\u201e')


def _cut_after(stretch: Stretch) -> Stretch:
    return Stretch(stretch.block, stretch.end, min(len(stretch.block.text), stretch.end + _MOST_AROUND))


def _find_marked(block: Block) -> Iterator[_Marked]:
    """Give what is bold, in italics, linked or in quotation marks."""
    marked = [
        _Marked(Stretch(block, i.start, i.end), "page" if i.kind == "link" and is_session_page(i.target) else i.kind)
        for i in block.inlines
        if i.kind in MARKUP and i.end > i.start and not (i.kind == "link" and is_profile(i.target))
    ]
    marked.sort(key=lambda m: (m.stretch.start, -m.stretch.end, m.kind not in ("page", "link")))
    kept = list(_keep_first(marked, len(block.text)))
    covered = {at for m in kept for at in range(m.stretch.start, m.stretch.end)}
    quoted = [_Marked(Stretch(block, m.start(), m.end()), "quote") for m in QUOTED.finditer(block.text)]
    apart = [q for q in quoted if covered.isdisjoint((q.stretch.start, q.stretch.end - 1))]
    yield from sorted((*kept, *apart), key=lambda m: m.stretch.start)


def _keep_first(marked: Sequence[_Marked], size: int) -> Iterator[_Marked]:
    """Give those that overlap none before them, in a text of so many characters."""
    seen = bytearray(size)
    for one in marked:
        start, end = one.stretch.start, one.stretch.end
        if seen.find(1, start, end) < 0:
            yield one
        seen[start:end] = b"\x01" * (end - start)


def _read_giver(before: Stretch, companies: Companies, pattern: re.Pattern[str] = _GAVE) -> tuple[Credit, ...]:
    """Read who gives a talk before its title: "Jane Roe's talk on …", "Jane Roe from Acme gave a talk about …"."""
    text = before.text.rstrip(' *_"\u201c\u201e(')
    match = _APPOSED.search(text) or pattern.search(text)
    if match is None:
        return ()
    who = before.cut(match.start("who"), match.end("who"))
    when = _WHEN.match(who.text)
    people = read_subject(who.cut(when.end()) if when else who, companies)
    if people and match.re is _APPOSED and match["firm"]:
        people = give_companies(people, [before.cut(match.start("firm"), match.end("firm")).locate()])
    return people if people and people[0].level >= Level.PLAUSIBLE else ()


def _read_owner(marked: _Marked, title: Stretch, companies: Companies) -> tuple[Credit, ...]:
    """Read whose a title is in a sentence that speaks of talks: "My favourites were Jane Roe's [Title](…) and …"."""
    before = stretch_before(marked.stretch)
    if title.text[0].islower() or len(title.text.split()) < _FEWEST_WORDS:
        return ()
    after = _cut_after(marked.stretch).text
    ends = [m.end() for m in _OF_SENTENCE.finditer(before.text)]
    stop = _OF_SENTENCE.search(after)
    sentence = before.text[ends[-1] if ends else 0 :] + " \u2026 " + after[: stop.start() if stop else len(after)]
    return _read_giver(before, companies, _OWNED) if _TALKS.search(sentence) else ()


def _read_speakers(before: str, after: Stretch, marked: _Marked, companies: Companies) -> tuple[Credit, ...]:
    """Read who gives a talk after its title: "by Jane Roe (Acme)", "(Jane Roe, Acme)", "In *Title* Jane Roe showed"."""
    sign = _GIVEN_BY.match(after.text)
    if sign is None:
        opens = not before.strip("\u2026 ") and marked.kind in ("quote", "strong")
        named = _NAME.match(after.text) if opens or _IN.search(before) else None
        told = read_credits(after.cut(named.start(1), named.end(1)), companies) if named else None
        return told.people if told and told.level >= (Level.PLAUSIBLE if opens else Level.FIRM) else ()
    rest = after.cut(sign.end())
    closed = rest.text.find(")") if sign.group().endswith("(") else -1
    stop = closed if closed >= 0 else _end_of_credit(rest, _END.search(rest.text))
    credit = rest.cut(0, min(stop, _LONGEST_CREDIT)).strip()
    who = read_credits(credit, companies, least=Level.FIRST)
    if who is None and " by " in f" {sign.group().strip()} ":
        who = read_credits(credit, companies, least=Level.SHAPE)
        who = who if who and who.complete and who.has_company else None
    if who is not None and (who.complete or begins_surely(who)) and (who.level >= Level.PLAUSIBLE or who.has_company):
        return who.people
    return read_subject(credit, companies) if re.search("['\u2019]", credit.text) else ()


def _end_of_credit(rest: Stretch, end: re.Match[str] | None) -> int:
    if end is None:
        return len(rest.text)
    return end.end() if end.group() == ")" else end.start()


def _read_unmarked(block: Block, companies: Companies) -> Iterator[_Told]:
    """Read "Jane Roe gave a talk on how birds sing", "the talk was How birds sing (Jane Roe)"."""
    for row in find_called_talks(block, companies):
        yield _Told(row, sure=True)
    for row in find_coded_talks(block):
        yield _Told(row, sure=True, named=True)
    for pattern in (_UNMARKED, _CALLED):
        for match in pattern.finditer(block.text):
            people = read_subject(Stretch(block, match.start("who"), match.end("who")), companies)
            title = clean_title(_in_quotes(Stretch(block, match.start("title"), match.end("title")).strip()))
            if people and people[0].level >= Level.PLAUSIBLE and len(title.text.split()) >= _FEWEST_WORDS - 1:
                yield _Told(Row(title.locate(), people, block.index, block.index + 1), sure=False, weak=True)


def _in_quotes(title: Stretch) -> Stretch:
    """Give what stands in quotation marks at the start of a title, if anything does: "the “Bird Song” idea and …"."""
    quoted = _QUOTED_FIRST.match(title.text)
    return title.cut(quoted.start(1), quoted.end(1)) if quoted else title
