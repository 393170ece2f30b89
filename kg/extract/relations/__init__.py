"""Which relations a note states between the entities that it names."""

from kg.extract.relations.find import find_relations

__all__ = ["find_relations"]
