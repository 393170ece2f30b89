"""A trained pipeline as files: spaCy's own layout, with weights and word vectors in half precision.

What spaCy's English brings anyway (tokenizer, lookups) and the strings seen in training are left out.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.language.edit_trees import collect_string_ids, prune_trees
from kg.language.network import set_vectors
from kg.language.vectors import WordVectors

if TYPE_CHECKING:
    from spacy.language import Language

LEFT_OUT = ("vocab", "tokenizer")
WEIGHTS_FILE = "model"
"""Name of the file with a component's weights, in the component's folder."""
TREES_FILE = "trees"
LABELS_FILE = "cfg"
STRINGS_FILE = "strings.json"
WORDS_FILE = "words.txt"
ROWS_FILE = "vectors.npy"

PLAIN_WORD = re.compile(r"[^\W_][\w.+#&'’-]{0,24}|['’][a-z]{1,3}|[^\w@\s]{1,3}")
MOST_DIGITS = 4


def write_pipeline(nlp: Language, folder: Path) -> None:
    """Write the pipeline; files of the same names are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(folder, exclude=list(LEFT_OUT))
    for path in sorted(folder.glob(f"*/{WEIGHTS_FILE}")):
        path.write_bytes(_convert_weights(path.read_bytes(), np.float16))
    for path in sorted(folder.glob(f"*/{TREES_FILE}")):
        _prune_lemmatizer(nlp, path)
    _write_vectors(nlp, folder)


def read_pipeline(folder: Path) -> Language:
    """Read a pipeline that `write_pipeline` wrote."""
    from spacy.util import load_config, load_model_from_config

    nlp = load_model_from_config(load_config(folder / "config.cfg"), meta=_read_meta(folder))
    vectors = _read_vectors(folder)
    if vectors is not None:
        set_vectors(nlp, vectors)
    for path in sorted(folder.glob(f"*/{STRINGS_FILE}")):
        for string in json.loads(path.read_text(encoding="utf-8")):
            nlp.vocab.strings.add(string)
    nlp.from_disk(folder, exclude=list(LEFT_OUT))
    for _, pipe in nlp.pipeline:
        _widen_weights(getattr(pipe, "model", None))
    return nlp


def measure_size(folder: Path) -> int:
    """Measure the bytes that a folder's files hold."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _read_meta(folder: Path) -> dict[str, Any]:
    meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return meta


def _convert_weights(data: bytes, kind: type[np.floating[Any]]) -> bytes:
    from srsly import msgpack_dumps, msgpack_loads  # type: ignore[import-untyped]

    message = msgpack_loads(data)
    message["params"] = [
        {name: value if value is None else np.asarray(value, dtype=kind) for name, value in layer.items()}
        for layer in message["params"]
    ]
    return bytes(msgpack_dumps(message))


def _widen_weights(model: Any) -> None:
    """Bring weights back to single precision, in which they are reckoned with."""
    if not hasattr(model, "walk"):
        return
    for layer in model.walk():
        for name in layer.param_names:
            if layer.has_param(name):
                layer.set_param(name, layer.get_param(name).astype(np.float32))


def _prune_lemmatizer(nlp: Language, path: Path) -> None:
    """Keep only the edit trees that are in use, and write their strings beside them."""
    from srsly import msgpack_dumps, msgpack_loads

    labels_path = path.with_name(LABELS_FILE)
    settings = json.loads(labels_path.read_text(encoding="utf-8"))
    nodes, settings["labels"] = prune_trees(msgpack_loads(path.read_bytes())["trees"], settings["labels"])
    path.write_bytes(msgpack_dumps({"trees": nodes}))
    labels_path.write_text(json.dumps(settings), encoding="utf-8")
    strings = sorted(nlp.vocab.strings[number] for number in collect_string_ids(nodes))
    path.with_name(STRINGS_FILE).write_text(json.dumps(strings, ensure_ascii=False), encoding="utf-8")


def _write_vectors(nlp: Language, folder: Path) -> None:
    vectors = nlp.vocab.vectors
    row_of = {nlp.vocab.strings[key]: row for key, row in vectors.key2row.items()}
    words = sorted((word for word in row_of if is_plain_word(word)), key=row_of.__getitem__)
    if not words:
        return
    (folder / WORDS_FILE).write_text("\n".join(words) + "\n", encoding="utf-8")
    np.save(folder / ROWS_FILE, np.asarray(vectors.data[[row_of[word] for word in words]], dtype=np.float16))


def is_plain_word(text: str) -> bool:
    """Tell words and punctuation from addresses, account names, paths and identifiers.

    Those tell a model nothing, and addresses of people have no place in it.
    """
    has_few_digits = sum(map(str.isdigit, text)) <= MOST_DIGITS
    return has_few_digits and PLAIN_WORD.fullmatch(text) is not None


def _read_vectors(folder: Path) -> WordVectors | None:
    path = folder / ROWS_FILE
    if not path.exists():
        return None
    words = (folder / WORDS_FILE).read_text(encoding="utf-8").split("\n")[:-1]
    return WordVectors(tuple(words), np.load(path).astype(np.float32))
