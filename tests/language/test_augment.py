"""Sentences rewritten into notes: each rewriting keeps a tree, and does what its name says."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language import augment as rewriting
from kg.language.augment import AUGMENTERS, augment
from kg.language.tree_edits import drop_words, get_root, get_subtree, join_sentences
from kg.language.treebank import ROOT, Sentence, Word, is_tree, read_treebank

SAMPLE = read_treebank(Path(__file__).with_name("sample.conllu"))
BOATS, CHEAP, SOLD, BUILT, RUN, RIVERS, GULLS, GUIDE = SAMPLE


def make_rng(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - repeatable, no secret


class Steady(Random):
    """Always takes the first choice and the lowest chance."""

    def random(self) -> float:
        return 0.99

    def choice(self, seq: object) -> object:  # type: ignore[override]
        return seq[0]  # type: ignore[index]

    def randrange(self, start: int, stop: int | None = None, step: int = 1) -> int:
        del stop, step
        return start


def plain(*words: str) -> Sentence:
    """Words that all hang on the first."""
    return Sentence(
        tuple(
            Word(
                form,
                form,
                "NOUN",
                "Number=Sing",
                ROOT if place == 0 else 0,
                "root" if place == 0 else "dep",
                space=True,
            )
            for place, form in enumerate(words)
        )
    )


@pytest.mark.parametrize("change", [change for _, change in AUGMENTERS], ids=lambda change: change.__name__)
@given(data=st.data(), seed=st.integers(0, 999))
def test_every_rewriting_keeps_a_tree(
    change: rewriting.Augmenter, data: st.DataObject, any_sentence: st.SearchStrategy[Sentence], seed: int
) -> None:
    sentence = data.draw(any_sentence)
    changed = change(sentence, make_rng(seed))
    assert is_tree(changed.words)
    assert all(word.form for word in changed.words)
    assert len(changed.text) + 1 >= sum(len(word.form) + word.space for word in changed.words)


@given(data=st.data(), seed=st.integers(0, 999))
def test_all_together_keep_a_tree_and_repeat_with_the_seed(
    data: st.DataObject, any_sentence: st.SearchStrategy[Sentence], seed: int
) -> None:
    sentence = data.draw(any_sentence)
    changed = augment(sentence, make_rng(seed))
    assert is_tree(changed.words)
    assert changed == augment(sentence, make_rng(seed))


@given(data=st.data())
def test_dropping_words_keeps_the_others_in_order(
    data: st.DataObject, any_sentence: st.SearchStrategy[Sentence]
) -> None:
    sentence = data.draw(any_sentence)
    gone = data.draw(st.sets(st.integers(0, len(sentence.words) - 1)))
    changed = drop_words(sentence, gone)
    kept = [word.form for position, word in enumerate(sentence.words) if position not in gone]
    assert is_tree(changed.words)
    assert [word.form for word in changed.words] in (kept, [word.form for word in sentence.words])


def test_children_of_a_dropped_word_hang_on_its_head() -> None:
    without_verb_phrase = drop_words(GUIDE, [1])
    assert without_verb_phrase.text == "The from Oslo shows visitors the harbour."
    assert [word.head for word in without_verb_phrase.words][:3] == [3, 2, 3]


def test_space_of_a_dropped_word_stays() -> None:
    assert drop_words(CHEAP, [2]).text == "Boats are cheap, but the crew likes them."


def test_sentences_that_would_fall_apart_stay() -> None:
    assert drop_words(BOATS, [2]) == BOATS
    assert drop_words(BOATS, range(6)) == BOATS


def test_sentences_are_joined_under_the_first_root() -> None:
    joined = join_sentences(plain("a"), plain("b", "c"), deprel="parataxis")
    assert [(word.head, word.deprel) for word in joined.words] == [(ROOT, "root"), (0, "parataxis"), (1, "dep")]


def test_subtree_holds_all_that_hangs_on_a_word() -> None:
    assert get_subtree(GUIDE, 1) == {0, 1, 2, 3}
    assert get_root(GUIDE) == 4


@pytest.mark.parametrize(
    ("change", "sentence", "text"),
    [
        ("drop_final_punctuation", GULLS, "Gulls eat fish"),
        ("drop_opening_subject", SOLD, "sold the red boat to a museum."),
        ("drop_opening_subject", GUIDE, "shows visitors the harbour."),
        ("drop_opening_subject", RIVERS, '"Rivers carry sand", the guide said.'),
        ("drop_articles", BUILT, "The museum was built by the city in 1990."),
        ("drop_copula", CHEAP, "Boats n't cheap, but the crew likes them."),
        ("put_in_lower_case", RUN, "it's run by mira and her sister."),
        ("lower_first_word", BOATS, "the crew repairs old boats."),
        ("lower_first_word", SOLD, "Mira sold the red boat to a museum."),
        ("put_in_title_case", BOATS, "The Crew Repairs Old Boats."),
        ("use_shorthand", RUN, "It's run by Mira & her sister."),
        ("use_arrows", plain("boats", ":", "cheap"), "boats -> cheap"),
        ("make_typo", plain("a", "harbour"), "a hrabour"),
        ("make_typo", plain("a", "cat"), "a cat"),
        ("break_line", plain("a", "cat"), "a\ncat"),
        ("break_line", plain("cat"), "cat"),
        ("swap_nouns", plain("cat"), "admission"),
    ],
)
def test_rewritings(change: str, sentence: Sentence, text: str) -> None:
    assert getattr(rewriting, change)(sentence, Steady()).text == text


def test_opening_subject_may_take_its_auxiliary_along() -> None:
    texts = {rewriting.drop_opening_subject(RUN, make_rng(seed)).text for seed in range(20)}
    assert {"Run by Mira and her sister.", "'s run by Mira and her sister."} <= texts


def test_lower_case_takes_the_lemma_of_a_name_along() -> None:
    words = rewriting.put_in_lower_case(SOLD, make_rng(0)).words
    assert (words[0].form, words[0].lemma) == ("mira", "mira")


def test_shorthand_and_typos_teach_no_lemma() -> None:
    assert rewriting.use_shorthand(RUN, Steady()).words[5].lemma == ""
    assert rewriting.make_typo(plain("harbour"), Steady()).words[0].lemma == ""


def test_name_before_a_clause_is_root_with_a_parataxis() -> None:
    words = rewriting.put_name_before(GULLS, make_rng(1)).words
    assert (words[0].deprel, words[1].deprel, words[1].head) == ("root", "punct", 3)
    assert (words[3].form, words[3].head, words[3].deprel) == ("eat", 0, "parataxis")


def test_name_before_a_noun_phrase_has_an_apposition() -> None:
    words = rewriting.put_name_before(plain("boats"), make_rng(1)).words
    assert (words[2].form, words[2].head, words[2].deprel) == ("boats", 0, "appos")


def test_names_and_pronouns_give_way_to_made_up_names() -> None:
    swapped = rewriting.swap_names(SOLD, make_rng(2)).words[0]
    named = rewriting.replace_pronouns(CHEAP, make_rng(2)).words[9]
    assert swapped.form != "Mira"
    assert swapped.upos == named.upos == "PROPN"
    assert named.form != "them"


def test_verbs_of_the_field_keep_their_form() -> None:
    swapped = rewriting.swap_verbs(BOATS, Steady()).words[2]
    assert (swapped.form, swapped.lemma) == ("abstracts", "abstract")
    assert rewriting.swap_verbs(GUIDE, Steady()) == GUIDE


def test_swapped_words_take_the_capital() -> None:
    assert rewriting.swap_nouns(CHEAP, Steady()).words[0].form == "Admissions"
