"""Note to Extraction: mentions, talks, entities and facts with their passages."""
