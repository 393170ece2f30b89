"""The outline of a note: headings, lines and items that serve as headings, and what each says of itself."""
