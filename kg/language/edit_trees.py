"""The lemmatizer's edit trees, cut down to those that it can choose.

While it learns, spaCy's lemmatizer gathers a tree for every pair of word and lemma that it sees, with pieces of the
training text in them; only the frequent ones become labels. A node either keeps the middle of a word and hands what
stands before and behind to two other nodes, or puts one string for another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

NO_TREE = 2**32 - 1
"""spaCy's number for "no further node"."""

BRANCHES = ("prefix_tree", "suffix_tree")
STRINGS = ("orig", "subst")

Node = Mapping[str, int]


def prune_trees(nodes: Sequence[Node], labels: Sequence[int]) -> tuple[list[dict[str, int]], list[int]]:
    """Keep the nodes that the labels reach, with new numbers.

    Returns:
        The nodes, and the labels in their old order with their new numbers.
    """
    reached: set[int] = set()
    waiting = list(labels)
    while waiting:
        number = waiting.pop()
        if number not in reached and number != NO_TREE:
            reached.add(number)
            waiting += [nodes[number][branch] for branch in BRANCHES if branch in nodes[number]]
    new_number = {old: new for new, old in enumerate(sorted(reached))} | {NO_TREE: NO_TREE}
    kept = [_renumber(nodes[old], new_number) for old in sorted(reached)]
    return kept, [new_number[label] for label in labels]


def _renumber(node: Node, new_number: Mapping[int, int]) -> dict[str, int]:
    return {name: new_number[value] if name in BRANCHES else value for name, value in node.items()}


def collect_string_ids(nodes: Sequence[Node]) -> frozenset[int]:
    """Collect spaCy's numbers of the strings that nodes put or take away."""
    return frozenset(node[name] for node in nodes for name in STRINGS if node.get(name))
