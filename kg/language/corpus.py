"""From sentences to what spaCy learns from: documents of one or several sentences, changed anew in each round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING

from kg.language.align import Piece, retokenize
from kg.language.augment import augment
from kg.language.treebank import ROOT, Sentence, Word

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.training import Example

GROUP_SIZES = (1, 1, 1, 2, 3, 4)
"""How many sentences of a paragraph make one document, by chance: notes are mostly single lines."""


NOTE_COPIES = 6
"""How often each note line is seen in a round, with other changes each time."""


def build_doc(nlp: Language, sentences: Sequence[Sentence]) -> Doc:
    """Build an annotated document; its tokens are the sentences' words."""
    from spacy.tokens import Doc

    words: list[Word] = []
    heads: list[int] = []
    for sentence in sentences:
        shift = len(words)
        heads += [
            shift + (position if word.head == ROOT else word.head) for position, word in enumerate(sentence.words)
        ]
        words += sentence.words
        words[-1] = replace(words[-1], space=True)
    words[-1] = replace(words[-1], space=False)
    return Doc(
        nlp.vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        pos=[word.upos for word in words],
        morphs=[word.feats for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=["ROOT" if word.head == ROOT else word.deprel for word in words],
    )


def build_example(nlp: Language, sentences: Sequence[Sentence]) -> Example:
    """Pair the annotated document with the tokenizer's own reading of its text."""
    from spacy.training import Example

    reference = build_doc(nlp, sentences)
    return Example(nlp.make_doc(reference.text), reference)


def fit_to_tokenizer(nlp: Language, sentence: Sentence) -> Sentence | None:
    """Carry a tree over to the pipeline's own tokens; None when that is not possible."""

    def tokenize(text: str) -> list[Piece]:
        return [(token.idx, token.idx + len(token)) for token in nlp.make_doc(text)]

    return retokenize(sentence, tokenize)


def group_by_paragraph(sentences: Sequence[Sentence]) -> tuple[tuple[Sentence, ...], ...]:
    """Put sentences of one paragraph together; the order stays."""
    return tuple(tuple(group) for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph))


class Corpus:
    """A treebank as training rounds: the same seed gives the same rounds."""

    def __init__(
        self,
        nlp: Language,
        sentences: Sequence[Sentence],
        notes: Sequence[Sentence] = (),
        *,
        seed: int,
        changed: float,
    ) -> None:
        """Keep the sentences and note lines; `changed` is the share of documents that are rewritten into notes."""
        self._nlp = nlp
        self._notes = notes
        self._paragraphs = group_by_paragraph(sentences)
        self._rng = Random(seed)  # noqa: S311 - repeatable by design, no secret
        self._changed = changed

    def iter_round(self) -> Iterator[Example]:
        """Go through all sentences once, in another order and with other changes each time."""
        groups = [group for paragraph in self._paragraphs for group in self._split(paragraph)]
        groups += [(augment(note, self._rng),) for note in self._notes for _ in range(NOTE_COPIES)]
        self._rng.shuffle(groups)
        for group in groups:
            if self._rng.random() < self._changed:
                for sentence in group:
                    yield from self._fit([augment(sentence, self._rng)])
            else:
                yield from self._fit(group)

    def _split(self, paragraph: tuple[Sentence, ...]) -> Iterator[tuple[Sentence, ...]]:
        start = 0
        while start < len(paragraph):
            size = self._rng.choice(GROUP_SIZES)
            yield paragraph[start : start + size]
            start += size

    def _fit(self, group: Sequence[Sentence]) -> Iterator[Example]:
        fitted = [fit for sentence in group if (fit := fit_to_tokenizer(self._nlp, sentence)) is not None]
        if fitted:
            yield build_example(self._nlp, fitted)
