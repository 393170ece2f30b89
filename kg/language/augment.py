"""Sentences of the treebank rewritten into what notes look like: each function takes a tree and gives a tree.

A rewriting that does not apply gives the sentence back as it is. All randomness comes from the `Random` passed in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from kg.language.names import make_name
from kg.language.tree_edits import drop_words, get_root, get_subtree, join_sentences
from kg.language.treebank import ROOT, Sentence, Word
from kg.language.words import NOUNS, VERB_ENDINGS, VERBS, inflect_noun, inflect_verb

Augmenter = Callable[[Sentence, Random], Sentence]

SHORTHAND = {"and": ("&", "+", "/"), "with": ("w/", "w/"), "without": ("w/o",), "because": ("b/c",), "to": ("2",)}
"""Words that people shorten in notes; lemma and tree stay."""

EN_DASH = "\N{EN DASH}"
EM_DASH = "\N{EM DASH}"

ARROWS = ("->", "=>", "→", "-->", EN_DASH, "|")

MADE_NAME_RELATIONS = frozenset(
    {"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "nmod:poss", "conj", "appos", "root", "compound"}
)


def _capitalize_first(sentence: Sentence) -> Sentence:
    word = sentence.words[0]
    return replace(sentence, words=(replace(word, form=word.form[:1].upper() + word.form[1:]), *sentence.words[1:]))


# ------------------------------------------------------------------------------------------------- what notes leave out


def drop_final_punctuation(sentence: Sentence, rng: Random) -> Sentence:
    """Notes rarely end with a full stop."""
    del rng
    last = len(sentence.words)
    while last > 1 and sentence.words[last - 1].form in {".", "!", ":", ";", "..."}:
        last -= 1
    return drop_words(sentence, range(last, len(sentence.words)))


def drop_opening_subject(sentence: Sentence, rng: Random) -> Sentence:
    """Leave out a short subject at the start, often with its auxiliary: "We are using it" as "Using it"."""
    root = get_root(sentence)
    for position, word in enumerate(sentence.words[:5]):
        if word.head == root and word.deprel in {"nsubj", "nsubj:pass", "expl"} and position < root:
            return _drop_opening(sentence, get_subtree(sentence, position), root, rng)
    return sentence


def _drop_opening(sentence: Sentence, subject: frozenset[int], root: int, rng: Random) -> Sentence:
    if subject != frozenset(range(len(subject))):
        return sentence
    gone = set(subject)
    position = len(subject)
    with_auxiliary = rng.random() < 0.5
    while position < root and sentence.words[position].deprel in {"aux", "aux:pass", "cop"} and with_auxiliary:
        gone.add(position)
        position += 1
    shorter = drop_words(sentence, gone)
    return _capitalize_first(shorter) if rng.random() < 0.7 else shorter


def drop_articles(sentence: Sentence, rng: Random) -> Sentence:
    """Leave out articles: all of them, or each by chance."""
    share = rng.choice((0.5, 1.0))
    return drop_words(
        sentence,
        [
            position
            for position, word in enumerate(sentence.words)
            if word.deprel == "det" and word.form.lower() in {"a", "an", "the"} and rng.random() < share
        ],
    )


def drop_copula(sentence: Sentence, rng: Random) -> Sentence:
    """Leave out forms of "be" before a predicate."""
    del rng
    return drop_words(sentence, [position for position, word in enumerate(sentence.words) if word.deprel == "cop"])


# ---------------------------------------------------------------------------------------------------- how notes are set


def put_in_lower_case(sentence: Sentence, rng: Random) -> Sentence:
    """Write all in lower case; the lemma of a name goes along."""
    del rng
    return _map_words(
        sentence,
        lambda word: replace(
            word, form=word.form.lower(), lemma=word.lemma.lower() if word.upos == "PROPN" else word.lemma
        ),
    )


def lower_first_word(sentence: Sentence, rng: Random) -> Sentence:
    """Begin in lower case, unless with a name or "I"."""
    del rng
    word = sentence.words[0]
    if word.upos == "PROPN" or word.form in {"I", "A"} or word.form.isupper():
        return sentence
    return replace(sentence, words=(replace(word, form=word.form.lower()), *sentence.words[1:]))


def put_in_title_case(sentence: Sentence, rng: Random) -> Sentence:
    """Write as a heading or talk title: capitals on all but the small words."""
    del rng
    small = {"ADP", "CCONJ", "DET", "PART", "PUNCT", "SYM"}
    return _map_words(
        sentence,
        lambda word: word if word.upos in small else replace(word, form=word.form[:1].upper() + word.form[1:]),
    )


def use_shorthand(sentence: Sentence, rng: Random) -> Sentence:
    """Write "&" for "and", "w/" for "with" and the like."""

    def shorten(word: Word) -> Word:
        ways = SHORTHAND.get(word.form)
        if ways is None or word.upos in {"PART", "VERB"} or rng.random() < 0.4:
            return word
        return replace(word, form=rng.choice(ways), lemma="")

    return _map_words(sentence, shorten)


def use_arrows(sentence: Sentence, rng: Random) -> Sentence:
    """Write dashes, colons and semicolons as arrows."""
    words = list(sentence.words)
    for position, word in enumerate(words):
        if word.form in {"-", "--", ":", ";"} and 0 < position < len(words) - 1:
            words[position - 1] = replace(words[position - 1], space=True)
            words[position] = replace(word, form=rng.choice(ARROWS), lemma="", upos="PUNCT", feats="", space=True)
    return replace(sentence, words=tuple(words))


def put_name_before(sentence: Sentence, rng: Random) -> Sentence:
    """Set a made-up name before a colon or dash: "Kubeflow: sentence".

    As in the treebank, the name is the root; a clause hangs on it as parataxis, a noun phrase as apposition.
    """
    name = Word(make_name(rng), "", "PROPN", "Number=Sing", ROOT, "root", space=False)
    colon = rng.random() < 0.7
    mark = Word(":" if colon else rng.choice(("-", EN_DASH, EM_DASH)), "", "PUNCT", "", 0, "punct", space=True)
    head = Sentence((replace(name, space=not colon), mark), sentence.paragraph)
    joined = join_sentences(head, sentence, deprel="appos" if is_nominal(sentence) else "parataxis")
    root = get_root(sentence) + 2
    words = list(joined.words)
    words[1] = replace(words[1], head=root)
    return replace(joined, words=tuple(words))


def is_nominal(sentence: Sentence) -> bool:
    """Tell whether the sentence is a noun phrase, without verb, copula or subject."""
    root = get_root(sentence)
    clausal = {"cop", "nsubj", "nsubj:pass", "aux", "csubj", "expl"}
    has_clause = any(word.head == root and word.deprel in clausal for word in sentence.words)
    return sentence.words[root].upos in {"NOUN", "PROPN", "PRON", "NUM"} and not has_clause


def swap_names(sentence: Sentence, rng: Random) -> Sentence:
    """Put made-up product names where single-word proper nouns stand."""
    parents = {word.head for word in sentence.words if word.deprel in {"flat", "compound", "goeswith"}}

    def swap(position: int, word: Word) -> Word:
        is_single = word.upos == "PROPN" and word.deprel in MADE_NAME_RELATIONS and position not in parents
        if not is_single or rng.random() < 0.2:
            return word
        name = make_name(rng)
        return replace(word, form=name, lemma=name, feats="Number=Sing")

    return replace(sentence, words=tuple(swap(position, word) for position, word in enumerate(sentence.words)))


def replace_pronouns(sentence: Sentence, rng: Random) -> Sentence:
    """Put made-up product names where "it", "he", "they" and the like are subject or object."""

    def swap(word: Word) -> Word:
        is_plain = word.upos == "PRON" and word.form.lower() in {
            "it",
            "they",
            "them",
            "he",
            "she",
            "him",
            "this",
            "that",
        }
        if not is_plain or word.deprel not in {"nsubj", "obj", "obl", "nsubj:pass"} or rng.random() < 0.2:
            return word
        name = make_name(rng)
        return replace(word, form=name, lemma=name, upos="PROPN", feats="Number=Sing")

    return _map_words(sentence, swap)


def swap_verbs(sentence: Sentence, rng: Random) -> Sentence:
    """Put verbs of the field where others stand that take an object or nothing."""
    complex_heads = {word.head for word in sentence.words if word.deprel in {"xcomp", "ccomp", "csubj", "iobj", "expl"}}

    def swap(position: int, word: Word) -> Word:
        ending = VERB_ENDINGS.get(word.feats)
        if word.upos != "VERB" or ending is None or position in complex_heads or rng.random() < 0.3:
            return word
        base = rng.choice(VERBS)
        return _write_like(word, inflect_verb(base, ending), base)

    return replace(sentence, words=tuple(swap(position, word) for position, word in enumerate(sentence.words)))


def swap_nouns(sentence: Sentence, rng: Random) -> Sentence:
    """Put nouns of the field where other common nouns stand."""

    def swap(word: Word) -> Word:
        if word.upos != "NOUN" or word.feats not in {"Number=Sing", "Number=Plur"} or rng.random() < 0.4:
            return word
        base = rng.choice(NOUNS)
        return _write_like(word, base if word.feats == "Number=Sing" else inflect_noun(base), base)

    return _map_words(sentence, swap)


def _write_like(word: Word, form: str, lemma: str) -> Word:
    """Take another word with the old one's capital."""
    if word.form[:1].isupper():
        form = form[:1].upper() + form[1:]
    return replace(word, form=form, lemma=lemma)


