"""Cutting words out of trees and gluing trees together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.language.treebank import ROOT, Sentence, Word


def drop_words(sentence: Sentence, positions: Iterable[int]) -> Sentence:
    """Take words out; what hung on them hangs on their nearest head that stays.

    The sentence comes back as it is when nothing would be left, or when the root would go and leave several heirs.
    """
    gone = set(positions)
    kept = [position for position in range(len(sentence.words)) if position not in gone]
    if not kept or not gone:
        return sentence
    heads = {position: _find_kept_head(sentence, position, gone) for position in kept}
    if sum(head == ROOT for head in heads.values()) != 1:
        return sentence
    new_position = {old: new for new, old in enumerate(kept)} | {ROOT: ROOT}
    words = []
    for old in kept:
        word = sentence.words[old]
        head = new_position[heads[old]]
        words.append(replace(word, head=head, deprel="root" if head == ROOT else word.deprel))
    for old in gone:
        _pass_space_on(sentence, old, kept, words)
    return replace(sentence, words=tuple(words))


def _find_kept_head(sentence: Sentence, position: int, gone: set[int]) -> int:
    head = sentence.words[position].head
    while head != ROOT and head in gone:
        head = sentence.words[head].head
    return head


def _pass_space_on(sentence: Sentence, old: int, kept: list[int], words: list[Word]) -> None:
    """A space after a dropped word belongs to the word that now stands before it."""
    before = [index for index, position in enumerate(kept) if position < old]
    if before and sentence.words[old].space:
        words[before[-1]] = replace(words[before[-1]], space=True)


def join_sentences(first: Sentence, second: Sentence, *, deprel: str) -> Sentence:
    """Put one sentence behind another; the second's root hangs on the first's root."""
    shift = len(first.words)
    root = get_root(first)
    moved = [
        replace(word, head=root, deprel=deprel) if word.head == ROOT else replace(word, head=word.head + shift)
        for word in second.words
    ]
    return replace(first, words=(*first.words, *moved))


def get_root(sentence: Sentence) -> int:
    """Position of the root word."""
    return next(position for position, word in enumerate(sentence.words) if word.head == ROOT)


def get_subtree(sentence: Sentence, top: int) -> frozenset[int]:
    """Positions of a word and of all that hangs on it."""
    found = {top}
    grew = True
    while grew:
        new = {position for position, word in enumerate(sentence.words) if word.head in found} - found
        found |= new
        grew = bool(new)
    return frozenset(found)
