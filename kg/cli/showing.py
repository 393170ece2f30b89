"""``kg show``: an entity, its relations, and the lines that state them."""

from __future__ import annotations

from itertools import groupby

from kg.cli.screen import out, plain, show_quote
from kg.graph import DescribedRelation, EntityDescription
from kg.graph.describe import ORIGIN_WORDS
from kg.graph.snapshot import EntityData
from kg.model import Ontology
from kg.pipeline import KnowledgeGraph

SHOWN_ENTITIES = 8
"""Of each relation, unless all are wanted."""


def show_entity(graph: KnowledgeGraph, name: str, *, lines: int, everything: bool) -> None:
    """Print what bears a name.

    Args:
        graph: Where to look.
        name: A label or alias.
        lines: Evidence of each relation at most.
        everything: Leave nothing out.
    """
    for number, found in enumerate(graph.describe(name)):
        if number:
            out.print()
        _show_head(found, graph)
        _show_relations(found, graph.ontology, lines=lines, everything=everything)
        _show_mentions(found, everything=everything)


def _show_head(found: EntityDescription, graph: KnowledgeGraph) -> None:
    entity, ontology = found.entity, graph.ontology
    label = ontology.classes[entity.cls].label if entity.cls in ontology.classes else entity.cls
    out.print(f"[bold]{plain(entity.label)}[/]  {plain(label)}  [dim]{plain(entity.iri)}[/]")
    aliases = _find_shown_aliases(found, graph)
    if aliases:
        out.print(f"  also: {plain(', '.join(aliases))}")
    for name, value in entity.data:
        out.print(f"  {plain(name)}: {plain(value)}")
    for link in entity.links:
        out.print(f"  {plain(link)}")


def _find_shown_aliases(found: EntityDescription, graph: KnowledgeGraph) -> list[str]:
    """Leave out the misspellings that the vocabulary keeps for matching only, although notes have them."""
    term = graph.ontology.terms.get(found.entity.iri.removeprefix(graph.settings.base))
    hidden = {label.casefold() for label in term.hidden_labels} if term else set()
    return [alias for alias in found.entity.aliases if alias.casefold() not in hidden]


def _show_relations(found: EntityDescription, ontology: Ontology, *, lines: int, everything: bool) -> None:
    """Print relations by kind, in the ontology's order, what notes state first; the strongest of each kind first."""
    place = {name: number for number, name in enumerate(ontology.relations)}
    origins = list(ORIGIN_WORDS)

    def kind(relation: DescribedRelation) -> tuple[int, int, str]:
        return origins.index(relation.origin), place.get(relation.predicate, len(place)), relation.phrase

    for (origin, _, phrase), group in groupby(sorted(found.relations, key=kind), kind):
        words = ORIGIN_WORDS[origins[origin]]
        out.print(f"\n[bold]{plain(phrase)}[/]" + (f" [dim]({words})[/]" if words else ""))
        strongest = sorted(group, key=_weakness)
        shown = strongest if everything else strongest[:SHOWN_ENTITIES]
        for relation in shown:
            _show_relation(relation, found.entity, len(relation.evidence) if everything else lines)
        _show_rest(len(strongest) - len(shown), "  ", "--all")


def _weakness(relation: DescribedRelation) -> tuple[float, int, float, str, str]:
    other = relation.other
    return -(relation.confidence or 0.0), -len(relation.evidence), -other.rank, other.label, other.iri


def _show_relation(relation: DescribedRelation, entity: EntityData, lines: int) -> None:
    sure = f"  [dim]{relation.certainty}[/]" if relation.certainty else ""
    out.print(f"  {plain(relation.other.label)}{sure}")
    names = {name for end in (entity, relation.other) for name in (end.label, *end.aliases) if name}
    for passage in relation.evidence[:lines]:
        out.print(f"    {plain(passage.note)}:{passage.start_line}  {show_quote(passage.quote, names)}")
    _show_rest(len(relation.evidence) - lines, "    ", "--lines, --all")


def _show_mentions(found: EntityDescription, *, everything: bool) -> None:
    notes = sorted(found.mentions, key=lambda item: (-len(item[1]), item[0]))
    shown = notes if everything else notes[:SHOWN_ENTITIES]
    if shown:
        out.print(f"\nnamed in {plain(', '.join(f'{note} ({len(places)})' for note, places in shown))}")
        _show_rest(len(notes) - len(shown), "  ", "--all")


def _show_rest(number: int, indent: str, remedy: str) -> None:
    if number > 0:
        out.print(f"{indent}[dim]… and {number} more ({remedy})[/]")
