"""What holds for all tests: nothing of the user's is read or written."""

from __future__ import annotations

import os

# Before any test module is imported, for some load the ontology there; what tests start in other processes inherits it.
os.environ["KG_NO_CACHE"] = "1"
