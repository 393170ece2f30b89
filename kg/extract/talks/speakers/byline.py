"""The lines under a title that say who speaks: labels, lines of credits, schedule links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.extract.talks.events.find import is_event_heading
from kg.extract.talks.speakers.companies import Companies, has_company_shape, has_org_word
from kg.extract.talks.speakers.credits import (
    Credit,
    Credits,
    give_companies,
    read_company_first,
    read_credits,
    read_more_credits,
)
from kg.extract.talks.speakers.items import is_role
from kg.extract.talks.speakers.sessionlinks import read_schedule_link
from kg.extract.talks.text.decor import SYMBOL, TIME_OR_PLACE, cut_links
from kg.extract.talks.text.names import Level, is_common
from kg.extract.talks.text.stretch import Located, Stretch
from kg.model import Inline

MOST_LINES = 10
"""Lines under a title that are searched for credits."""

_LONGEST_COMPANY = 5
_LONGEST_ROLE = 16
"""Words of a line that says what somebody does."""
_MOST_BESIDE_LINK = 8
"""Words beside a link of a line that is no sentence."""
_LONGEST_META = 300
"""Characters of a line that says when, where or links somewhere."""
_MARK = r"[*_\s]*(?:::?|\s[-\u2013\u2014|=]\s|\uff1a)[*_\s]*"
_SPEAKER_LABEL = re.compile(
    r"^(?:(?:the|main|key ?note|guest)\s+)?(speakers?(?:\s*#?\d)?|presenters?|presented|presentation|talk|given"
    r"|lecturers?|hosts?|trainers?|helpers?|co-?(?:presenters?|speakers?|hosts?|trainers?)|instructors?|tutors?|panel(?:l)?ists?|moderators?|facilitators?|who|with|by)(?:\s*\(s\))?(?:\s+by)?"
    rf"(?:{_MARK}|\s+(?:was|were|is|are)\s+(?=[A-Z])|$)",
    re.IGNORECASE,
)
SPEAKER_HEADING = re.compile(
    r"\W*(?:(?:about\s+the\s+)?(?:speakers?|presenters?|instructors?|trainers?|panel(?:l)?ists?)|presented\s+by|who)(?:\s*\(s\))?\W*",
    re.IGNORECASE,
)
"""A subheading under which the speakers stand."""
_LEADING_MARKS = "-\u2013\u2014>~*"
_BESIDE_TIME = re.compile(r"\s*[,;|/\u2022\u00b7]\s*|\s+[-\u2013\u2014@]\s+")
_END_OF_SENTENCE = re.compile(r"(?<=[a-z]{2}[a-z)])\.\s+(?=[A-Z])")
_BETWEEN = re.compile(r"\s*[;|\u2022\u00b7]\s*|\s+[-\u2013\u2014/]\s+|(?<=[a-z\d]{3})[.]\s+")
_PROSE = re.compile(r"\b(?:was|were|is|are|had|said|says|told)\b", re.IGNORECASE)
_BARE_BY = re.compile(
    r"^(?:(?:intro(?:duction)?|opened|opening|hosted|moderated|led|keynote|session|workshop)\s+by|(?:presented|talk|given|held|run|taught|delivered|facilitated|speech|presentation)(?:\s+(?:on\s+)?\w+)?\s+by|by|with)\s+(?=\S)",
    re.IGNORECASE,
)
_COMPANY_LABEL = re.compile(
    rf"^(?:company|companies|organi[sz]ation|affiliation|employer|org|works\s+(?:at|for)){_MARK}", re.IGNORECASE
)
_ROLE_LABEL = re.compile(rf"(?:(?:job\s+)?title|role|job|position){_MARK}", re.IGNORECASE)
_OTHER_LABEL = re.compile(
    r"^(?:titles?|talk\s+title|dates?|time|when|where|room|venue|track|level|types?|format|tags?|slides?(?:\s+\w+)?|slide\s*deck|deck|videos?"
    r"|recording|links?|url|schedule|event|conference|location|place|duration|audience|status|rating|code|repo|repository"
    r"|github|session(?:\s+(?:id|code))?|id|twitter|role|job|length|language|up|category|topics?|keywords)"
    rf"{_MARK}",
    re.IGNORECASE,
)
_SIGN = re.compile(SYMBOL)
_LASTS = re.compile(r"(?:length|duration|running\s+time)\W{1,3}\d", re.IGNORECASE)
_TAGS = re.compile(r"(?:#[\w\-/]+[\s,]*)+|[-=_*\s]+")


@dataclass(frozen=True, slots=True)
class Byline:
    """What stands under a title about who speaks."""

    people: tuple[Credit, ...] = ()
    companies: tuple[Located, ...] = ()
    scheduled: bool = False
    """A link to a schedule's page of this one session stands there."""

    @property
    def is_credited(self) -> bool:
        """Whether a line of credits stands there."""
        return bool(self.people)


