"""Which places of an outline are talks, where they begin, and where their notes end."""
