"""Trees carried over to other tokens stay trees over the same text."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.language.align import Piece, align_pieces, get_word_pieces, retokenize
from kg.language.treebank import ROOT, Sentence, Word, is_tree


def cut(*forms: str) -> Callable[[str], list[Piece]]:
    """A tokenizer that finds just these tokens."""

    def tokenize(text: str) -> list[Piece]:
        pieces: list[Piece] = []
        for form in forms:
            start = text.index(form, pieces[-1][1] if pieces else 0)
            pieces.append((start, start + len(form)))
        return pieces

    return tokenize


def noun(form: str, head: int, deprel: str = "dep", *, space: bool = True) -> Word:
    return Word(form, form, "NOUN", "Number=Sing", head, deprel, space)


@given(data=st.data())
def test_any_tokens_that_cover_the_text_give_a_tree_over_it(
    data: st.DataObject, any_sentence: st.SearchStrategy[Sentence]
) -> None:
    sentence = data.draw(any_sentence)
    text = sentence.text
    cuts = sorted(data.draw(st.sets(st.integers(1, max(len(text) - 1, 1)), max_size=12)))
    bounds = [0, *[place for place in cuts if place < len(text)], len(text)]
    pieces = [piece for start, end in pairwise(bounds) if (piece := trim(text, start, end))]
    fitted = retokenize(sentence, lambda _: pieces)
    if fitted is not None:
        assert is_tree(fitted.words)
        assert fitted.text == text
        assert len(fitted.words) == len(pieces)


def trim(text: str, start: int, end: int) -> Piece | None:
    while start < end and text[start] == " ":
        start += 1
    while start < end and text[end - 1] == " ":
        end -= 1
    return (start, end) if start < end else None


@given(data=st.data())
def test_the_same_tokens_change_nothing(data: st.DataObject, any_sentence: st.SearchStrategy[Sentence]) -> None:
    sentence = data.draw(any_sentence)
    fitted = retokenize(sentence, lambda _: get_word_pieces(sentence))
    assert fitted is not None
    assert fitted.words[:-1] == sentence.words[:-1]


def test_pieces_that_share_characters_are_aligned() -> None:
    alignment = align_pieces([(0, 3), (3, 4), (5, 9)], [(0, 4), (5, 7), (7, 9)])
    assert alignment.words_of == ((0,), (0,), (1, 2))
    assert alignment.tokens_of == ((0, 1), (2,), (2,))


def test_parts_of_a_hyphenated_word_hang_on_the_last() -> None:
    sentence = Sentence((noun("multi-cluster", 1, "compound"), noun("mesh", ROOT, "root")))
    fitted = retokenize(sentence, cut("multi", "-", "cluster", "mesh"))
    assert fitted is not None
    assert [(word.form, word.upos, word.head, word.deprel) for word in fitted.words] == [
        ("multi", "", 2, "compound"),
        ("-", "PUNCT", 2, "punct"),
        ("cluster", "NOUN", 3, "compound"),
        ("mesh", "NOUN", ROOT, "root"),
    ]
    assert [word.lemma for word in fitted.words] == ["", "-", "", "mesh"]


def test_parts_of_a_name_are_names() -> None:
    name = Word("kube-proxy", "kube-proxy", "PROPN", "Number=Sing", ROOT, "root", space=False)
    fitted = retokenize(Sentence((name,)), cut("kube", "-", "proxy"))
    assert fitted is not None
    assert [word.upos for word in fitted.words] == ["PROPN", "PUNCT", "PROPN"]


def test_token_over_several_words_stands_for_the_governor() -> None:
    sentence = Sentence((noun("10", 1, "nummod", space=False), noun("km", 2, "obl"), noun("run", ROOT, "root")))
    fitted = retokenize(sentence, cut("10km", "run"))
    assert fitted is not None
    assert [(word.form, word.head, word.deprel, word.lemma) for word in fitted.words] == [
        ("10km", 1, "obl", ""),
        ("run", ROOT, "root", "run"),
    ]


def test_tokens_without_a_word_are_white_space_behind_the_token_before() -> None:
    fitted = retokenize(Sentence((noun("a", 1), noun("b", ROOT, "root"))), lambda _: [(0, 1), (1, 2), (2, 3)])
    assert fitted is not None
    assert (fitted.words[1].upos, fitted.words[1].head) == ("SPACE", 0)


def test_words_that_no_token_covers_give_nothing() -> None:
    assert retokenize(Sentence((noun("a", 1), noun("b", ROOT, "root"))), cut("a")) is None
