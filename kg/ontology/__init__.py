"""Turtle files to an Ontology value."""
