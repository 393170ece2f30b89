"""The vocabulary: entities that are known before any note is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.model import EntityClass, Relation, Term
from kg.ontology import names
from kg.ontology.relations import to_share
from kg.ontology.turtle import Description, Statements
from kg.settings import DEFAULT_BASE

_WEB_SCHEMES = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A described term on its way into the vocabulary."""

    description: Description
    cls: str
    key: str
    identity: str
    """The IRI of a term named outside the default base, else empty."""


def read_terms(
    statements: Statements, classes: Mapping[str, EntityClass], predicates: Mapping[str, Relation]
) -> Mapping[str, Term]:
    """Read the vocabulary: every subject whose type is an entity class.

    Args:
        statements: What the files say.
        classes: The entity classes.
        predicates: Relations by the IRIs that state them.

    Returns:
        By key, sorted.

    Raises:
        OntologyError: A term has no or two English preferred labels, two classes, an unknown class, an ambiguous label
            that is none of its labels, a fact about an unknown term or one outside the relation's domain and range.
    """
    by_iri = {cls.iri: cls for cls in classes.values()}
    entries: dict[str, _Entry] = {}
    owners: dict[str, str] = {}
    for subject, description in statements.descriptions.items():
        if names.PREF_LABEL not in description.values and not _has_class(description, by_iri):
            continue
        cls = _read_class(description, by_iri)
        key, identity = _make_key(description, cls)
        if key in owners:
            raise description.error(f"<{owners[key]}> has the same key {key!r}; rename one of them")
        owners[key] = subject.value
        entries[subject.value] = _Entry(description, cls.name, key, identity)
    stated = {iri: relation for iri, relation in predicates.items() if relation.stated}
    ordered = sorted(entries.values(), key=lambda entry: entry.key)
    return {entry.key: _read_term(entry, entries, stated) for entry in ordered}


def _has_class(description: Description, by_iri: Mapping[str, EntityClass]) -> bool:
    return any(getattr(v, "value", "") in by_iri for v in description.values.get(names.RDF_TYPE, ()))


def _read_term(entry: _Entry, entries: Mapping[str, _Entry], stated: Mapping[str, Relation]) -> Term:
    description = entry.description
    label = _read_label(description)
    alt = _other_labels(description, names.ALT_LABEL, {label})
    hidden = _other_labels(description, names.HIDDEN_LABEL, {label, *alt})
    ambiguous = frozenset(literal.value for literal in description.literals(names.AMBIGUOUS_LABEL))
    if unknown := sorted(ambiguous - {label, *alt, *hidden}):
        raise description.error(f"kg:ambiguousLabel {unknown[0]!r} is none of its labels; add it as skos:altLabel")
    return Term(
        key=entry.key,
        cls=entry.cls,
        label=label,
        alt_labels=alt,
        hidden_labels=hidden,
        ambiguous_labels=ambiguous,
        links=_read_links(description, entry.identity),
        facts=_read_facts(entry, entries, stated),
        termhood=_read_termhood(description),
    )


def _read_termhood(description: Description) -> float | None:
    text = description.literal(names.TERMHOOD, "")
    termhood = to_share(text)
    if text and termhood is None:
        raise description.error(f"kg:termhood is {text!r}; give a number from 0 to 1")
    return termhood


def _read_class(description: Description, by_iri: Mapping[str, EntityClass]) -> EntityClass:
    types = description.iris(names.RDF_TYPE)
    found = [by_iri[iri] for iri in types if iri in by_iri]
    if len(found) == 1:
        return found[0]
    if found:
        raise description.error(f"it has the classes {sorted(cls.name for cls in found)}; keep one of them")
    known = ", ".join(sorted(cls.name for cls in by_iri.values()))
    raise description.error(f"its types {sorted(types)} are no entity class of this ontology; use one of {known}")


def _read_label(description: Description) -> str:
    literals = description.literals(names.PREF_LABEL)
    english = [literal.value for literal in literals if (literal.language or "en").startswith("en")]
    candidates = english or [literal.value for literal in literals]
    if len(candidates) != 1:
        problem = f"has the preferred labels {sorted(candidates)!r}" if candidates else "has no preferred label"
        raise description.error(f"it {problem}; give it one skos:prefLabel in English")
    if not candidates[0].strip():
        raise description.error(f"its preferred label is {candidates[0]!r}; write its name")
    return candidates[0]


def _other_labels(description: Description, predicate: str, earlier: set[str]) -> tuple[str, ...]:
    if predicate not in description.values:
        return ()
    labels = {literal.value for literal in description.literals(predicate)}
    if not all(map(str.strip, labels)):
        raise description.error(f"one value of <{predicate}> is empty; remove it")
    return tuple(sorted(labels - earlier))


def _make_key(description: Description, cls: EntityClass) -> tuple[str, str]:
    """Give the key and, for a term named outside the default base, the IRI to keep as its link."""
    iri = description.subject.value
    if isinstance(description.subject, ox.BlankNode):
        raise description.error("a term needs an IRI, so that notes can refer to it")
    prefix = f"{DEFAULT_BASE}{cls.segment}/"
    if iri.startswith(prefix) and len(iri) > len(prefix):
        return iri.removeprefix(DEFAULT_BASE), ""
    local = re.sub(r"[^a-z0-9]+", "-", names.cut_local_name(iri).lower()).strip("-")
    if not local:
        raise description.error("the end of its IRI has no Latin letter or digit to name it by; change the IRI")
    return f"{cls.segment}/{local}", iri


def _read_links(description: Description, identity: str) -> tuple[str, ...]:
    links = [*_read_iris(description, names.URL), *_read_iris(description, names.CODE_REPOSITORY), identity]
    return tuple(dict.fromkeys(link for link in links if link.startswith(_WEB_SCHEMES)))


def _read_iris(description: Description, predicate: str) -> Iterable[str]:
    return sorted(description.iris(predicate)) if predicate in description.values else ()


def _read_facts(
    entry: _Entry, entries: Mapping[str, _Entry], predicates: Mapping[str, Relation]
) -> tuple[tuple[str, str], ...]:
    facts: set[tuple[str, str]] = set()
    for predicate, values in entry.description.values.items():
        relation = predicates.get(predicate)
        if relation is None:
            continue
        for value in values:
            target = entries.get(getattr(value, "value", ""))
            if target is None:
                raise entry.description.error(f"{relation.name} names {value}, which is no term; describe or remove it")
            _check_fact(entry, relation, target)
            facts.add((relation.name, target.key))
    return tuple(sorted(facts))


def _check_fact(subject: _Entry, relation: Relation, target: _Entry) -> None:
    if subject.cls not in relation.domain or target.cls not in relation.range:
        allowed = f"{'|'.join(sorted(relation.domain))} -> {'|'.join(sorted(relation.range))}"
        found = f"{subject.cls} -> {target.cls} ({target.key!r})"
        raise subject.description.error(
            f"{relation.name} goes {allowed}, but here {found}; change the class or the fact"
        )
