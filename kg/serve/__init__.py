"""The graph over HTTP: SPARQL protocol, pages, data of every entity, search."""

from kg.serve.server import make_app, run_server
from kg.serve.settings import ServerSettings

__all__ = ["ServerSettings", "make_app", "run_server"]
