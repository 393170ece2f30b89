"""Documents that spaCy learns from."""

from __future__ import annotations

from pathlib import Path

from kg.language.corpus import NOTE_COPIES, Corpus, build_doc, build_example, fit_to_tokenizer, group_by_paragraph
from kg.language.load import blank_pipeline
from kg.language.treebank import ROOT, Sentence, Word, read_treebank

SAMPLE = read_treebank(Path(__file__).with_name("sample.conllu"))


def test_sentences_stand_in_one_document_with_their_own_roots() -> None:
    doc = build_doc(blank_pipeline(), SAMPLE[:2])
    assert doc.text == f"{SAMPLE[0].text} {SAMPLE[1].text}"
    assert [sent.text for sent in doc.sents] == [SAMPLE[0].text, SAMPLE[1].text]
    assert [token.head.text for token in doc][:5] == ["crew", "repairs", "repairs", "boats", "repairs"]
    assert doc[2].dep_ == "ROOT"


def test_example_pairs_annotation_with_the_tokenizer() -> None:
    example = build_example(blank_pipeline(), SAMPLE[1:2])
    assert [token.text for token in example.predicted] == [word.form for word in SAMPLE[1].words]
    assert example.predicted[2].norm_ == "not"
    assert example.get_aligned("LEMMA", as_string=True)[2] == "not"


def test_unknown_lemmas_and_tags_teach_nothing() -> None:
    doc = build_doc(blank_pipeline(), [Sentence((Word("teh", "", "", "", ROOT, "root", space=False),))])
    assert (doc[0].lemma_, doc[0].pos_, str(doc[0].morph)) == ("", "", "")


def test_sentences_are_fitted_to_the_tokenizer() -> None:
    name = Word("kube-proxy", "kube-proxy", "PROPN", "Number=Sing", ROOT, "root", space=False)
    fitted = fit_to_tokenizer(blank_pipeline(), Sentence((name,)))
    assert fitted is not None
    assert [word.form for word in fitted.words] == ["kube", "-", "proxy"]


def test_paragraphs_are_grouped() -> None:
    assert [len(group) for group in group_by_paragraph(SAMPLE)] == [2, 3, 1, 2]


def test_rounds_repeat_with_the_seed_and_differ_from_each_other() -> None:
    def get_rounds(seed: int) -> list[list[str]]:
        corpus = Corpus(blank_pipeline(), SAMPLE, seed=seed, changed=0.5)
        return [[example.text for example in corpus.iter_round()] for _ in range(2)]

    first, second = get_rounds(1)
    assert [first, second] == get_rounds(1)
    assert first != second
    assert [first, second] != get_rounds(2)


def test_without_changes_a_round_holds_every_sentence_once() -> None:
    corpus = Corpus(blank_pipeline(), SAMPLE, seed=0, changed=0.0)
    texts = [sent.text for example in corpus.iter_round() for sent in example.reference.sents]
    assert sorted(texts) == sorted(sentence.text for sentence in SAMPLE)


def test_note_lines_come_several_times() -> None:
    corpus = Corpus(blank_pipeline(), (), SAMPLE[:2], seed=0, changed=0.0)
    assert len(list(corpus.iter_round())) == 2 * NOTE_COPIES
