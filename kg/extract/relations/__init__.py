"""Which relations a note states between the entities that it names."""

from kg.extract.relations.find import RelationFinder

__all__ = ["RelationFinder"]
