"""File to Note: decoding, Markdown, sections and blocks with exact offsets."""

from kg.read.files import NoteFile, find_files, read_note
from kg.read.note import parse_note

__all__ = ["NoteFile", "find_files", "parse_note", "read_note"]
