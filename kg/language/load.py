"""The pipelines that the rest of the program reads text with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, UsageError

if TYPE_CHECKING:
    from spacy.language import Language

MODEL_FOLDER = Path(__file__).with_name("model")
"""Where the trained pipeline lies that kg brings."""

PROBE = "Cats chase mice."
"""A sentence to see what a pipeline says about a text."""

LACKS = (
    ("SENT_START", "no sentence ends: a whole paragraph counts as one sentence"),
    ("POS", "no parts of speech: unknown names are recognised by their letters alone"),
    ("LEMMA", "no lemmas: cue words are recognised in the forms that the ontology lists"),
    ("DEP", "no parser: relations come from cue phrases and structure alone"),
)
"""Annotation that the extraction uses, with what follows when a pipeline does not give it."""

FOREIGN_LABELS = (
    "dependency labels other than Universal Dependencies: relations come from cue phrases and structure alone"
)
UNIVERSAL_LABELS = frozenset({"nsubj", "obj", "obl", "case"})
"""Labels that Universal Dependencies has; other schemes lack at least ``obl`` and ``obj``."""


def load_pipeline(name: str | None = None) -> Language:
    """Load the pipeline that kg brings, or any installed one.

    Args:
        name: Name of an installed spaCy pipeline, or path of one; None for the one that kg brings.

    Raises:
        UsageError: No pipeline of that name is installed, or it does not load, as for want of a package.
        KgError: The pipeline that kg brings is not where it belongs.
    """
    return _load_own() if name is None else _load_installed(name)


def blank_pipeline() -> Language:
    """Build a pipeline that splits text into tokens and, at their punctuation, sentences: it needs no model."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def describe_lacks(nlp: Language) -> tuple[str, ...]:
    """Say what a pipeline does not do that the extraction could use; empty when it does all."""
    doc = nlp(PROBE)
    lacks = [consequence for annotation, consequence in LACKS if not doc.has_annotation(annotation)]
    if nlp.lang != "en":
        lacks.insert(0, f"made for language {nlp.lang!r}: notes are read as English")
    if doc.has_annotation("DEP") and not _get_labels(nlp).issuperset(UNIVERSAL_LABELS):
        lacks.append(FOREIGN_LABELS)
    return tuple(lacks)


def _get_labels(nlp: Language) -> frozenset[str]:
    return frozenset(str(label) for labels in nlp.pipe_labels.values() for label in labels)


def _load_own() -> Language:
    from kg.language.store import read_pipeline

    if not (MODEL_FOLDER / "config.cfg").exists():
        raise KgError(
            f"{str(MODEL_FOLDER)!r}: the language model that kg brings is not there; install kg-notes again, or train "
            "it with python -m kg.language.train --treebank DIR, or name an installed spaCy pipeline with --model"
        )
    return read_pipeline(MODEL_FOLDER)


def _load_installed(name: str) -> Language:
    import spacy

    try:
        return spacy.load(name)
    except (ImportError, OSError, ValueError) as error:
        raise UsageError(
            f"{name!r} does not load as a spaCy pipeline ({_first_line(error)}); give the name of an installed one "
            "(python -m spacy info lists them) or its folder, or leave the option out for the one that kg brings"
        ) from error


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
