"""How often each relation rule is right, and how surely the chosen facts are.

    python scripts/report_relations.py --notes FOLDER… --gold FOLDER [--annotated tests/annotated]

A gold folder holds annotated notes (one JSON file each: talks, entities with the forms in which the text writes them,
relations with other predicates that would do, what is optional). The annotated entities are the input, so that the
figures tell of the relations alone.

Prints for each rule how many of its claims are right and wrong, taken alone; then precision, recall and F1 of the facts
chosen; then, for facts by their confidence, how many of them are right. On notes that the model was trained with
(scripts/train_relations.py prints figures for authors left out of it), the last two flatter it.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator

from examples import add_options
from related import Related, read_related

from kg.extract.relations import RelationFinder
from kg.language import load_pipeline
from kg.ontology import load_ontology


class Report:
    """Adds up the verdicts over the notes."""

    def __init__(self) -> None:
        self.rules: dict[str, Counter[str]] = {}
        self.relations: dict[str, Counter[str]] = {}
        self.confidences: dict[int, Counter[str]] = {}

    def add(self, related: Related, finder: RelationFinder) -> None:
        """Read a note and judge what is found."""
        found = related.inputs
        claims = finder.read(*found).claims
        for rule, *triple in sorted({(c.rule, c.subject.key, c.relation.name, c.object.key) for c in claims}):
            self.rules.setdefault(rule, Counter())[related.judge((triple[0], triple[1], triple[2]))] += 1
        met = set()
        for fact in finder.find(*found):
            triple_ = (fact.subject, fact.predicate, fact.object)
            verdict = related.judge(triple_)
            said = related.right.get(triple_)
            met |= {said} & related.wanted
            name = said[1] if verdict == "right" and said is not None else fact.predicate
            self.relations.setdefault(name, Counter())[verdict] += 1
            self.confidences.setdefault(min(9, int(fact.confidence * 10)), Counter())[verdict] += 1
        for _, predicate, _ in related.wanted - met:
            if predicate != "heldAt":
                self.relations.setdefault(predicate, Counter())["missed"] += 1

    def lines(self) -> Iterator[str]:
        """Write the report."""
        yield f"{'rule':28}{'right':>6}{'wrong':>6}{'free':>6}{'share':>7}"
        for rule, counts in sorted(self.rules.items()):
            yield f"{rule:28}{counts['right']:6}{counts['wrong']:6}{counts['free']:6}{_share(counts):7.2f}"
        yield f"\n{'relation':16}{'P':>6}{'R':>6}{'F1':>6}{'right':>7}{'wrong':>6}{'missed':>7}"
        everything: Counter[str] = sum(self.relations.values(), Counter())
        for name, counts in (*sorted(self.relations.items()), ("all", everything)):
            recall = counts["right"] / max(1, counts["right"] + counts["missed"])
            f1 = 2 * counts["right"] / max(1, 2 * counts["right"] + counts["wrong"] + counts["missed"])
            yield (
                f"{name:16}{_share(counts):6.3f}{recall:6.3f}{f1:6.3f}"
                f"{counts['right']:7}{counts['wrong']:6}{counts['missed']:7}"
            )
        yield f"\n{'confidence':14}{'right':>6}{'wrong':>6}{'share':>7}"
        for tenth, counts in sorted(self.confidences.items()):
            between = f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}"
            yield f"{between:14}{counts['right']:6}{counts['wrong']:6}{_share(counts):7.2f}"


def _share(counts: Counter[str]) -> float:
    return counts["right"] / max(1, counts["right"] + counts["wrong"])


def main() -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_options(parser)
    parser.add_argument("--no-parser", action="store_true", help="leave out the rules that need a parser")
    options = parser.parse_args()
    ontology = load_ontology()
    finder = RelationFinder(ontology, None if options.no_parser else load_pipeline().pipe)
    report = Report()
    for related in read_related(options, ontology):
        report.add(related, finder)
    sys.stdout.write("\n".join(report.lines()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
