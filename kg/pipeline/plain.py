"""The values that cross the borders as plain data for JSON, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, is_dataclass
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> dict[str, Any]:
    """Take a dataclass apart; tuples stay tuples, which JSON writes as lists."""
    return asdict(value)


def from_plain(cls: type[T], data: Any) -> T:
    """Put a dataclass together from what JSON gave back for it.

    Fields hold strings, numbers, truth values, None, other dataclasses, and tuples of these.

    Raises:
        KeyError: A field is missing.
        TypeError: A list or an object stands where something else belongs.
        ValueError: A tuple of fixed length has another one.
    """
    read: Callable[[Any], T] = _reader(cls)  # type: ignore[arg-type] # a type is hashable
    return read(data)


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """Choose what reads a type; chosen once for each, because a note has thousands of values."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        readers = [(name, _reader(hints[name])) for name in kind.__dataclass_fields__]
        return lambda data: kind(**{name: read(data[name]) for name, read in readers})  # type: ignore[operator]
    if get_origin(kind) is tuple:
        return _tuple_reader([_reader(inner) for inner in get_args(kind) if inner is not Ellipsis], kind)
    return lambda data: data


def _tuple_reader(readers: Sequence[Callable[[Any], Any]], kind: Any) -> Callable[[Any], Any]:
    if Ellipsis in get_args(kind):
        read_item = readers[0]
        return lambda data: tuple(map(read_item, data))
    return lambda data: tuple(read(item) for read, item in zip(readers, data, strict=True))
