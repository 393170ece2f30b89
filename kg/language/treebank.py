"""Universal Dependencies treebanks: CoNLL-U text to sentences of words with a tree over them."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import UsageError

ROOT = -1
"""Head of a sentence's root word."""

UNKNOWN = "_"
"""What CoNLL-U writes for an empty or unknown field."""


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word."""

    form: str
    lemma: str
    """Empty when unknown: nothing is learned from it then."""
    upos: str
    """Universal part of speech; empty when unknown."""
    feats: str
    """Features as ``Name=Value|Name=Value``, sorted by name; empty for none."""
    head: int
    """Position of the head in its sentence; `ROOT` for the root."""
    deprel: str
    space: bool
    """Whether a space follows."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A tree over words."""

    words: tuple[Word, ...]
    paragraph: int = 0
    """Number of the paragraph in its file: sentences of one paragraph stand next to each other."""

    @property
    def text(self) -> str:
        """The words with their spaces, without one at the end."""
        return "".join(word.form + " " * word.space for word in self.words).rstrip(" ")


def find_treebank_files(folder: Path, part: str) -> tuple[Path, ...]:
    """Find the files of one part (``train``, ``dev``, ``test``), sorted by name.

    Raises:
        UsageError: The folder holds none.
    """
    names = (f"*-ud-{part}*.conllu", f"*-ud-{part}*.conllu.gz")
    found = sorted({path for name in names for path in folder.glob(name)})
    if not found:
        raise UsageError(
            f"{str(folder)!r}: no file *-ud-{part}.conllu or *-ud-{part}.conllu.gz; "
            "give the folder of a Universal Dependencies treebank"
        )
    return tuple(found)


def read_treebank(path: Path) -> tuple[Sentence, ...]:
    """Read one CoNLL-U file, gzip-compressed when its name ends with ``.gz``."""
    with open_text(path) as lines:
        return tuple(parse_conllu(lines, where=path.name))


@contextmanager
def open_text(path: Path) -> Iterator[Iterable[str]]:
    """Open a text file for reading, gzip-compressed when its name ends with ``.gz``.

    Raises:
        UsageError: The file cannot be read.
    """
    try:
        if path.suffix == ".gz":
            with gzip.open(path, "rt", encoding="utf-8") as packed:
                yield packed
        else:
            with path.open(encoding="utf-8") as plain:
                yield plain
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise UsageError(f"{str(path)!r} cannot be read: {error}; give a UTF-8 text file, plain or .gz") from error


def parse_conllu(lines: Iterable[str], *, where: str = "CoNLL-U") -> Iterator[Sentence]:
    """Parse CoNLL-U; empty nodes (``8.1``) are left out.

    Raises:
        UsageError: A line is not CoNLL-U; the message gives file and line.
    """
    rows: list[tuple[str, ...]] = []
    paragraph = 0
    for number, raw in enumerate(lines, start=1):
        line = raw.rstrip("\r\n")
        if line.startswith(("# newpar", "# newdoc")):
            paragraph += 1
        elif line and not line.startswith("#"):
            columns = tuple(line.split("\t"))
            if len(columns) != 10:
                raise UsageError(f"{where}:{number}: {line[:60]!r} has {len(columns)} columns, not the 10 of CoNLL-U")
            rows.append(columns)
        elif not line and rows:
            yield _build_sentence(rows, paragraph, f"{where}:{number}")
            rows = []
    if rows:
        yield _build_sentence(rows, paragraph, f"{where}: end")


def _build_sentence(rows: list[tuple[str, ...]], paragraph: int, where: str) -> Sentence:
    surfaces = [row for row in rows if "-" in row[0]]
    basic = [row for row in rows if row[0].isdigit()]
    try:
        words = tuple(_build_word(row) for row in basic)
        for row in surfaces:
            first, last = (int(part) - 1 for part in row[0].split("-"))
            words = _fit_to_surface(words, first, last, row[1], space=not _lacks_space(row[9]))
    except (ValueError, IndexError) as error:
        raise UsageError(f"{where}: the sentence before this line is not CoNLL-U: {error}") from error
    if not is_tree(words):
        raise UsageError(f"{where}: the heads of the sentence before this line are no tree")
    return Sentence(words, paragraph)


