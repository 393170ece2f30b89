"""The pipeline's shape: components and the sizes of their networks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.language.vectors import WordVectors

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Sizes of the networks."""

    width: int = 128
    """Numbers that describe a token."""
    depth: int = 4
    """Convolutions over the neighbours: how many tokens to each side are seen."""
    rows: int = 5000
    """Rows of the hash table for words; prefixes, suffixes and shapes get less."""
    hidden: int = 128
    """Width of the parser's hidden layer."""


def build_pipeline(shape: Shape, vectors: WordVectors | None = None) -> Language:
    """Build the untrained pipeline on spaCy's English tokenizer; without vectors it has none."""
    import spacy

    nlp = spacy.blank("en")
    if vectors is not None:
        set_vectors(nlp, vectors)
    nlp.add_pipe("tok2vec", config={"model": _describe_tok2vec(shape, with_vectors=vectors is not None)})
    nlp.add_pipe("morphologizer", config={"model": _describe_tagger(shape)})
    nlp.add_pipe("parser", config={"min_action_freq": 20, "model": _describe_parser(shape)})
    nlp.add_pipe("trainable_lemmatizer", config={"min_tree_freq": 3, "model": _describe_tagger(shape)})
    return nlp


def set_vectors(nlp: Language, vectors: WordVectors) -> None:
    """Put word vectors into the vocabulary; case is ignored when they are looked up."""
    from spacy.vectors import Vectors  # type: ignore[import-not-found]

    for word in vectors.words:
        nlp.vocab.strings.add(word)
    nlp.vocab.vectors = Vectors(
        strings=nlp.vocab.strings, data=vectors.rows, keys=list(vectors.words), name="words", attr="LOWER"
    )


def _describe_tok2vec(shape: Shape, *, with_vectors: bool) -> dict[str, Any]:
    rows = shape.rows
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": shape.width,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
            "rows": [rows, rows // 5, rows // 2, rows // 2, 50, 50],
            "include_static_vectors": with_vectors,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": shape.width,
            "depth": shape.depth,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def _describe_listener(shape: Shape) -> dict[str, Any]:
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": shape.width, "upstream": "*"}


def _describe_tagger(shape: Shape) -> dict[str, Any]:
    return {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": _describe_listener(shape)}


def _describe_parser(shape: Shape) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": True,
        "hidden_width": shape.hidden,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": _describe_listener(shape),
    }
