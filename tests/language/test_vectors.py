"""Word vectors from neighbours."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from kg.errors import UsageError
from kg.language.load import blank_pipeline
from kg.language.vectors import (
    VectorShape,
    build_vectors,
    count_neighbours,
    normalize_word,
    read_texts,
    tokenize_texts,
)

ANIMALS = [
    f"the {animal} {verb} the {food} now".split()
    for animal in ("cat", "dog")
    for verb in ("eats", "sees")
    for food in ("fish", "bird")
]
SHAPE = VectorShape(dimensions=6, least_count=1, neighbours=20)


def test_words_with_the_same_neighbours_are_alike() -> None:
    vectors = build_vectors(ANIMALS, SHAPE)
    row = dict(zip(vectors.words, vectors.rows, strict=True))
    assert row["cat"] @ row["dog"] > 0.99
    assert row["cat"] @ row["dog"] > row["cat"] @ row["eats"] + 0.3


def test_vectors_have_unit_length_and_repeat() -> None:
    vectors = build_vectors(ANIMALS, SHAPE)
    again = build_vectors(ANIMALS, SHAPE)
    assert np.allclose(np.linalg.norm(vectors.rows, axis=1), 1, atol=1e-5)
    assert np.array_equal(vectors.rows, again.rows)
    assert vectors.words[0] == "the"


def test_rare_words_and_words_past_the_limit_get_none() -> None:
    assert "cat" not in build_vectors(ANIMALS, VectorShape(least_count=5, dimensions=2)).words
    assert build_vectors(ANIMALS, VectorShape(most_words=2, dimensions=2)).words == ("the", "now")


def test_neighbours_are_counted_by_place_and_ends_count() -> None:
    table = count_neighbours([["a", "b"]], {"a": 0, "b": 1}, 2)
    by_place = table.reshape(2, 4, 3)
    assert by_place[0].tolist() == [[0, 0, 0], [0, 0, 1], [0, 1, 0], [0, 0, 1]]
    assert by_place[1].tolist() == [[0, 0, 1], [1, 0, 0], [0, 0, 1], [0, 0, 0]]


def test_unknown_words_are_no_neighbours() -> None:
    assert count_neighbours([["a", "x", "b"]], {"a": 0, "b": 1}, 1).sum() == 3


def test_texts_become_paragraphs_of_normal_words() -> None:
    found = list(tokenize_texts(blank_pipeline(), ["Version 1.24 is out.\n\nIt doesn't run"]))
    assert found == [["version", "0", "is", "out", "."], ["it", "does", "n't", "run"]]
    assert [normalize_word(word) for word in ("K8s", "99.9", "--")] == ["k8s", "0", "--"]


def test_texts_are_read_from_json_lines(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": text}) + "\n" for text in ("one", "two"))
    (tmp_path / "plain.jsonl").write_text(lines)
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    assert (
        list(read_texts(tmp_path / "plain.jsonl")) == list(read_texts(tmp_path / "packed.jsonl.gz")) == ["one", "two"]
    )


@pytest.mark.parametrize("line", ["{", '{"title": "x"}', "[]"])
def test_lines_without_a_text_are_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"text": "fine"}\n' + line + "\n")
    with pytest.raises(UsageError, match=r"bad.jsonl:2: .* no JSON object with a field 'text'"):
        list(read_texts(path))
