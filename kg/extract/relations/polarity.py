"""Whether a stretch of text denies what it says, or leaves it open."""

from __future__ import annotations

import re

_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|without|cannot|nor|neither|lacks?|lacking|unlike|instead of|rather than|except"
    r"|apart from|no longer|stop(?:ped|s)? \w+ing|avoid(?:s|ed|ing)?|drop(?:ped|s|ping)? support"
    r"|mov(?:e|ed|es|ing) (?:away|off)|fail(?:s|ed)? to"
    r"|refus\w+ to|deprecat\w+|remov(?:e|es|ed|ing)|get rid of|got rid of|out of scope)\b"
    r"|n[’']t\b|\b(?:dont|doesnt|cant|wont|isnt|arent|didnt|wasnt)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:might|may|maybe|perhaps|possibly|could|would|should|wish(?:es|ed)?|hop(?:e|es|ing)|plan(?:s|ned|ning)?"
    r"|consider(?:s|ed|ing)?|evaluat(?:e|es|ed|ing)|investigat(?:e|es|ed|ing)|look(?:s|ed|ing)? (?:at|into)|todo|tbd|if"
    r"|whether|what about|wants? to|in (?:the )?future|someday|explor(?:e|es|ed|ing)|not sure|unclear|unsure)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"(?:\b(?:replac(?:e[sd]?|ing)|abandon(?:s|ed|ing)?|ditch(?:es|ed|ing)?|retir(?:es?|ed|ing)|left|leav(?:es?|ing)"
    r"|dropped|decommissioned|phased out|used to (?:be on|host|rely on|run|use)"
    r"|split(?:ting)?(?: up)?|br(?:oke|eak|eaking|oken)(?: up| down| apart)|decompos(?:ed|ing)|strangl(?:ed|ing)"
    r"|shut(?:ting)? down|turn(?:ed|ing) off|thr(?:ew|ow|owing) (?:away|out)|(?:got|get|getting) rid of)"
    r"|\b(?:mov|migrat|switch|chang|transition)\w*(?: (?:away|over))? (?:from|off(?: of)?)"
    r"|\bmigrat\w+(?: (?!data\b|traffic\b)[\w'-]+){1,3} (?:from|off))"
    r"\s+(?:(?!(?:with|by|to|onto|into|for|in|us(?:e[sd]?|ing)|via|through|runs?|adopt\w*)\b)[\w'+#./-]+,?\s+){0,4}$",
    re.IGNORECASE,
)
"""Words before what somebody gave up: "migrated from", but no longer behind "migrated from one to"."""
_FROM = re.compile(r"(?:^|[\"'“‘(:–—-])\s*from\s+(?:[\w'+#./-]+\s+){0,2}$", re.IGNORECASE)
_TO = re.compile(r"(?:\s+[\w'+#./-]+){0,2}\s+to\s+(?:the\s+)?", re.IGNORECASE)
"""Words before and after what a title says was left behind: "From X to [Y]"."""
_OVER = re.compile(
    r"\b(?:cho[os]\w+|pick\w*|prefer\w*|favou?r\w*|went with)\b[^.;:]{1,60}"
    r"\bover\s+(?:(?!last|past|next)[\w'+#./-]+,?\s+){0,2}$",
    re.IGNORECASE,
)
"""Words before what was not chosen: "picked X over"."""
_GIVEN_UP = re.compile(
    r"(?!,?\s*(?:which|that|who)\b)[^.;:]{0,60}(?:,|\b(?:and|but|then|before))\s+(?:\w+\s+){0,3}?"
    r"(?:replac|swapp|ditch|dropp|abandon|retir|scrapp|decommission)(?:ed|ing) (?:it|them)\b"
    r"(?!\s+(?:in|into|onto|to|on)\b)"
    r"|[^.;:]{0,60}\b(?:but|and|though)\s+(?:\w+\s+){0,2}?(?:did\s*n[o’']t|did not|never)\s+"
    r"(?:pick|choose|take|adopt|use|buy|keep)(?:\s+(?:it|them)\b|\s*[.,;]|$)",
    re.IGNORECASE,
)
"""Words after what was given up in the end: "tried X and dropped it"."""
_CLAUSE_START = re.compile(r"[.,;:()]\s|\bbut\b")
_NEGATION_REACH = 50
"""Characters."""
_QUESTION = re.compile(r"\?\s*[\"')\]]*$")


def is_denied(text: str) -> bool:
    """Whether the words deny: "does not use", "no support for", "moved away from", "instead of"."""
    return _NEGATION.search(text) is not None


def is_denied_before(text: str) -> bool:
    """Whether the clause that ends with the text denies what comes next."""
    return is_denied(_CLAUSE_START.split(text)[-1][-_NEGATION_REACH:])


def is_left(before: str, after: str) -> bool:
    """Whether the words around a name say that it was given up or not chosen: it is not, or no longer, used.

    Args:
        before: The sentence up to the name.
        after: The words from the name to the next name, or to the end.
    """
    clause = _CLAUSE_START.split(before)[-1]
    if _LEFT.search(clause) or _OVER.search(clause) or _GIVEN_UP.match(after):
        return True
    return _FROM.search(before) is not None and _TO.fullmatch(after) is not None


def is_open(text: str) -> bool:
    """Whether the words leave it open: "might", "plans to", "considering", "TODO", or a question."""
    return _HEDGE.search(text) is not None or _QUESTION.search(text) is not None
