"""Talks, people, events and speakers' companies, from the structure of a note."""

from kg.extract.talks.finder import find_talks

__all__ = ["find_talks"]
