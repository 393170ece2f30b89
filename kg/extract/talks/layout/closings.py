"""Wordings of what closes a note and belongs to no talk: the expo hall, the way home, "All in all, it was …"."""

from __future__ import annotations

import re

from kg.extract.talks.events.find import find_events

_PLACE = (
    r"(?:expo(?:sition)?|exhibit(?:ion|or)?s?|booths?|hall\s?way|corridor|swag|job\s+board|(?:vendors?|sponsors?|lobby|networking)(?=\s+\w)"
    r"|after-?\s?part(?:y|ies)|part(?:y|ies)|socials?|socializing|dinners?|drinks|beers?|night\s?life|sightseeing)"
    r"(?:\s+(?:halls?|floors?|areas?|tracks?|booths?|conversations?|chats?|discussions?|tours?|talk|events?|dinners?|drinks|breaks?))?"
)
_WHEN = (
    r"(?:(?:in\s+the|the|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\s+)?"
    r"(?:evening|night|after\s+hours|end\s+of\s+(?:the\s+)?day)"
)
_MEETING = r"(?:conference|event|meet-?up|day|days|week|weekend|trip|visit|summit|congress|edition|talks|sessions)"
_OF_MEETING = (
    rf"\s+(?:of|on|from|about|at)\s+(?:the|this|my|our)\s+(?:(?:whole|first|second|third|last|final)\s+)?{_MEETING}"
)
_ASIDE = re.compile(
    rf"(?:{_WHEN}\s*[:,\u2013\u2014-]?\s*)?(?:(?:at|in|on)\s+)?(?:the\s+)?{_PLACE}(?:\s*(?:[,/&+]|\band\b)\s*(?:the\s+)?{_PLACE}){{0,3}}"
    rf"(?:\s+with\s+.{{2,30}})?|{_WHEN}"
    rf"|(?:after|leaving|outside(?:\s+of)?|besides|between)\s+(?:the\s+)?{_MEETING}"
    r"|(?:overall|general|lasting)\s+(?:impressions?|feelings?|experience|atmosphere|vibe)"
    rf"|(?:overall|general|closing|final|summary|recap|conclusions?|wrap-?\s?up|impressions?|thoughts|feelings|reflections)(?:\s+\w+)?{_OF_MEETING}"
    r"|(?:(?:the|my|our)\s+)?(?:way|trip|journey|flight|train|drive|ride|travel(?:l?ing)?)\s+(?:back|home)(?:\s+home)?"
    r"|(?:good\W?bye|farewell|see\s+you|until)(?:\s+(?:and|again|next|there|at|in\s+\d|all)\b.{0,30})?"
    r"|(?:would|will)\s+(?:i|we)\s+(?:go|come|attend|visit|be)\s+(?:\w+\s+)?(?:again|back|there|next\s+year)\b.{0,15}"
    rf"|what\s+(?:i|we)\s+(?:thought|think|liked|loved|missed|enjoyed)\s+(?:of|about|at)\s+(?:the|this)\s+{_MEETING}",
    re.IGNORECASE,
)
"""Headings over what happened beside the talks, or over what their author thinks of the whole."""
_CLOSING = re.compile(
    r"(?:was|is)\s+it\s+worth\b.{0,15}|what\s+(?:i|we)\s+(?:thought|think|liked|loved|missed|enjoyed)|outro|epilogue|afterword|postscript|verdict|looking\s+(?:back|ahead)|odds\s+and\s+ends|bits\s+and\s+pieces"
    r"|what\s+(?:i|we)(?:['\u2019]ll|['\u2019]ve|\s+will)?\s+(?:take|took|bring|brought|carry|carried)\s+(?:home|away|back)(?:\s+.{0,30})?"
    r"|(?:(?:other\s+)?(?:things|stuff|tools|ideas)\s+)?to\s+(?:try|read|watch|explore|investigate|look|check|follow)(?:\s+(?:out|up|at|into|on|back|when|later|next)\b.{0,20})?"
    r"|other\s+(?:things|stuff)\s+(?:i|we)\s+\w+|(?:lessons|ideas|plans|homework)\s+for\s+(?:us|me|work|home|(?:my|our)\s+\w+)",
    re.IGNORECASE,
)
"""Headings that are no talk's either, but may close the notes of one talk as well as those of all."""
_LABEL = re.compile(
    r"(?:conclusions?|summary|recap|closing|wrap(?:ping)?[\s-]?up|next\s+steps|follow[\s-]?ups?|action\s+items|overall|verdict"
    r"|take-?\s?aways?|(?:final|closing|overall|general)\s+\w+|outro|bottom\s+line|to\s?do)\s*(?::\s|[\u2013\u2014]\s|\s-\s)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\W*(?:overall|all\s+in\s+all|in\s+(?:summary|conclusion|general|total|the\s+evening|the\s+end)|to\s+(?:sum\s+up|conclude|wrap\s+up|summari[sz]e)"
    r"|(?:and\s+)?th(?:at|is)(?:['\u2019]s|\s+is|\s+was)\s+(?:it|all|a\s+wrap)|after\s+(?:the|all|a|two|three)\b|on\s+(?:my|the|our)\s+way\s+(?:home|back)"
    r"|(?:(?:many|big|huge|a\s+big|special)\s+)?(?:thanks?|thank\s+you|shout-?out|kudos)\b|(?:really\s+|i(?:['\u2019]m|\s+am)\s+)?looking\s+forward"
    r"|(?:i|we)\s+(?:had|really|very|thoroughly|enjoyed|liked|loved|would|will|spent|met|also\s+met|ran\s+into|left|came|am\s+glad)\b|see\s+you|hope\s+to"
    r"|it\s+(?:was|has\s+been)\s+(?:an?|my|our|great|really|so|well|worth)\b|(?:besides|apart\s+from|outside|between|beside)\s+(?:of\s+)?(?:the|all)\b"
    r"|(?:the|our)\s+(?:rest\s+of\s+the\s+)?(?:evening|night|conference|event|organi[sz]ers?|venue|hall\s?way|expo|booths?|day|week(?:end)?|whole)\b)",
    re.IGNORECASE,
)
_OF_ALL = re.compile(
    r"\b(?:(?:the|this|great|good|whole|a|an|my\s+first|our\s+first|next|amazing|awesome|fun|fantastic|wonderful)\s+(?:\w+\s+)?"
    r"(?:conference|event|edition|meet-?up|congress|conf)\b(?!\s+(?:room|call|bus|stream|loop|handler|log|queue|driven|sourcing))"
    r"|organi[sz]ers|venue|next\s+year|this\s+year['\u2019]?s?\s+(?:conference|edition|event)|(?:all|other|many|good|great|these|more)\s+(?:the\s+)?(?:talks|sessions|speakers)"
    r"|hall\s?way|expo\s+(?:hall|floor)|booths|attendees)\b",
    re.IGNORECASE,
)
_UP_TO_COLON = re.compile(r"([^:.\n]{2,60}):\s")
_LONGEST_HEADING = 80
_LONGEST_LOOK = 600
"""Characters of a paragraph that are searched for what it speaks of."""


