"""Which passages of a note name a tool, a company or a concept."""

from kg.extract.mentions.find import MentionFinder

__all__ = ["MentionFinder"]
