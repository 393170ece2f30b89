"""Edit trees cut down to those in use."""

from __future__ import annotations

from kg.language.edit_trees import NO_TREE, collect_string_ids, prune_trees

NODES = [
    {"orig": 11, "subst": 0},
    {"orig": 12, "subst": 13},
    {"prefix_len": 0, "suffix_len": 1, "prefix_tree": NO_TREE, "suffix_tree": 1},
    {"prefix_len": 1, "suffix_len": 1, "prefix_tree": 0, "suffix_tree": 1},
    {"prefix_len": 0, "suffix_len": 0, "prefix_tree": NO_TREE, "suffix_tree": NO_TREE},
]


def test_only_what_the_labels_reach_is_kept_with_new_numbers() -> None:
    nodes, labels = prune_trees(NODES, [4, 2])
    assert nodes == [
        {"orig": 12, "subst": 13},
        {"prefix_len": 0, "suffix_len": 1, "prefix_tree": NO_TREE, "suffix_tree": 0},
        {"prefix_len": 0, "suffix_len": 0, "prefix_tree": NO_TREE, "suffix_tree": NO_TREE},
    ]
    assert labels == [2, 1]


def test_nothing_is_lost_when_all_is_reached() -> None:
    assert prune_trees(NODES, [3, 2, 4]) == (NODES, [3, 2, 4])


def test_strings_are_those_put_or_taken_away() -> None:
    assert collect_string_ids(NODES) == {11, 12, 13}
