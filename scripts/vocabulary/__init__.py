"""The steps by which tables of facts become the vocabulary's Turtle files."""
