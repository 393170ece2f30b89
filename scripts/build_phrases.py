"""Count the phrases of a text collection: what the recogniser of unknown terms consults.

    python scripts/build_phrases.py TEXTS.jsonl.gz

Writes kg/extract/data/phrases.txt.gz. A line is ``phrase<TAB>documents<TAB>total``: in how many documents a phrase of
one to four words (small letters, singulars) occurs, and how often in all. Only counts are kept, no text.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from build_words import read_texts, write_lines

from kg.extract.mentions.terms.candidates import FUNCTION_WORDS, normalize

# Where no phrase goes on: marks other than hyphen and slash, line ends, wide gaps.
_BREAK = re.compile(r"[^A-Za-z0-9\-+#/ ]+|\n|  +")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9+#]*")
_MAX_WORDS = 4
_MIN_DOCUMENTS = 3


def iter_phrases(text: str) -> Iterator[str]:
    """Give every phrase of a text, as often as it occurs; no function word stands in one."""
    for stretch in _BREAK.split(text):
        words = [normalize(w) for w in _WORD.findall(stretch)]
        for first in range(len(words)):
            for last in range(first + 1, min(first + _MAX_WORDS, len(words)) + 1):
                if words[last - 1] in FUNCTION_WORDS:
                    break
                yield " ".join(words[first:last])


def count_phrases(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """Count by phrase the documents and the occurrences."""
    documents: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text in texts:
        counts = Counter(iter_phrases(text))
        total.update(counts)
        documents.update(counts.keys())
    return documents, total


def main() -> int:
    """Write the list; the command line gives the texts."""
    documents, total = count_phrases(read_texts(Path(sys.argv[1])))
    kept = sorted(p for p, count in documents.items() if count >= _MIN_DOCUMENTS)
    write_lines("phrases.txt.gz", (f"{p}\t{documents[p]}\t{total[p]}" for p in kept))
    return 0


if __name__ == "__main__":
    sys.exit(main())
