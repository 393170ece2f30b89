"""CoNLL-U as it is in treebanks: multiword tokens, empty nodes, features, faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.language.treebank import (
    ROOT,
    Sentence,
    Word,
    find_treebank_files,
    is_tree,
    parse_conllu,
    parse_feats,
    read_treebank,
    simplify_feats,
)

SAMPLE = Path(__file__).with_name("sample.conllu")


def row(number: str, form: str, head: str, misc: str = "_") -> str:
    return f"{number}\t{form}\t{form}\tNOUN\t_\t_\t{head}\tdep\t_\t{misc}"


def test_words_spell_the_text_of_their_sentence() -> None:
    texts = [line.removeprefix("# text = ") for line in SAMPLE.read_text().splitlines() if line.startswith("# text")]
    assert [sentence.text for sentence in read_treebank(SAMPLE)] == texts


def test_multiword_token_gives_its_words_their_share_and_its_space_to_the_last() -> None:
    words = read_treebank(SAMPLE)[1].words
    assert [(word.form, word.space) for word in words[:4]] == [
        ("Boats", True),
        ("are", False),
        ("n't", True),
        ("cheap", False),
    ]


@pytest.mark.parametrize(
    ("surface", "forms"), [("wanna", ("want", "to")), ("dunno", ("do", "n't", "know")), ("cannot", ("can", "not"))]
)
def test_words_that_do_not_spell_their_surface_share_it(surface: str, forms: tuple[str, ...]) -> None:
    count = len(forms)
    lines = [row(f"1-{count}", surface, "_")]
    lines += [row(str(number), form, str(number - 1)) for number, form in enumerate(forms, start=1)]
    (sentence,) = parse_conllu(lines)
    assert sentence.text == surface
    assert len(sentence.words) == count
    assert all(word.form for word in sentence.words)


def test_empty_nodes_are_left_out() -> None:
    assert [word.form for word in read_treebank(SAMPLE)[4].words].count("run") == 1


def test_heads_count_from_zero_and_the_root_has_none() -> None:
    (sentence,) = parse_conllu([row("1", "red", "2"), row("2", "boats", "0")])
    assert [word.head for word in sentence.words] == [1, ROOT]


def test_paragraphs_are_numbered() -> None:
    assert [sentence.paragraph for sentence in read_treebank(SAMPLE)] == [1, 1, 2, 2, 2, 3, 4, 4]


def test_subject_agreement_is_kept_only_where_the_verb_shows_it() -> None:
    past = {"Number": "Plur", "Person": "3", "Tense": "Past", "VerbForm": "Fin"}
    present = {"Number": "Sing", "Person": "3", "Tense": "Pres", "VerbForm": "Fin"}
    assert simplify_feats("VERB", past) == "Tense=Past|VerbForm=Fin"
    assert simplify_feats("VERB", present) == "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
    assert simplify_feats("PRON", past | {"Style": "Slng"}) == "Number=Plur|Person=3|Tense=Past|VerbForm=Fin"


def test_feats_column_is_parsed() -> None:
    assert parse_feats("_") == {}
    assert parse_feats("Case=Nom|PronType=Prs") == {"Case": "Nom", "PronType": "Prs"}


def test_lemma_underscore_is_unknown_except_for_an_underscore() -> None:
    line = "1\t{}\t_\tX\t_\t_\t0\troot\t_\t_"
    assert [next(parse_conllu([line.format(form)])).words[0].lemma for form in ("abc", "_")] == ["", "_"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["1\tboat"], r"f.conllu:1: '1\\tboat' has 2 columns"),
        ([row("1", "a", "2"), row("2", "b", "1"), ""], r"f.conllu:3: the heads .* no tree"),
        ([row("1", "a", "x"), ""], r"f.conllu:2: .* not CoNLL-U: invalid literal"),
        ([row("1-2", "a", "_"), row("1", "a", "0"), row("2", "b", "1"), ""], "2 words in a multiword token of 1 char"),
    ],
)
def test_what_is_not_conllu_is_named_with_its_line(lines: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        tuple(parse_conllu(lines, where="f.conllu"))


def test_files_of_a_part_are_found_compressed_or_not(treebank: Path) -> None:
    assert [path.name for path in find_treebank_files(treebank, "test")] == ["en_own-ud-test.conllu.gz"]
    assert read_treebank(find_treebank_files(treebank, "test")[0]) == read_treebank(
        find_treebank_files(treebank, "train")[0]
    )


def test_folder_without_a_treebank_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no file \*-ud-dev.conllu"):
        find_treebank_files(tmp_path, "dev")


def test_file_that_is_not_gzip_is_a_usage_error(tmp_path: Path) -> None:
    path = tmp_path / "x-ud-dev.conllu.gz"
    path.write_bytes(b"plain")
    with pytest.raises(UsageError, match="cannot be read"):
        read_treebank(path)


@pytest.mark.parametrize(
    ("heads", "answer"), [((ROOT, 0, 1), True), ((ROOT, ROOT), False), ((1, 0, ROOT), False), ((ROOT, 7), False)]
)
def test_trees_have_one_root_that_all_words_reach(heads: tuple[int, ...], answer: bool) -> None:
    assert is_tree(tuple(Word("a", "a", "X", "", head, "dep", space=True) for head in heads)) is answer


def test_text_ends_without_a_space() -> None:
    assert Sentence((Word("a", "a", "X", "", ROOT, "root", space=True),)).text == "a"
