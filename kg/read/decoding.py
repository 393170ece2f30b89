"""Bytes to text: UTF-8 first, UTF-16 by its byte order mark, cp1252 as a reported fallback; no binary data."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_BINARY_STARTS = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
_UTF_16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_FALLBACK = "cp1252"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file, or why it has none."""

    text: str
    encoding: str
    fault: str = ""
    """What is wrong with the bytes; with an empty `encoding` they are no text at all."""


def decode(data: bytes) -> Decoded:
    """Decode a file's bytes.

    A UTF-8 byte order mark stays in the text as U+FEFF, so that offsets agree with ``data.decode("utf-8")``; the one of
    UTF-16 is no character of the text and is left out.
    """
    binary = next((what for start, what in _BINARY_STARTS if data.startswith(start)), None)
    if binary:
        return Decoded("", "", f"it is {binary}")
    if data.startswith(_UTF_32):
        return Decoded("", "", f"it is UTF-32 text ({data[:4]!r})")
    for mark, encoding in _UTF_16:
        if data.startswith(mark):
            return _decode_utf_16(data[len(mark) :], encoding)
    nul = data.find(b"\0")
    if nul >= 0:
        return Decoded("", "", f"it is binary: a NUL byte at offset {nul}")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        wrong = data[error.start : error.start + 1]
        fault = f"it is not UTF-8: byte {wrong!r} at offset {error.start}; it was read as Windows-1252"
        return Decoded(_decode_fallback(data), _FALLBACK, fault)


def _decode_utf_16(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        return Decoded("", "", f"it starts like UTF-16 but is not: {error.reason} at offset {error.start + 2}")
    if "\0" in text:
        return Decoded("", "", f"it is binary: a NUL character at offset {text.index(chr(0))}")
    return Decoded(text, "utf-16")


def _decode_fallback(data: bytes) -> str:
    """Decode cp1252; the five bytes that it leaves undefined become what Latin-1 has for them."""
    try:
        return data.decode(_FALLBACK)
    except UnicodeDecodeError:
        return "".join(bytes([byte]).decode(_FALLBACK, "ignore") or chr(byte) for byte in data)
