# Two commands are the whole set-up: `make demo` and `make test`. Each makes what it needs.
PYTHON ?= python3
PORT   ?= 8000
VENV   := .venv
PY     := $(VENV)/bin/python
# --no-deps: the lock files are whole, and a resolver that looks further may meet a release made since they were locked
PIP    := $(PY) -m pip install -q --disable-pip-version-check --require-hashes --no-deps

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench torture lock

help:                     ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /: /'

$(VENV)/run: requirements/run.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Casereview needs Python 3.11 or newer. If you have one beside it, say: make PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing. On Debian or Ubuntu: sudo apt install python3-venv"; exit 2; }
	@echo "Making the environment in $(VENV) (about half a minute on a quiet machine)"
	$(PYTHON) -m venv $(VENV)
	$(PIP) -r requirements/run.txt
	@echo "$(CURDIR)" > $$($(PY) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/casereview.pth
	@printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -P -m casereview "$$@"\n' > $(VENV)/bin/casereview && chmod +x $(VENV)/bin/casereview
	@touch $@

$(VENV)/dev: $(VENV)/run requirements/dev.txt
	@echo "Adding what the tests need"
	$(PIP) -r requirements/dev.txt
	@touch $@

$(VENV)/bench: $(VENV)/dev requirements/bench.txt
	@echo "Adding the peers that the benchmarks compare with"
	$(PIP) -r requirements/bench.txt
	@touch $@

setup: $(VENV)/run        ## The environment and nothing else; then .venv/bin/casereview

demo: setup               ## A board with reviews at every stage, on this machine only (PORT=)
	$(VENV)/bin/casereview demo --port $(PORT)

test: lint                ## What this machine allows: both databases, a real browser
	$(PY) -m tests.run

lint: $(VENV)/dev         ## Formatting, types, arrows
	$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check . && $(VENV)/bin/mypy && $(VENV)/bin/lint-imports

bench: $(VENV)/bench      ## Ratios against peers in the same run, into bench.json
	$(PY) -m bench

torture: $(VENV)/dev      ## Kills, power cuts, load, fuzzing: long, but bounded
	$(PY) -m torture

LOCK = uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock"
lock:                     ## Maintainers: lock the requirements again (needs uv)
	$(LOCK) -o requirements/run.txt
	$(LOCK) --extra dev -c requirements/run.txt -o requirements/dev.txt
	$(LOCK) --extra dev --extra bench -c requirements/dev.txt -o requirements/bench.txt
