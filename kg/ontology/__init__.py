"""Turtle files to an Ontology value."""

from __future__ import annotations

from kg.ontology.loader import find_default_folder, load_ontology

__all__ = ["find_default_folder", "load_ontology"]
