"""Lines before notes that say whose talk they are of: "Tiered tapes talk from Acme:"."""

from __future__ import annotations

import re

from kg.extract.talks.listed.tables import Row
from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.speakers.credits import read_credits
from kg.extract.talks.text.decor import clean_title
from kg.extract.talks.text.names import Level
from kg.extract.talks.text.stretch import whole
from kg.model import Block

_SENT = re.compile(
    r"(?P<title>\S.{4,100}?\S)\s+(?:talk|session|keynote|presentation)\s+(?:from|by)\s+(?P<who>[A-Z][^.!?:()\[\]]{1,60}?)"
    r"(?:\s*\([^()]{2,60}\))?\s*(?::.{0,40})?"
)
_SENTENCE = re.compile(
    r"^(?:(?:the|this|that|another|an?|my|our|his|her|their|first|next|last|one|in|at|on|after|then|there|i|we|it|some|good|great|interesting|best|favou?rite"
    r"|opening|closing|keynote|lightning)\b)"
    r"|[.!?]\s|\b(?:is|was|were|had|saw|watched|attended|enjoyed|liked|went|i|we)\b",
    re.IGNORECASE,
)
"""What tells a sentence about a talk from a title."""


def read_sent_line(block: Block, companies: Companies) -> Row | None:
    """Read a line before notes that says whose talk they are of: "Tiered tapes talk from Acme:"."""
    line = next(whole(block).lines(), None) if block.kind == "paragraph" else None
    match = _SENT.fullmatch(line.text) if line else None
    if line is None or match is None or _SENTENCE.search(match["title"]):
        return None
    sender = line.cut(match.start("who"), match.end("who"))
    who = read_credits(sender, companies, least=Level.FIRST)
    named = who is not None and who.complete and who.level >= Level.PLAUSIBLE
    title = clean_title(line.cut(0, match.end("title")))
    if not title or not (named or companies.is_only_company(sender.text)):
        return None
    return Row(title.locate(), who.people if who and named else (), block.index, block.index + 1)