def make_typo(sentence: Sentence, rng: Random) -> Sentence:
    """Misspell one longer word: two letters swapped, one lost or doubled."""
    long_words = [
        position for position, word in enumerate(sentence.words) if len(word.form) >= 5 and word.form.isalpha()
    ]
    if not long_words:
        return sentence
    position = rng.choice(long_words)
    word = sentence.words[position]
    at = rng.randrange(1, len(word.form) - 2)
    before, pair, after = word.form[:at], word.form[at : at + 2], word.form[at + 2 :]
    changed = rng.choice((pair[1] + pair[0], pair[0], pair[0] + pair))
    misspelt = replace(word, form=before + changed + after, lemma="")
    return replace(sentence, words=(*sentence.words[:position], misspelt, *sentence.words[position + 1 :]))


def break_line(sentence: Sentence, rng: Random) -> Sentence:
    """Break the line at one place, as wrapped text does: a token of its own for the tokenizer."""
    places = [position for position, word in enumerate(sentence.words[:-1]) if word.space]
    if not places:
        return sentence
    place = rng.choice(places)
    words: list[Word] = []
    for position, word in enumerate(sentence.words):
        head = word.head + (word.head > place)
        words.append(replace(word, head=head, space=word.space and position != place))
        if position == place:
            gap = rng.choice(("\n", "\n", "\n  "))
            words.append(Word(gap, gap, "SPACE", "", position, "dep", space=False))
    return replace(sentence, words=tuple(words))


def _map_words(sentence: Sentence, change: Callable[[Word], Word]) -> Sentence:
    return replace(sentence, words=tuple(change(word) for word in sentence.words))


# -------------------------------------------------------------------------------------------------------- in this order

AUGMENTERS: tuple[tuple[float, Augmenter], ...] = (
    (0.25, replace_pronouns),
    (0.50, swap_names),
    (0.20, swap_verbs),
    (0.20, swap_nouns),
    (0.25, drop_opening_subject),
    (0.20, drop_articles),
    (0.04, drop_copula),
    (0.60, drop_final_punctuation),
    (0.06, put_name_before),
    (0.15, use_arrows),
    (0.15, use_shorthand),
    (0.15, lower_first_word),
    (0.10, put_in_lower_case),
    (0.06, put_in_title_case),
    (0.06, make_typo),
    (0.03, break_line),
)
"""How often each is tried on a sentence that is to be changed."""


def augment(sentence: Sentence, rng: Random) -> Sentence:
    """Apply each augmenter by its chance, in order."""
    for chance, change in AUGMENTERS:
        if rng.random() < chance:
            sentence = change(sentence, rng)
    return sentence
