"""A second reader of talks, learned from annotated notes: it weighs what the rules found and adds what they missed."""

from kg.extract.talks.learned.arbiter import arbitrate
from kg.extract.talks.learned.judge import Judge, load_judge

__all__ = ["Judge", "arbitrate", "load_judge"]
