# Everything there is to do here; `make help` lists it.
.DEFAULT_GOAL := help
.PHONY: help setup run test check bench evaluate chaos lock clean
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
PYTHON ?= python3
PYTEST ?= -n auto --maxprocesses=4 --dist=loadgroup
MESSAGES ?= 3000

help: ## list what there is to do
	@sed -n 's/^\([a-z]*\):[^#]*## /\1	/p' $(MAKEFILE_LIST) | while IFS='	' read -r name what; do \
		printf '  make %-9s %s\n' "$$name" "$$what"; done

setup: $(STAMP) ## install what the locks name into .venv (done by itself when needed)

run: $(STAMP) ## start the demonstration; it prints the addresses to open
	@exec $(BIN)/python -m bot run --demo

test: $(STAMP) ## run the tests; PYTEST='-k name' to choose
	$(BIN)/python -m pytest $(PYTEST)

check: $(STAMP) ## lint, types, import rules, texts, tests: what must pass before a commit
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m locales.lint
	$(BIN)/python -m pytest $(PYTEST)

bench: $(STAMP) ## measure against the textbook bot; MESSAGES=1000, DATA=file.tsv
	$(BIN)/python -m bench.replay --messages $(MESSAGES) $(if $(DATA),--data $(DATA))

evaluate: $(STAMP) ## measure how well languages and flags are found
	$(BIN)/python -m bench.evaluate

chaos: $(STAMP) ## kill it again and again in the middle of work, and count what is left
	$(BIN)/python -m bench.chaos

lock: $(STAMP) ## pin requirements*.in anew, with hashes (takes minutes)
	for name in requirements requirements-dev; do \
		$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
			--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
			--output-file $$name.txt $$name.in || exit 1; \
	done

clean: ## remove .venv and caches; data/ stays
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(STAMP): requirements.txt requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Baraza needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)." >&2; \
		echo "Debian, Ubuntu: sudo apt-get install python3. Another one: make PYTHON=python3.12" >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's venv module is missing. Debian, Ubuntu: sudo apt-get install python3-venv" >&2; \
		exit 1; }
	@echo "Setting up $(VENV): a minute the first time."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r requirements.txt -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--no-build-isolation --editable .
	@touch $(STAMP)
