"""Which passages of a note name a tool, a company or a concept."""

from kg.extract.mentions.find import LONGEST_BLOCK, MentionFinder

__all__ = ["LONGEST_BLOCK", "MentionFinder"]
