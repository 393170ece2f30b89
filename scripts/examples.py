"""Annotated notes of both kinds, as the training scripts read them.

A gold folder holds one JSON file per note: ``file``, and ``entities`` with ``type``, ``name``, ``forms``, ``alt_types``
and ``optional``. The project's own notes have their annotations beside them (`annotated`).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotated import read_folder

from kg.extract.lexicon import Lexicon, fold, singularize
from kg.extract.mentions.find import MentionFinder
from kg.language import load_pipeline
from kg.model import Note, Span
from kg.ontology import load_ontology
from kg.read import find_files, read_note

CLASSES = ("Tool", "Company", "Concept")
LEADING = 4.0
"""How much more the notes count whose style is asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entity that the annotator found."""

    keys: frozenset[str]
    """What its name and its forms come down to."""
    types: tuple[str, ...]
    """Its type first, then those that a reader could also have chosen."""
    optional: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A note with the entities that the annotator found."""

    note: Note
    author: str
    gold: bool
    """From a gold folder, not one of the project's own."""
    wanted: tuple[Wanted, ...]
    """Tools, companies and concepts."""
    people: tuple[Span, ...]
    """Places of persons and events: the talk stage takes them out before mentions are read."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where annotated notes are."""
    parser.add_argument("--notes", type=Path, nargs="*", default=[], help="folders with the gold folder's notes")
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--annotated", type=Path, help="a folder with notes and their annotations side by side")
    parser.add_argument("--together", nargs="*", default=[], help="beginnings of names of notes that one author wrote")
    parser.add_argument("--leading", nargs="*", default=[], help="beginnings of names of notes that count most")


def weigh(note: str, leading: Iterable[str], *, gold: float) -> float:
    """Tell how much a note counts that is worth `gold` by its kind: those whose style is asked for count more."""
    return gold * LEADING if Path(note).name.startswith(tuple(leading)) else gold


@dataclass(frozen=True, slots=True)
class Annotation:
    """A note with what its annotator wrote down."""

    note: Note
    author: str
    gold: bool
    """From a gold folder, not one of the project's own."""
    data: Mapping[str, Any]
    """``entities``, ``talks`` and ``relations``."""


def read_annotations(options: argparse.Namespace) -> Iterator[Annotation]:
    """Read the annotated notes that the options name."""
    if options.gold:
        files = [json.loads(f.read_text("utf-8")) for f in sorted(options.gold.glob("*.json"))]
        yield from _join(options.notes, {f["file"]: f for f in files}, options.together, gold=True)
    if options.annotated:
        own = {
            read.file: {"entities": read.entities, "talks": read.talks, "relations": read.relations}
            for read in read_folder(options.annotated)
        }
        yield from _join([options.annotated], own, options.together, gold=False)


def _join(
    folders: Sequence[Path], annotations: Mapping[str, Mapping[str, Any]], together: Sequence[str], *, gold: bool
) -> Iterator[Annotation]:
    for file in find_files(folders)[0]:
        name = Path(file.name).name
        note, _ = read_note(file) if name in annotations else (None, ())
        if note is not None:
            author = together[0] if name.startswith(tuple(together)) else find_author(name)
            yield Annotation(note, author, gold, annotations[name])


def read_examples(options: argparse.Namespace) -> Iterator[Example]:
    """Read the entities of the annotated notes that the options name."""
    for annotation in read_annotations(options):
        entities = annotation.data["entities"]
        wanted = tuple(_to_wanted(e) for e in entities if e["type"] in CLASSES)
        people = tuple(sorted(_find_people(annotation.note, entities)))
        yield Example(annotation.note, annotation.author, annotation.gold, wanted, people)


def _to_wanted(entity: Mapping[str, Any]) -> Wanted:
    types = (entity["type"], *entity.get("alt_types", ()))
    return Wanted(to_keys([entity["name"], *entity["forms"]]), types, bool(entity.get("optional")))


def _find_people(note: Note, entities: Iterable[Mapping[str, Any]]) -> set[Span]:
    spans = set()
    for form in {f for e in entities if e["type"] in ("Person", "Event") for f in e["forms"]}:
        at = note.text.find(form)
        while at >= 0:
            spans.add(Span(at, at + len(form)))
            at = note.text.find(form, at + 1)
    return spans


def to_keys(names: Iterable[str]) -> frozenset[str]:
    """Give what names come down to when they are compared."""
    return frozenset(singularize(fold(n)) for n in names if fold(n))


def split_authors(authors: Iterable[str], parts: int) -> Iterator[set[str]]:
    """Cut the authors into so many parts, each to be left out of training once."""
    names = sorted(set(authors))
    yield from (set(names[start::parts]) for start in range(min(parts, len(names))))


def find_author(note: str) -> str:
    """Tell who wrote a note: what stands before ``__`` in its name, else the note itself."""
    return Path(note).name.split("__")[0]


def load_finder(weights: Mapping[str, float] | None = None) -> MentionFinder:
    """Load the program's own reader of mentions, as a build uses it, or with other weights for its readings."""
    nlp = load_pipeline()
    slow = [name for name in nlp.pipe_names if name in ("parser", "trainable_lemmatizer")]
    return MentionFinder(Lexicon(load_ontology()), lambda texts: list(nlp.pipe(texts, disable=slow)), weights)
