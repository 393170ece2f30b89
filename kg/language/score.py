"""How well a pipeline reads a treebank: on the treebank's own words, and on running text."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.language.corpus import build_doc, group_by_paragraph
from kg.language.treebank import Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

PLACES = 4


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares between 0 and 1; F1 where the tokens are the tokenizer's own."""

    tokens: float
    """Words found as tokens (1 on the treebank's own words)."""
    sentences: float
    """Sentences found with both ends."""
    upos: float
    feats: float
    """All features right together with the part of speech."""
    lemma: float
    uas: float
    """Right head, punctuation left out."""
    las: float
    """Right head and relation, punctuation left out."""
    uas_all: float
    """Right head, punctuation counted."""
    las_all: float


@dataclass(frozen=True, slots=True)
class _Reading:
    """A token as the scores see it, named by its place in the text."""

    span: tuple[int, int]
    upos: str
    feats: str
    lemma: str
    head: tuple[int, int]
    """Place of the head; the token's own for a root."""
    deprel: str


def score_gold_tokens(nlp: Language, sentences: Sequence[Sentence]) -> Scores:
    """Score on the treebank's own words, sentence by sentence."""
    gold = [build_doc(nlp, [sentence]) for sentence in sentences]
    return _score(gold, list(nlp.pipe([_copy_tokens(nlp, doc) for doc in gold])))


def score_own_tokens(nlp: Language, sentences: Sequence[Sentence]) -> Scores:
    """Score on the running text of whole paragraphs: tokens and sentence ends are the pipeline's own."""
    gold = [build_doc(nlp, paragraph) for paragraph in group_by_paragraph(sentences)]
    return _score(gold, list(nlp.pipe([doc.text for doc in gold])))


def measure_speed(nlp: Language, sentences: Sequence[Sentence]) -> float:
    """Measure tokens in a second of processor time on running text, tokenizing included."""
    texts = [build_doc(nlp, paragraph).text for paragraph in group_by_paragraph(sentences)]
    start = time.process_time()
    count = sum(len(doc) for doc in nlp.pipe(texts))
    return count / (time.process_time() - start)


def _copy_tokens(nlp: Language, gold: Doc) -> Doc:
    """Bare tokens, with the norms ("n't" is "not") that the tokenizer gives where it makes the same token."""
    from spacy.tokens import Doc

    norms = {(token.idx, len(token)): token.norm_ for token in nlp.make_doc(gold.text)}
    bare = Doc(nlp.vocab, words=[token.text for token in gold], spaces=[bool(token.whitespace_) for token in gold])
    for token in bare:
        token.norm_ = norms.get((token.idx, len(token)), token.norm_)
    return bare


def _score(gold: Sequence[Doc], found: Sequence[Doc]) -> Scores:
    counts = dict.fromkeys(Scores.__slots__, 0)
    totals = dict.fromkeys(Scores.__slots__, 0)
    for gold_doc, found_doc in zip(gold, found, strict=True):
        _count_tokens(_read(gold_doc), _read(found_doc), counts, totals)
        gold_ends = {(sent.start_char, sent.end_char) for sent in gold_doc.sents}
        found_ends = {(sent.start_char, sent.end_char) for sent in found_doc.sents}
        counts["sentences"] += 2 * len(gold_ends & found_ends)
        totals["sentences"] += len(gold_ends) + len(found_ends)
    return Scores(**{name: round(counts[name] / max(totals[name], 1), PLACES) for name in Scores.__slots__})


def _read(doc: Doc) -> list[_Reading]:
    return [
        _Reading(_span(token), token.pos_, str(token.morph), token.lemma_, _span(token.head), _deprel(token))
        for token in doc
        if not token.is_space
    ]


def _span(token: Token) -> tuple[int, int]:
    return token.idx, token.idx + len(token)


def _deprel(token: Token) -> str:
    return token.dep_.lower()


def _count_tokens(gold: list[_Reading], found: list[_Reading], counts: dict[str, int], totals: dict[str, int]) -> None:
    by_span = {reading.span: reading for reading in found}
    words = [reading for reading in gold if reading.deprel != "punct"]
    found_words = sum(reading.deprel != "punct" for reading in found)
    for name in ("tokens", "upos", "feats", "lemma", "uas_all", "las_all"):
        totals[name] += len(gold) + len(found)
    for name in ("uas", "las"):
        totals[name] += len(words) + found_words
    totals["lemma"] -= 2 * sum(not reading.lemma for reading in gold)
    for reading in gold:
        other = by_span.get(reading.span)
        if other is not None:
            _count_token(reading, other, counts)


def _count_token(gold: _Reading, found: _Reading, counts: dict[str, int]) -> None:
    same_pos, same_head = gold.upos == found.upos, gold.head == found.head
    same_relation = same_head and gold.deprel == found.deprel
    counts["tokens"] += 2
    counts["upos"] += 2 * same_pos
    counts["feats"] += 2 * (same_pos and gold.feats == found.feats)
    counts["lemma"] += 2 * (bool(gold.lemma) and gold.lemma == found.lemma)
    counts["uas_all"] += 2 * same_head
    counts["las_all"] += 2 * same_relation
    if "punct" not in {gold.deprel, found.deprel}:
        counts["uas"] += 2 * same_head
        counts["las"] += 2 * same_relation
