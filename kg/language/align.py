"""Trees over a treebank's words carried over to another tokenizer's tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kg.language.treebank import ROOT, Sentence, Word, is_tree

Piece = tuple[int, int]
"""Start and end of a token in a sentence's text."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which tokens and words share characters."""

    words_of: tuple[tuple[int, ...], ...]
    """For each token the words that it covers in part or whole."""
    tokens_of: tuple[tuple[int, ...], ...]
    """For each word the tokens that cover it."""


def get_word_pieces(sentence: Sentence) -> tuple[Piece, ...]:
    """Say where the words stand in the sentence's text."""
    pieces: list[Piece] = []
    start = 0
    for word in sentence.words:
        pieces.append((start, start + len(word.form)))
        start += len(word.form) + word.space
    return tuple(pieces)


def align_pieces(tokens: Sequence[Piece], words: Sequence[Piece]) -> Alignment:
    """Find the tokens and words that share characters; both are in order and do not overlap among themselves."""
    words_of: list[list[int]] = [[] for _ in tokens]
    tokens_of: list[list[int]] = [[] for _ in words]
    token = word = 0
    while token < len(tokens) and word < len(words):
        if tokens[token][0] < words[word][1] and words[word][0] < tokens[token][1]:
            words_of[token].append(word)
            tokens_of[word].append(token)
        if tokens[token][1] <= words[word][1]:
            token += 1
        else:
            word += 1
    return Alignment(tuple(map(tuple, words_of)), tuple(map(tuple, tokens_of)))


def retokenize(sentence: Sentence, tokenize: Callable[[str], Sequence[Piece]]) -> Sentence | None:
    """Carry the tree over to other tokens.

    A token that covers several words stands for the one that governs the others. Of the tokens that share one word
    ("multi-cluster"), the last with a letter stands for it and the others hang on it. What cannot be known of such
    tokens stays empty.

    Returns:
        None when no tree comes out, which happens only where words and tokens cross.
    """
    text = sentence.text
    pieces = tokenize(text)
    alignment = align_pieces(pieces, get_word_pieces(sentence))
    if not all(alignment.tokens_of):
        return None
    anchors = [_choose_anchor(tokens, pieces, text) for tokens in alignment.tokens_of]
    words = tuple(_build_token(position, pieces, text, sentence, alignment, anchors) for position in range(len(pieces)))
    return Sentence(words, sentence.paragraph) if is_tree(words) else None


def _choose_anchor(tokens: tuple[int, ...], pieces: Sequence[Piece], text: str) -> int:
    named = [token for token in tokens if any(map(str.isalnum, text[slice(*pieces[token])]))]
    return named[-1] if named else tokens[0]


def _choose_word(words: tuple[int, ...], sentence: Sentence) -> int:
    """The word whose head lies outside the group; the first of several."""
    return next((word for word in words if sentence.words[word].head not in words), words[0])


def _build_token(
    position: int,
    pieces: Sequence[Piece],
    text: str,
    sentence: Sentence,
    alignment: Alignment,
    anchors: Sequence[int],
) -> Word:
    start, end = pieces[position]
    form, space = text[start:end], text[end : end + 1] == " "
    covered = alignment.words_of[position]
    if not covered:
        return Word(form, form, "SPACE", "", position - 1, "dep", space)
    chosen = _choose_word(covered, sentence)
    word = sentence.words[chosen]
    if anchors[chosen] != position:
        return _build_part(form, word, anchors[chosen], space=space)
    head = ROOT if word.head == ROOT else anchors[word.head]
    is_whole = len(covered) == 1 and len(alignment.tokens_of[chosen]) == 1
    return replace(word, form=form, lemma=word.lemma if is_whole else "", head=head, space=space)


def _build_part(form: str, word: Word, anchor: int, *, space: bool) -> Word:
    """One of several tokens that share a word, but not the one that stands for it."""
    if not any(map(str.isalnum, form)):
        return Word(form, form, "PUNCT", "", anchor, "punct", space)
    is_name = word.upos == "PROPN"
    return Word(
        form,
        form if is_name else "",
        "PROPN" if is_name else "",
        word.feats if is_name else "",
        anchor,
        "compound",
        space,
    )
