"""kg turns a folder of notes into a knowledge graph with evidence."""
