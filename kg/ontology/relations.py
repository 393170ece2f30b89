"""Relations between entities, with the cues by which texts state them."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import Cue, EntityClass, Relation
from kg.ontology import names
from kg.ontology.classes import find_ancestors, find_declared, find_types, pick_english
from kg.ontology.turtle import Description, Statements, Value


def read_relations(statements: Statements, classes: Mapping[str, EntityClass]) -> Mapping[str, Relation]:
    """Read the relations: the object properties whose domain has an entity class.

    A property of other declared classes (kg:evidence of a statement, kg:inNote of a passage) is no relation.

    Returns:
        By local name, sorted.

    Raises:
        OntologyError: A property names no class, or an undeclared one, as domain or range; a cue is incomplete; two
            relations share a name.
    """
    resolver = _ClassResolver(statements, classes)
    relations: dict[str, Relation] = {}
    for description in _find_properties(statements):
        relation = _read_relation(description, statements, resolver)
        if relation is None:
            continue
        if relation.name in relations:
            raise description.error(f"{relations[relation.name].iri!r} has the same name; rename one of them")
        relations[relation.name] = relation
    return dict(sorted(relations.items()))


def find_predicates(statements: Statements, relations: Mapping[str, Relation]) -> Mapping[str, Relation]:
    """Map predicate IRIs to the relations they state: the relations' own, and declared subproperties of them.

    So ``skos:broader rdfs:subPropertyOf kg:isA`` makes the vocabulary's skos:broader a fact of ``isA``.
    """
    by_iri = {relation.iri: relation for relation in relations.values()}
    found = dict(by_iri)
    for subject, description in statements.descriptions.items():
        for parent in description.values.get(names.SUBPROPERTY_OF, ()):
            relation = by_iri.get(getattr(parent, "value", ""))
            if relation is not None:
                found.setdefault(subject.value, relation)
    return found


class _ClassResolver:
    """Turns a domain or range into names of entity classes."""

    def __init__(self, statements: Statements, classes: Mapping[str, EntityClass]) -> None:
        self.statements = statements
        self.declared = find_declared(statements)
        self.entity_names: dict[str, set[str]] = {cls.iri: {cls.name} for cls in classes.values()}
        for description in statements.descriptions.values():
            name = names.cut_local_name(description.subject.value)
            if name in classes and classes[name].iri == description.subject.value:
                for ancestor in find_ancestors(description, statements):
                    self.entity_names.setdefault(ancestor, set()).add(name)

    def resolve(self, description: Description, predicate: str) -> tuple[frozenset[str], bool]:
        """Give the names of the classes, and whether an entity class is among them."""
        iris = self._member_iris(description, predicate)
        found: set[str] = set()
        has_entity = False
        for iri in iris:
            if iri not in self.declared:
                side = names.cut_local_name(predicate)
                raise description.error(f"its {side} <{iri}> is no class of this ontology; declare it as owl:Class")
            entities = self.entity_names.get(iri)
            has_entity = has_entity or bool(entities)
            found.update(entities or {names.cut_local_name(iri)})
        return frozenset(found), has_entity

    def _member_iris(self, description: Description, predicate: str) -> list[str]:
        members: list[Value] = []
        for value in description.values.get(predicate, ()):
            known = self.statements.find(value)
            lists = known.values.get(names.UNION_OF, ()) if known else ()
            members.extend(member for head in lists for member in self.statements.members(head))
            if not lists:
                members.append(value)
        iris = [str(getattr(member, "value", member)) for member in members]
        if not iris:
            side = names.cut_local_name(predicate)
            raise description.error(f"its {side} names no class; add rdfs:{side} with an entity class")
        return iris


def _find_properties(statements: Statements) -> list[Description]:
    wanted = {names.OBJECT_PROPERTY, names.SYMMETRIC_PROPERTY}
    return sorted(
        (
            description
            for description in statements.descriptions.values()
            if wanted.intersection(find_types(description))
        ),
        key=lambda description: description.subject.value,
    )


def _read_relation(description: Description, statements: Statements, resolver: _ClassResolver) -> Relation | None:
    domain, is_relation = resolver.resolve(description, names.DOMAIN)
    range_, has_range = resolver.resolve(description, names.RANGE)
    if not is_relation:
        return None
    if not has_range:
        raise description.error(f"its range {sorted(range_)} has no entity class; give one below kg:Entity")
    name = names.cut_local_name(description.subject.value)
    label = pick_english(description, names.LABEL) or names.split_words(name)
    symmetric = names.SYMMETRIC_PROPERTY in description.iris(names.RDF_TYPE)
    return Relation(
        name=name,
        iri=description.subject.value,
        label=label,
        inverse_label=pick_english(description, names.INVERSE_LABEL) or (label if symmetric else f"{label} (inverse)"),
        comment=pick_english(description, names.COMMENT),
        domain=domain,
        range=range_,
        symmetric=symmetric,
        stated=read_flag(description, names.STATED, default=True),
        cues=_read_cues(description, statements),
        same_class=read_flag(description, names.SAME_CLASS, default=False),
        background=read_flag(description, names.BACKGROUND, default=False),
    )


def read_flag(description: Description, predicate: str, *, default: bool) -> bool:
    """Read an xsd:boolean.

    Raises:
        OntologyError: The value is not ``true`` or ``false``.
    """
    text = description.literal(predicate, str(default).lower())
    if text not in {"true", "false", "1", "0"}:
        raise description.error(f"kg:{names.cut_local_name(predicate)} is {text!r}; write true or false")
    return text in {"true", "1"}


def to_share(text: str) -> float | None:
    """Read a number from 0 to 1; None for anything else."""
    try:
        share = float(text)
    except ValueError:
        return None
    return share if 0 <= share <= 1 else None


def _read_cues(description: Description, statements: Statements) -> tuple[Cue, ...]:
    cues = set()
    for value in description.values.get(names.CUE, ()):
        node = statements.find(value)
        if node is None:
            raise description.error(f"its kg:cue {value} is not described; write [ kg:rule …; kg:pattern … ]")
        cues.update(_read_cue(description, node))
    return tuple(sorted(cues, key=lambda cue: (cue.rule, cue.kind, cue.pattern, cue.confidence)))


def _read_cue(description: Description, node: Description) -> list[Cue]:
    rule, kind = node.literal(names.RULE, ""), node.literal(names.KIND, "phrase")
    patterns = [literal.value for literal in node.literals(names.PATTERN)]
    if not rule or not patterns:
        raise description.error(f"a kg:cue has kg:rule {rule!r} and kg:pattern {patterns!r}; it needs both")
    text = node.literal(names.CONFIDENCE, "1")
    confidence = to_share(text)
    if confidence is None:
        raise description.error(f"kg:confidence of the cue {rule!r} is {text!r}; give a number from 0 to 1")
    return [Cue(rule, kind, pattern, confidence) for pattern in patterns]
