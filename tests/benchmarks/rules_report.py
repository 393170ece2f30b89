"""How often each relation rule is right: ``python tests/benchmarks/rules_report.py GOLD NOTES``.

GOLD holds annotated notes (one JSON file each: talks, entities with the forms in which the text writes them, relations
with other predicates that would do, what is optional), NOTES the notes themselves, anywhere below it, under the names
that GOLD gives. The annotated entities are the input, so that the figures tell of the rules alone. Optional relations,
and what touches optional entities, count neither way.

Prints for each rule how many of its claims are right and wrong, taken alone; then precision, recall and F1 of the facts
chosen from them; then, for facts by their confidence, how many of them are right.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from kg.extract.lexicon import Lexicon
from kg.extract.relations import RelationFinder
from kg.extract.relations.choice import choose_facts
from kg.language import load_pipeline
from kg.model import Entity, Fact, Mention, Note, Ontology, Span, TalkScope
from kg.ontology import load_ontology
from kg.read import parse_note

Triple: TypeAlias = tuple[str, str, str]
NAMED = ("Tool", "Company", "Concept")
GIVEN = ("presentedBy", "affiliatedWith")


@dataclass(frozen=True, slots=True)
class Annotated:
    """A note with what an annotator wrote down of it, under the program's keys."""

    note: Note
    mentions: tuple[Mention, ...]
    entities: Mapping[str, Entity]
    scopes: tuple[TalkScope, ...]
    given: tuple[Fact, ...]
    right: Mapping[Triple, Triple]
    """Every way to say an annotated relation, with the relation it says."""
    wanted: frozenset[Triple]
    """The annotated relations that are not optional."""
    optional: frozenset[str]
    """Keys of optional entities."""

    def judge(self, triple: Triple) -> str:
        """Say whether a relation is ``right``, ``wrong`` or ``free`` (counts neither way)."""
        said = self.right.get(triple)
        if said is not None:
            return "right" if said in self.wanted else "free"
        return "free" if self.optional & {triple[0], triple[2]} else "wrong"


def read_annotated(gold: Path, notes: Path, ontology: Ontology) -> Iterator[Annotated]:
    """Read the annotations, with their notes, in order of their names."""
    lexicon = Lexicon(ontology)
    files = {path.name: path for path in sorted(notes.rglob("*")) if path.is_file()}
    for path in sorted(gold.glob("*.json")):
        annotation = json.loads(path.read_text(encoding="utf-8"))
        text = files[annotation["file"]].read_bytes().decode("utf-8")
        yield _read(annotation, parse_note(text, path=annotation["file"]), lexicon)


def _read(annotation: dict[str, Any], note: Note, lexicon: Lexicon) -> Annotated:
    keys: dict[str, str] = {}
    entities: dict[str, Entity] = {}
    things = [
        *annotation["entities"],
        *({**t, "type": "Talk", "name": t["title"]} for t in annotation.get("talks", ())),
    ]
    for thing in things:
        term = lexicon.find(thing["name"], thing["type"]) if thing["type"] in NAMED else None
        key = thing["id"] if term is None or term.key in entities else term.key
        keys[thing["id"]] = key
        entities[key] = Entity(key, thing["type"], thing["name"])
    optional = frozenset(keys[thing["id"]] for thing in things if thing.get("optional"))
    right: dict[Triple, Triple] = {}
    wanted, given = set(), []
    for relation in annotation["relations"]:
        subject, object_ = keys[relation["s"]], keys[relation["o"]]
        stated = (subject, relation["p"], object_)
        if relation["p"] in GIVEN:
            given.append(Fact(*stated, (Span(0, 1),), 1.0, "annotation"))
        elif not relation.get("optional") and not optional & {subject, object_}:
            wanted.add(stated)
        for predicate in (relation["p"], *relation.get("alt_p", ())):
            right.setdefault((subject, predicate, object_), stated)
            known = lexicon.ontology.relations.get(predicate)
            if known is not None and known.symmetric:
                right.setdefault((object_, predicate, subject), stated)
    scopes = tuple(_read_scope(talk, note) for talk in annotation.get("talks", ()))
    mentions = tuple(_find_mentions(annotation["entities"], keys, note))
    return Annotated(note, mentions, entities, scopes, tuple(given), right, frozenset(wanted), optional)


def _read_scope(talk: dict[str, Any], note: Note) -> TalkScope:
    starts = (*note.line_starts, len(note.text))
    first = starts[talk["heading_line"] - 1]
    last = starts[min(talk.get("lines", [0, talk["heading_line"]])[1], len(starts) - 1)]
    title = note.text.find(talk["title"], first, last)
    return TalkScope(talk["id"], Span(max(first, title), max(last, first + 1)))


def _find_mentions(entities: list[dict[str, Any]], keys: Mapping[str, str], note: Note) -> Iterator[Mention]:
    """Find the annotated forms in the text, longer ones first, but not on lines where they mean something else."""
    forms = {(form, entity["id"]): entity for entity in entities for form in entity["forms"] if form}
    taken = bytearray(len(note.text))
    for (form, _), entity in sorted(forms.items(), key=lambda item: (-len(item[0][0]), item[0])):
        for match in re.finditer(rf"(?<![A-Za-z0-9]){re.escape(form)}(?![A-Za-z0-9])", note.text):
            line = bisect_right(note.line_starts, match.start())
            if line not in entity.get("not_lines", ()) and not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * len(form)
                yield Mention(Span(*match.span()), keys[entity["id"]], 1.0, "annotation")


class Report:
    """Adds up the verdicts over the notes."""

    def __init__(self) -> None:
        self.rules: dict[str, Counter[str]] = {}
        self.relations: dict[str, Counter[str]] = {}
        self.confidences: dict[int, Counter[str]] = {}

    def add(self, annotated: Annotated, ontology: Ontology, nlp: Any) -> None:
        """Run the rules over a note and judge what they find."""
        found = (annotated.note, annotated.mentions, annotated.entities, annotated.scopes, annotated.given)
        parse = None if nlp is None else nlp.pipe
        claims = list(RelationFinder(ontology, parse).claim(*found))
        for rule, *triple in sorted({(c.rule, c.subject.key, c.relation.name, c.object.key) for c in claims}):
            self.rules.setdefault(rule, Counter())[annotated.judge((triple[0], triple[1], triple[2]))] += 1
        met = set()
        for fact in choose_facts(claims):
            triple_ = (fact.subject, fact.predicate, fact.object)
            verdict = annotated.judge(triple_)
            said = annotated.right.get(triple_)
            met |= {said} & annotated.wanted
            name = said[1] if verdict == "right" and said is not None else fact.predicate
            self.relations.setdefault(name, Counter())[verdict] += 1
            self.confidences.setdefault(min(9, int(fact.confidence * 10)), Counter())[verdict] += 1
        for _, predicate, _ in annotated.wanted - met:
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
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("notes", type=Path)
    parser.add_argument("--no-parser", action="store_true", help="leave out the rules that need a parser")
    arguments = parser.parse_args()
    ontology = load_ontology()
    nlp = None if arguments.no_parser else load_pipeline()
    report = Report()
    for annotated in read_annotated(arguments.gold, arguments.notes, ontology):
        report.add(annotated, ontology, nlp)
    sys.stdout.write("\n".join(report.lines()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
