"""The graph as one HTML page: `PageData` in, a self-contained file out."""

from kg.view.data import (
    PageClass,
    PageData,
    PageEntity,
    PageEvidence,
    PageNote,
    PagePredicate,
    PageRelation,
    Positions,
    QueryField,
    ReadyQuery,
)
from kg.view.network import choose_least, round_confidence
from kg.view.page import read_positions, render_page, write_page

__all__ = [
    "PageClass",
    "PageData",
    "PageEntity",
    "PageEvidence",
    "PageNote",
    "PagePredicate",
    "PageRelation",
    "Positions",
    "QueryField",
    "ReadyQuery",
    "choose_least",
    "read_positions",
    "render_page",
    "round_confidence",
    "write_page",
]
