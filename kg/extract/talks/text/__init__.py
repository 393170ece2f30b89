"""What all readers of talks stand on: stretches of text, names of persons, word lists, what decorates a line."""