def _build_word(row: tuple[str, ...]) -> Word:
    _, form, lemma, upos, _, feats, head, deprel, _, misc = row
    known_lemma = lemma if lemma != UNKNOWN or form == UNKNOWN else ""
    return Word(
        form=form,
        lemma=known_lemma,
        upos="" if upos == UNKNOWN else upos,
        feats=simplify_feats(upos, parse_feats(feats)),
        head=int(head) - 1,
        deprel=deprel,
        space=not _lacks_space(misc),
    )


def _lacks_space(misc: str) -> bool:
    return "SpaceAfter=No" in misc.split("|")


def _fit_to_surface(words: tuple[Word, ...], first: int, last: int, surface: str, *, space: bool) -> tuple[Word, ...]:
    """Give the words of a multiword token ("don't": do, n't) their share of its surface.

    Where the words do not spell the surface ("wanna" as want, to), the first word gets what the later ones leave.
    """
    forms = [words[position].form for position in range(first, last + 1)]
    if "".join(forms) != surface:
        lengths = _share_lengths(forms, len(surface))
        starts = [sum(lengths[:index]) for index in range(len(lengths))]
        forms = [surface[start : start + length] for start, length in zip(starts, lengths, strict=True)]
    fitted = list(words)
    for index, form in enumerate(forms):
        position = first + index
        fitted[position] = replace(words[position], form=form, space=space and position == last)
    return tuple(fitted)


def _share_lengths(forms: list[str], total: int) -> list[int]:
    if total < len(forms):
        raise ValueError(f"{len(forms)} words in a multiword token of {total} characters")
    lengths = [len(form) for form in forms]
    while sum(lengths) > total:
        lengths[lengths.index(max(lengths))] -= 1
    lengths[0] += total - sum(lengths)
    return lengths


def is_tree(words: tuple[Word, ...]) -> bool:
    """Tell whether the heads have one root, which all words reach."""
    if sum(word.head == ROOT for word in words) != 1:
        return False
    safe: set[int] = set()
    for start in range(len(words)):
        path: list[int] = []
        position = start
        while position != ROOT and position not in safe:
            if position in path or not 0 <= position < len(words):
                return False
            path.append(position)
            position = words[position].head
        safe.update(path)
    return True


# ------------------------------------------------------------------------------------------------------------ features

KEPT_FEATS = frozenset(
    [
        "Case",
        "Definite",
        "Degree",
        "Gender",
        "Mood",
        "NumType",
        "Number",
        "Person",
        "Polarity",
        "Poss",
        "PronType",
        "Reflex",
        "Tense",
        "VerbForm",
        "Voice",
    ]
)
"""Features that are learned; the rest (style, spelling, how a number is written) is of no use here."""


def parse_feats(text: str) -> dict[str, str]:
    """Parse the FEATS column."""
    if text in {UNKNOWN, ""}:
        return {}
    return dict(pair.split("=", 1) for pair in text.split("|"))


def simplify_feats(upos: str, feats: Mapping[str, str]) -> str:
    """Keep what the word itself shows, and format it.

    The treebank copies number and person of the subject onto every finite verb ("they killed": plural, third). Seen
    from the verb alone this is noise, so that only the -s of the present keeps it.
    """
    kept = {name: value for name, value in feats.items() if name in KEPT_FEATS}
    is_third_person_s = (kept.get("Number"), kept.get("Person"), kept.get("Tense")) == ("Sing", "3", "Pres")
    if upos in {"VERB", "AUX"} and not is_third_person_s:
        kept.pop("Number", None)
        kept.pop("Person", None)
    return "|".join(f"{name}={kept[name]}" for name in sorted(kept))
