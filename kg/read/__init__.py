"""File to Note: decoding, Markdown, sections and blocks with exact offsets."""
