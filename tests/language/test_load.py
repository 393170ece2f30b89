"""The pipeline that kg brings, and others in its place."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import kg.language
from kg.errors import KgError, UsageError
from kg.language import blank_pipeline, describe_lacks, load, load_pipeline


@pytest.fixture(scope="module")
def own() -> Language:
    return load_pipeline()


def get_arcs(doc: Doc) -> set[tuple[str, str, str]]:
    return {(token.dep_, token.head.text, token.text) for token in doc}


@pytest.mark.parametrize(
    ("text", "arcs"),
    [
        ("The team uses Grafana for dashboards.", {("nsubj", "uses", "team"), ("obj", "uses", "Grafana")}),
        ("Uses Envoy as its proxy", {("obj", "Uses", "Envoy")}),
        (
            "The gateway was written by two engineers.",
            {("nsubj:pass", "written", "gateway"), ("obl:agent", "written", "engineers")},
        ),
        ("Vitess is a database.", {("nsubj", "database", "Vitess"), ("cop", "database", "is")}),
        ("The company moved from Mesos to Kubernetes.", {("obl", "moved", "Mesos"), ("obl", "moved", "Kubernetes")}),
        (
            "They sell boats, cars and planes.",
            {
                ("nsubj", "sell", "They"),
                ("obj", "sell", "boats"),
                ("conj", "boats", "cars"),
                ("conj", "boats", "planes"),
            },
        ),
        ("We do not run Docker in production.", {("advmod", "run", "not"), ("obj", "run", "Docker")}),
        ("Based on Kubernetes", {("obl", "Based", "Kubernetes"), ("case", "Kubernetes", "on")}),
    ],
)
def test_own_pipeline_finds_who_does_what(own: Language, text: str, arcs: set[tuple[str, str, str]]) -> None:
    assert arcs <= get_arcs(own(text))


def test_own_pipeline_gives_lemmas_tags_features_and_sentences(own: Language) -> None:
    doc = own("The clusters were upgraded. It took us two days.")
    assert [token.lemma_ for token in doc[:4]] == ["the", "cluster", "be", "upgrade"]
    assert [token.pos_ for token in doc[:4]] == ["DET", "NOUN", "AUX", "VERB"]
    assert "Voice=Pass" in str(doc[3].morph)
    assert [sent.text for sent in doc.sents] == ["The clusters were upgraded.", "It took us two days."]


def test_own_pipeline_lacks_nothing(own: Language) -> None:
    assert describe_lacks(own) == ()


def test_own_pipeline_keeps_the_text_and_its_tokens(own: Language) -> None:
    text = "uses gRPC -> Envoy\nand  k8s's  API…"
    assert own(text).text == text
    assert [token.text for token in own(text)] == [token.text for token in blank_pipeline()(text)]


def test_own_pipeline_takes_an_empty_text(own: Language) -> None:
    assert len(own("")) == 0


def test_blank_pipeline_splits_sentences_and_lacks_the_rest() -> None:
    nlp = blank_pipeline()
    assert [sent.text for sent in nlp("One boat. Two boats.").sents] == ["One boat.", "Two boats."]
    lacks = describe_lacks(nlp)
    assert [lack.partition(":")[0] for lack in lacks] == ["no parts of speech", "no lemmas", "no parser"]


def test_bare_pipeline_of_another_language_lacks_sentences_too() -> None:
    lacks = describe_lacks(spacy.blank("de"))
    assert lacks[0].startswith("made for language 'de'")
    assert lacks[1].startswith("no sentence ends")


def test_parser_with_other_labels_is_named() -> None:
    nlp = spacy.blank("en")
    parser = nlp.add_pipe("parser")
    for label in ("nsubj", "dobj", "prep", "pobj"):
        parser.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize()
    assert any("other than Universal Dependencies" in lack for lack in describe_lacks(nlp))


def test_any_pipeline_is_loaded_by_its_folder(tmp_path: Path) -> None:
    blank_pipeline().to_disk(tmp_path / "pipeline")
    assert load_pipeline(str(tmp_path / "pipeline")).pipe_names == ["sentencizer"]


@pytest.mark.parametrize("name", ["en_surely_not_installed", "/no/such/folder", ""])
def test_unknown_pipeline_is_a_usage_error(name: str) -> None:
    with pytest.raises(UsageError, match="does not load as a spaCy pipeline") as caught:
        load_pipeline(name)
    assert repr(name) in str(caught.value)


def test_missing_model_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(load, "MODEL_FOLDER", tmp_path)
    with pytest.raises(KgError, match=r"python -m kg.language.train --treebank DIR"):
        load_pipeline()


def test_model_travels_with_licence_and_scores() -> None:
    scores = json.loads((load.MODEL_FOLDER / "scores.json").read_text())
    assert "Attribution-ShareAlike 4.0" in (load.MODEL_FOLDER / "LICENSE").read_text()
    assert scores["bytes"] <= 15_000_000
    gold = scores["test"]["gold_tokens"]
    assert gold["upos"] >= 0.941
    assert gold["lemma"] >= 0.926
    assert gold["uas"] >= 0.833
    assert gold["las"] >= 0.794


def test_importing_the_room_loads_nothing_heavy() -> None:
    code = "import sys, kg.language; print('spacy' in sys.modules or 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_room_exports_what_it_says() -> None:
    assert kg.language.__all__ == ["blank_pipeline", "describe_lacks", "load_pipeline"]
    assert all(hasattr(kg.language, name) for name in kg.language.__all__)