@dataclass(slots=True)
class _State:
    people: list[Credit] = field(default_factory=list)
    companies: list[Located] = field(default_factory=list)
    scheduled: bool = False
    waiting: bool = False
    """A label such as "Speakers:" announced persons that stand on the following lines."""


def read_byline(lines: Iterable[Stretch], companies: Companies, title: str) -> Byline:
    """Read the byline at the start of a talk's own text (before its first subheading).

    Args:
        lines: The lines after the title.
        companies: Finds companies.
        title: Tells the title from the speakers in a schedule link.
    """
    state = _State()
    for count, line in enumerate(lines):
        bare = _without_media(line)
        if count >= MOST_LINES or not _read_line(bare, state, companies, title, first=not count):
            break
    return Byline(give_companies(state.people, state.companies), tuple(state.companies), scheduled=state.scheduled)


def _without_media(line: Stretch) -> Stretch:
    """Take links to slides and recordings, and signs, off the end of a line that says more than these."""
    cut = cut_links(line)
    text = cut.text
    end = len(text)
    while end and (text[end - 1].isspace() or _SIGN.match(text[end - 1])):
        end -= 1
    return cut.cut(0, end) if end else line


def read_labelled(line: Stretch, companies: Companies) -> Credits | None:
    """Read "Speaker: Jane Roe (Acme)"; None when the line has no such label or no person after it."""
    match = _SPEAKER_LABEL.match(line.text)
    if not match:
        return None
    many = match.group(1).lower().endswith("s")
    return read_credits(_first_sentence(line.cut(match.end()).strip()), companies, least=Level.WORD, many=many)


def _read_line(line: Stretch, state: _State, companies: Companies, title: str, *, first: bool) -> bool:
    """Take one line into the byline; False when it is no part of it."""
    label = _SPEAKER_LABEL.match(line.text)
    if label and label.end() >= len(line.text):
        state.waiting = label.group(1).lower() not in ("presentation", "talk")
        return state.waiting
    if found := [who for part in _labelled_parts(line) if (who := read_labelled(part, companies))]:
        return _add(state, *found)
    company = _COMPANY_LABEL.match(line.text)
    if company and line.cut(company.end()).strip():
        state.companies.append(line.cut(company.end()).strip().locate())
        return True
    if _is_role_below(line, state):
        role = _ROLE_LABEL.match(line.text)
        said = line.cut(role.end()) if role else line
        state.people[-1] = read_more_credits(state.people[-1], said, companies)
        return True
    if state.people and not state.people[-1].companies and _is_company_line(line, companies):
        state.companies.append(line.locate())
        return True
    if _is_beside(line, state, companies, title):
        return True
    who = _read_plain(line, state, companies, first=first)
    return _add(state, who) if who else False


def _is_role_below(line: Stretch, state: _State) -> bool:
    """Tell whether a line under a name says what the person does: in an item below, or in the next line."""
    if not state.people or not is_role(line.text) or len(line.text.split()) > _LONGEST_ROLE:
        return False
    if line.block.kind == "item":
        return line.block.depth > 1
    before = line.block.text[: line.start].rstrip().rsplit("\n", 1)[-1]
    person = state.people[-1]
    return not person.companies and not person.role and person.name.text in before


def _labelled_parts(line: Stretch) -> list[Stretch]:
    """Cut a line at labels: "Half day · trainers: Jane Roe, John Doe", "Host: Jane Roe / speaker: John Doe"."""
    label = _SPEAKER_LABEL.match(line.text)
    if len(line.text) > _LONGEST_META:
        return [line] if label else []
    parts = [part.strip("()") for _, part in line.split(_BETWEEN)]
    labels = [(part.start, _SPEAKER_LABEL.match(part.text)) for part in parts if part]
    starts = [start for start, match in labels if match and re.search("[:=]", match.group())]
    starts = sorted({*([line.start] if label else []), *starts})
    ends = [*starts[1:], line.end][: len(starts)]
    return [Stretch(line.block, a, b).strip(" /|;\u00b7\u2022") for a, b in zip(starts, ends, strict=True)]


