# Two targets set everything up on a machine that has Python 3.11+, make and a C library: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed

.PHONY: demo test check format lint types layers tests lock clean

demo: $(STAMP)
	$(BIN)/kg build notes -o output

test: check

check: lint types layers tests

# Pinned versions with their hashes first, then the package itself without looking for anything more.
$(STAMP): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy

layers: $(STAMP)
	$(BIN)/lint-imports

tests: $(STAMP)
	$(BIN)/python -m pytest --cov --cov-report=term --cov-fail-under=95

# Versions and hashes only: no address of any index goes into the file.
lock: $(STAMP)
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --allow-unsafe --generate-hashes --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	  --no-header --extra serve --extra dev -o requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) output build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .coverage .coverage.*
