"""The command ``kg``: the only place that prints and exits."""

from kg.cli.app import main

__all__ = ["main"]
