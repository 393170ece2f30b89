"""Whether indented text is code, or prose that its writer indented without thinking of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORDS = re.compile(r"(?:^|(?<=[\s(\"'*_-]))[A-Za-z][a-z'\u2019]*(?=[\s,.:;?!)\"'*_]|$)")
_CODE_SIGN = re.compile(
    r"[{};=<>|\\$`]|\w\(|\)\s*$|::|->|//|&&|^\s*[#$%@]|^\s*(?:\$|sudo|kubectl|docker|git|curl|npm|pip|apt-get|import|from|def|class"
    r"|return|if|for|while|func|var|let|const|public|private|SELECT|FROM|RUN|COPY)\b|\s-{1,2}[a-z]\w*|^\s*-?\s*[\w.-]+:(?:\s+\S+)?\s*$"
)
_MARKER = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+\S")
_MARKUP = re.compile(r"\*\*\S.*\S\*\*|\[[^\]]+\]\(|^\s*#{1,6}\s|https?://")


def is_prose(lines: Iterable[str]) -> bool:
    """Decide by majority of the lines that are not blank; when in doubt it is code."""
    votes = [_vote(line) for line in lines if line.strip()]
    return sum(votes) > 0


def _vote(line: str) -> int:
    """1 for prose, -1 for code, 0 for neither."""
    if _MARKUP.search(line):
        return 1
    text = line.strip()
    words = len(_WORDS.findall(text))
    if _CODE_SIGN.search(line):
        return 1 if words >= 6 and words * 8 > len(text) else -1
    if _MARKER.match(line):
        return 1
    return 1 if words >= 3 and words * 9 > len(text) else 0
