"""Bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.read.decoding import decode


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters="\0", codec="utf-8")))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    """With its byte order mark and line ends: offsets count characters of the bytes decoded."""
    data = text.encode()
    decoded = decode(data)
    if decoded.encoding == "utf-8":
        assert decoded.text == data.decode("utf-8")
        assert decoded.fault == ""
    else:
        assert decoded.fault.startswith("it is ")


def test_byte_order_marks() -> None:
    assert decode(b"\xef\xbb\xbfa").text == "\ufeffa"
    assert decode("\ufeffa\u2014b".encode("utf-16-le")).text == "a\u2014b"
    assert decode("\ufeffa\u2014b".encode("utf-16-be")).encoding == "utf-16"


def test_falls_back_and_says_so() -> None:
    decoded = decode("caf\u00e9 \u201cquoted\u201d".encode("cp1252"))
    assert decoded.text == "caf\u00e9 \u201cquoted\u201d"
    assert decoded.encoding == "cp1252"
    assert "byte b'\\xe9' at offset 3" in decoded.fault


def test_bytes_that_cp1252_leaves_undefined() -> None:
    assert decode(b"\xe9 \x81\x8d.").text == "\u00e9 \x81\x8d."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"PK\x03\x04rest", "a ZIP archive"),
        (b"\x89PNG\r\n", "a PNG image"),
        (b"text\0more", "a NUL byte at offset 4"),
        (b"\xff\xfea\0b", "like UTF-16 but is not"),
        (b"\xff\xfea\0\0\0", "a NUL character at offset 1"),
        (b"\xff\xfe\0\0a\0\0\0", "UTF-32"),
    ],
)
def test_what_is_no_text(data: bytes, said: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == ("", "")
    assert said in decoded.fault
