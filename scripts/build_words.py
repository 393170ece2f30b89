"""Count the words of a text collection: what spelling and name rules consult.

    python scripts/build_words.py TEXTS.jsonl.gz WORDLIST…

Writes kg/extract/data/words.txt.gz. A line is ``word<TAB>lower<TAB>capital``: in how many documents the word occurs in
lower case, and in how many only capitalised; words of the given word lists that the texts lack have zeros. Only counts
are kept, no text.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_MIN_DOCUMENTS = 3
_DATA = Path(__file__).resolve().parent.parent / "kg" / "extract" / "data"


def read_texts(path: Path) -> Iterator[str]:
    """Read the texts, one JSON object with a ``text`` a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def count_words(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """Count documents by word: as seen in lower case, and as seen only with a capital."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        words = set(_WORD.findall(text))
        small = {w for w in words if w.islower()}
        lower.update(small)
        capital.update({w.lower() for w in words if not w.islower()} - small)
    return lower, capital


def read_word_list(path: Path) -> set[str]:
    """Read a plain word list, one word a line; names (capitalised words) and possessives are left out."""
    words = path.read_text(encoding="utf-8").split()
    return {w for w in words if w.islower() and w.isascii() and w.isalpha()}


def write_lines(name: str, lines: Iterable[str]) -> None:
    """Write a compressed file without a time stamp: the same texts give the same bytes."""
    _DATA.mkdir(parents=True, exist_ok=True)
    (_DATA / name).write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), compresslevel=9, mtime=0))


def main() -> int:
    """Write the list; the command line gives the texts, then the word lists."""
    texts, *lists = [Path(a) for a in sys.argv[1:]]
    lower, capital = count_words(read_texts(texts))
    listed = {w for path in lists for w in read_word_list(path)}
    kept = {w for w in lower | capital if lower[w] + capital[w] >= _MIN_DOCUMENTS} | listed
    write_lines("words.txt.gz", (f"{w}\t{lower[w]}\t{capital[w]}" for w in sorted(kept)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
