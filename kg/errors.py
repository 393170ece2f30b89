"""The error tree. A message says where, what is wrong (with the value's repr) and what to do.

KgError                 anything kg reports to its user; the command line exits with `exit_code`
├── UsageError          the call itself is wrong: a missing path, an unknown format or option value (exit code 2)
├── OntologyError       an ontology file does not parse or contradicts itself
├── NoNotesError        nothing could be read at all
├── OutputError         a result cannot be written
├── StoreError          the store is missing, locked or of another schema
├── QueryError          a SPARQL query is malformed or refused (exit code 2)
│   ├── QueryRefusedError    it would update, or reach outside the store
│   ├── QueryTimeoutError    it ran past its limit and was ended (1)
│   └── QueryStoppedError    whoever asked no longer waits for the answer (1)
├── RemoteError         a remote endpoint failed
└── MissingExtraError   an optional dependency is not installed
"""

from __future__ import annotations


class KgError(Exception):
    """Base of everything kg raises on purpose."""

    exit_code = 1


class UsageError(KgError):
    """The call itself is wrong."""

    exit_code = 2


class OntologyError(KgError):
    """An ontology file does not parse or contradicts itself."""


class NoNotesError(KgError):
    """Nothing could be read at all."""


class OutputError(KgError):
    """A result cannot be written."""


class StoreError(KgError):
    """The store is missing, locked or of another schema."""


class QueryError(KgError):
    """A SPARQL query is malformed or refused."""

    exit_code = 2


class QueryRefusedError(QueryError):
    """The query would update, or reach outside the store."""


class QueryTimeoutError(QueryError):
    """The query ran past its limit and was ended."""

    exit_code = 1


class QueryStoppedError(QueryError):
    """Whoever asked no longer waits for the answer."""

    exit_code = 1


class RemoteError(KgError):
    """A remote endpoint failed."""


class MissingExtraError(KgError):
    """An optional dependency is not installed."""

    def __init__(self, extra: str, needed_for: str) -> None:
        super().__init__(f"{needed_for} needs an optional part: install it with pip install 'kg-notes[{extra}]'")
