"""The model of unknown terms: probabilities, and its file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.mentions.terms.dossiers import TERM_CLASSES
from kg.extract.mentions.terms.judge import BIAS, TermModel, format_model, load_model, parse_model

_THOUSANDTHS = st.integers(-9_000, 9_000).map(lambda n: n / 1000)
_WEIGHTS = st.tuples(_THOUSANDTHS, _THOUSANDTHS, _THOUSANDTHS)
_NAMES = st.text("abc=:-é", min_size=1, max_size=8)


def model_of(**weights: tuple[float, float, float]) -> TermModel:
    return TermModel(TERM_CLASSES, dict.fromkeys(TERM_CLASSES, 0.5), {BIAS: (-2.0, -2.0, -2.0)} | weights)


def test_without_evidence_nothing_is_likely() -> None:
    assert max(model_of().estimate({}).values()) < 0.2


def test_evidence_moves_a_class() -> None:
    """In the measure of its value, and unknown features count for nothing."""
    model = model_of(near=(3.0, 0.0, -1.0))
    weak, strong = model.estimate({"near": 0.5}), model.estimate({"near": 2.0, "other": 9.0})
    assert strong["Tool"] > weak["Tool"] > model.estimate({})["Tool"]
    assert strong["Concept"] < model.estimate({})["Concept"]


@given(st.dictionaries(_NAMES, _WEIGHTS, max_size=6), st.dictionaries(_NAMES, st.floats(-50, 50), max_size=6))
def test_probabilities_add_up_to_at_most_one(
    weights: dict[str, tuple[float, float, float]], features: dict[str, float]
) -> None:
    estimates = model_of(**weights).estimate(features)
    assert all(0 <= p <= 1 for p in estimates.values())
    assert sum(estimates.values()) <= 1 + 1e-9


@given(st.dictionaries(_NAMES, _WEIGHTS, max_size=6))
def test_a_model_is_read_as_it_was_written(weights: dict[str, tuple[float, float, float]]) -> None:
    """And the same model gives the same bytes, whatever the order of its features."""
    model = model_of(**weights)
    data = format_model(model)
    read = parse_model(data)
    assert (read.classes, dict(read.thresholds), dict(read.weights)) == (
        model.classes,
        model.thresholds,
        model.weights,
    )
    turned = dict(reversed(list(model.weights.items())))
    assert format_model(TermModel(model.classes, model.thresholds, turned)) == data


def test_the_shipped_model_knows_all_classes() -> None:
    model = load_model()
    assert model.classes == TERM_CLASSES
    assert all(0 < model.thresholds[c] < 1 for c in TERM_CLASSES)
    assert all(len(w) == len(TERM_CLASSES) for w in model.weights.values())
