"""A talk's title in its line, and the speakers, companies and labels beside it."""
