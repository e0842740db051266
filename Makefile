# Nothing but these commands needs make; README.md gives the same steps for uv and for pip.
# PYTHON chooses the interpreter: make demo PYTHON=/usr/bin/python3.12

PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3.14 python3.15 python3 python; do \
	command -v $$python >/dev/null 2>&1 && \
	$$python -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 16))' >/dev/null 2>&1 && \
	{ echo $$python; break; }; done)
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8001
BIN = $(VENV)/bin
UV = UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/python -m uv
SYNCED = $(VENV)/.synced
TESTS ?=
PYTEST = $(BIN)/python -m pytest -n auto

.PHONY: help demo test check bench accuracy lock docs clean
.DEFAULT_GOAL = help

help: ## Say what each target does
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile | expand -t 16

demo: $(SYNCED) ## Install, build the sample corpus and serve it on 127.0.0.1:8001
	$(BIN)/goldenthread build corpus -o goldenthread.db
	$(BIN)/goldenthread serve goldenthread.db --corpus corpus --host $(HOST) --port $(PORT)

test: $(SYNCED) ## Run the tests; browser tests skip where no Chromium is found
	$(PYTEST) $(TESTS)

check: $(SYNCED) ## Lint, types, import layers and tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) $(TESTS)

bench: $(SYNCED) ## Time a build, a second one and the reading of PDFs (PDFS=folder)
	$(BIN)/python -m tests.bench corpus
	$(BIN)/python -m benchmarks.read_speed $(or $(PDFS),corpus)

accuracy: $(SYNCED) ## Print how well the sample corpus is read
	$(BIN)/python -m benchmarks.accuracy

docs: $(SYNCED) ## Write docs/commands.md anew from the program's own --help
	$(BIN)/python -m goldenthread.manual docs/commands.md

lock: $(BIN)/uv ## Lock the newest versions that pyproject.toml allows
	$(UV) lock --upgrade

clean: ## Remove what was built, the environment too
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -f goldenthread.db goldenthread.db-wal goldenthread.db-shm goldenthread.db.cache goldenthread.db.scans

$(BIN)/uv:
	@test -n "$(PYTHON)" || { echo "Golden Thread needs Python 3.11 to 3.15 with venv; none was found. Say where with PYTHON=..." >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'

# --inexact: uv itself lives in the same environment and is not one of the project's packages
$(SYNCED): $(BIN)/uv pyproject.toml uv.lock
	$(UV) sync --locked --inexact --quiet
	@touch $(SYNCED)