def is_aside(text: str) -> bool:
    """Tell whether a heading stands over what happened beside the talks: it is none, and inside none."""
    return len(text) <= _LONGEST_HEADING and _ASIDE.fullmatch(text) is not None


def is_closing(text: str) -> bool:
    """Tell whether a heading closes something, one talk's notes or the whole: it is no talk's."""
    return len(text) <= _LONGEST_HEADING and (is_aside(text) or _CLOSING.fullmatch(text) is not None)


def looks_back(text: str) -> bool:
    """Tell whether a paragraph begins as those do that close a report: "All in all …", "Thanks to …"."""
    return _OPENING.match(text) is not None


def speaks_of_all(text: str) -> bool:
    """Tell whether a paragraph looks back on the conference rather than on one talk."""
    if not looks_back(text):
        return False
    start = text[:_LONGEST_LOOK]
    return _OF_ALL.search(start) is not None or bool(find_events(start, heading=False))


def is_labelled_closing(text: str) -> bool:
    """Tell whether a paragraph begins "Conclusion: …", "Next steps - …"."""
    return _LABEL.match(text) is not None or is_closing(label_of(text))


def label_of(text: str) -> str:
    """Give what stands before the first colon of a paragraph; empty when no short label does."""
    label = _UP_TO_COLON.match(text)
    return label.group(1).strip() if label else ""