def _is_company_line(line: Stretch, companies: Companies) -> bool:
    """Tell whether a line under a speaker's name is a company's name and nothing else."""
    if line.block.kind != "paragraph" or len(line.text.split()) > _LONGEST_COMPANY:
        return False
    shaped = has_company_shape(line.text, companies.lexicon, lone_lower=False) and has_org_word(line.text)
    return companies.is_known(line.text) or shaped


def _add(state: _State, *found: Credits) -> bool:
    state.people.extend(p for who in found for p in who.people)
    return True


def _is_beside(line: Stretch, state: _State, companies: Companies, title: str) -> bool:
    """Tell whether the line belongs to the byline without naming anybody: a link, a room, a date."""
    if len(line.text) > _LONGEST_META and not line.link():
        return False
    if _TAGS.fullmatch(line.text) or _OTHER_LABEL.match(line.text) or TIME_OR_PLACE.fullmatch(line.text):
        return True
    if _LASTS.match(line.text) or is_event_heading(line.text):
        return True
    covered = line.text
    for inline in line.inlines():
        if inline.kind in ("link", "url", "image"):
            if found := read_schedule_link(inline, title, companies):
                state.scheduled = state.scheduled or not _is_sentence(line, inline)
                state.people.extend(found.people)
            if not (inline.kind == "link" and inline.end - inline.start > 4 and "/" not in inline.target):
                covered = covered.replace(line.block.text[inline.start : inline.end], "", 1)
    only_links = covered != line.text and not re.search(r"\w", covered)
    return only_links and not _read_plain(line, state, companies, first=False)


def _is_sentence(line: Stretch, link: Inline) -> bool:
    """Tell whether a link stands inside a sentence."""
    around = line.text.replace(line.block.text[link.start : link.end], "", 1)
    return len(re.findall(r"\w+", around)) > _MOST_BESIDE_LINK


def _read_plain(line: Stretch, state: _State, companies: Companies, *, first: bool) -> Credits | None:
    """Read a line of credits without a label; right under the title (`first`) a first name will do."""
    emphasized = first and line.is_in("emphasis", "strong")  # as some write the speaker under a title
    line = _without_time(line.strip(_LEADING_MARKS))
    bare = _BARE_BY.match(line.text)
    text = _first_sentence(line.cut(bare.end())) if bare else line
    who = read_company_first(text, companies) or read_credits(text, companies, least=Level.FIRST)
    if emphasized and who is None:
        return _read_strange(text, companies)
    if who is None:
        return None
    if state.waiting or (bare and (who.complete or (who.level is Level.FIRM and who.has_company))):
        return who
    if line.block.kind == "item" and not (who.complete and who.has_company and who.level >= Level.FIRST):
        near = line.block.depth == 1 or first
        return who if who.complete and who.level is Level.FIRM and near and not state.people else None
    if who.level <= Level.FIRST and not who.has_company:
        alone = not state.people and line.block.kind == "paragraph" and who.level is Level.FIRST and first
        return who if who.complete and (alone or (state.people and len(text.text.split()) == 1)) else None
    return who if _is_line_of_credits(text, who) else None


def _read_strange(text: Stretch, companies: Companies) -> Credits | None:
    """Read a line of names that have only the shape of names, and none of whose words is an ordinary one."""
    who = read_credits(text, companies, least=Level.SHAPE)
    named = who.people if who and who.complete else ()
    return who if named and not any(is_common(w) for p in named for w in p.name.text.split()) else None


def _without_time(line: Stretch) -> Stretch:
    """Take times and rooms off both ends: "10:45 / Main stage / Jane Roe"."""
    if len(line.text) > _LONGEST_META:
        return line
    parts = [part for _, part in line.split(_BESIDE_TIME)]
    kept = [part for part in parts if not TIME_OR_PLACE.fullmatch(part.strip().text)]
    return Stretch(line.block, kept[0].start, kept[-1].end).strip() if 0 < len(kept) < len(parts) else line


def _first_sentence(text: Stretch) -> Stretch:
    """Leave out what is told after the credits: "Jane Roe from Acme. She showed …"."""
    end = _END_OF_SENTENCE.search(text.text)
    return text.cut(0, end.start()) if end else text


def _is_line_of_credits(text: Stretch, who: Credits) -> bool:
    words = len(text.text.split())
    if who.complete:
        return not (text.text.endswith(".") and words > 8)
    told = _PROSE.search(text.text.split("<", 1)[0]) is not None
    short = words <= 12 or "<" in text.text[:60]
    return who.has_company and who.level >= Level.PLAUSIBLE and short and not told
