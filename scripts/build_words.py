"""Count the words of a text collection and write the word list that the spelling and name rules consult.

    python scripts/build_words.py TEXTS.jsonl.gz WORDLIST… > written to kg/extract/data/words.txt.gz

A line is ``word<TAB>lower<TAB>capital``: in how many documents the word occurs in lower case, and in how many only
capitalised; words of the given word lists that the texts lack have zeros. Only counts are kept, no text.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_MIN_DOCUMENTS = 3
_TARGET = Path(__file__).resolve().parent.parent / "kg" / "extract" / "data" / "words.txt.gz"


def count_words(texts: Path) -> tuple[Counter[str], Counter[str]]:
    """Count documents by word: as seen in lower case, and as seen only with a capital."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    with gzip.open(texts, "rt", encoding="utf-8") as lines:
        for line in lines:
            words = set(_WORD.findall(json.loads(line)["text"]))
            small = {w for w in words if w.islower()}
            lower.update(small)
            capital.update({w.lower() for w in words if not w.islower()} - small)
    return lower, capital


def read_word_list(path: Path) -> set[str]:
    """Read a plain word list, one word a line; names (capitalised words) and possessives are left out."""
    words = path.read_text(encoding="utf-8").split()
    return {w for w in words if w.islower() and w.isascii() and w.isalpha()}


def main() -> int:
    """Write the list; the command line gives the texts, then the word lists."""
    texts, *lists = [Path(a) for a in sys.argv[1:]]
    lower, capital = count_words(texts)
    listed = {w for path in lists for w in read_word_list(path)}
    kept = {w for w in lower | capital if lower[w] + capital[w] >= _MIN_DOCUMENTS} | listed
    rows = (f"{w}\t{lower[w]}\t{capital[w]}" for w in sorted(kept))
    _TARGET.parent.mkdir(parents=True, exist_ok=True)
    # No time stamp in the file: the same texts give the same bytes.
    _TARGET.write_bytes(gzip.compress(("\n".join(rows) + "\n").encode(), compresslevel=9, mtime=0))
    return 0


if __name__ == "__main__":
    sys.exit(main())
