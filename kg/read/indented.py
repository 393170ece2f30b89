"""Whether indented text is code, or prose that its writer indented without thinking of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"(?:^|(?<=[\s(\"'*_-]))[A-Za-z][a-z'\u2019]*(?=[\s,.:;?!)\"'*_]|$)")
_CODE_SIGN = re.compile(r"[{};=<>|\\$`]|\w\(|\)$|::|->|//|&&|^[#%@]|\s-{1,2}[a-z]\w*")
_COMMAND = re.compile(
    r"(?:sudo|kubectl|docker|git|curl|npm|pip|apt-get|apt|brew|helm|make|cd|import|from|def|class|return|if|for|while|func"
    r"|var|let|const|public|private|SELECT|FROM|RUN|COPY)\b"
)
_KEY_AND_VALUE = re.compile(r"(?:- )?[\w.-]+:(?:\s+\S+)?$")
_ITEM = re.compile(r"(?:[-*+\u2022]|\d{1,3}[.)])\s+\S")
_MARKUP = re.compile(r"\*\*\S.{0,200}\S\*\*|\[[^\]]{1,200}\]\(|^#{1,6}\s|https?://")


def is_prose(lines: Iterable[str]) -> bool:
    """Decide by majority of the lines; prose where no line looks like code."""
    votes = [_vote(line.strip()) for line in lines if line.strip()]
    return sum(votes) > 0 or -1 not in votes


def _vote(text: str) -> int:
    """1 for prose, -1 for code, 0 for neither."""
    if _MARKUP.search(text):
        return 1
    words = len(_WORD.findall(text))
    if _CODE_SIGN.search(text) or _COMMAND.match(text) or _KEY_AND_VALUE.match(text):
        return 1 if words >= 6 and words * 8 > len(text) else -1
    if _ITEM.match(text) or (words >= 3 and words * 9 > len(text)):
        return 1
    return 0
