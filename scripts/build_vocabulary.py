"""Write ontology/vocabulary/*.ttl from tables of facts. For maintainers; the program reads only what this writes.

    python scripts/build_vocabulary.py FACTS [--sources ontology/sources] [--output ontology/vocabulary]

FACTS is a folder with gathered facts: tools.tsv, companies.tsv, concepts.tsv (id, name, aliases, homepage, repo,
ambiguous_forms, source) and relations.tsv (subject, predicate, object with ``tool:`` and the like before the id).
The folder of sources holds what is ours and wins over the facts; ontology/sources/README.md tells its tables.
Same input, same bytes. References that lead nowhere end the run with a list of them.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from vocabulary.curate import curate
from vocabulary.facts import read_facts
from vocabulary.judgements import read_judgements
from vocabulary.knowledge import read_knowledge
from vocabulary.resolve import resolve
from vocabulary.rows import Table
from vocabulary.sources import read_sources
from vocabulary.write import write_turtle

REPOSITORY = Path(__file__).resolve().parents[1]


def main() -> int:
    """Run the steps in order: facts, curation of them, our own rows, references, knowledge, judgements, Turtle."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", type=Path)
    parser.add_argument("--sources", type=Path, default=REPOSITORY / "ontology" / "sources")
    parser.add_argument("--output", type=Path, default=REPOSITORY / "ontology" / "vocabulary")
    options = parser.parse_args()

    table = Table()
    read_facts(options.facts, table)
    problems = curate(options.sources, table)
    problems += read_sources(options.sources, table)
    problems += resolve(options.sources, table)
    problems += read_knowledge(options.sources, table)
    problems += read_judgements(options.sources, table)
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    for path, count in write_turtle(options.output, table):
        sys.stdout.write(f"{path}: {count} terms\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
