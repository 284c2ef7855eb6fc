# make demo   a look at the worked case: installs into .venv, loads it, reports it
# make test   every check, on SQLite and on a PostgreSQL that is brought along; where a browser, Pango or fonts cannot
#             be had, the tests of them are left out and named at the end (make test COMPLETE=1 fails instead)
# make bench  the benchmarks, on ten thousand appearances; on a million by make bench SIZE=1000000
# make docs   what is written from the catalogue of fields, the command reference and the example in docs/json.md
# make pictures   the pictures of the desk in docs/, of the worked case, in Chromium
# make clean  removes what these have made
#
# Any Python from 3.11 on will do; `make PYTHON=/path/to/python3` names one.

.DEFAULT_GOAL := demo
.DELETE_ON_ERROR:
.PHONY: bench check clean demo docs needs pictures test

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
CANDIDATES := python3.15 python3.14 python3.13 python3.12 python3.11 python3 python
# The tests start the program again and again: it is compiled once.
unexport PYTHONDONTWRITEBYTECODE
DEMO_DB := .demo/claims.db
WORKERS := 2

demo: $(VENV)/.installed
	@rm -rf $(dir $(DEMO_DB)) && mkdir -p $(dir $(DEMO_DB))
	@$(BIN)/claims --db $(DEMO_DB) import seeds/aukus >$(dir $(DEMO_DB))import.log 2>&1 \
	    || { code=$$?; cat $(dir $(DEMO_DB))import.log >&2; exit $$code; }
	@$(BIN)/claims --db $(DEMO_DB) report story aukus-pillar-2 --brief
	@printf '\nWHAT WAITS (claims queue)\n'
	@$(BIN)/claims --db $(DEMO_DB) queue --limit 2 2>/dev/null
	@$(BIN)/claims --db $(DEMO_DB) report story aukus-pillar-2 -o $(dir $(DEMO_DB))report.txt >/dev/null
	@$(BIN)/claims --db $(DEMO_DB) report story aukus-pillar-2 -o $(dir $(DEMO_DB))report.html >/dev/null
	@printf '\nThe full report is .demo/report.txt, and as a page .demo/report.html (open it in a browser).\n'

test: check needs
	TEST_COMPLETE=$(COMPLETE) $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile </dev/null

# What the tests of pages and documents need of the system, as far as it can be had.
needs: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.needs

check: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: $(VENV)/.installed-dev
	@$(PIP) install --editable '.[bench]'
	$(BIN)/python -m benchmarks $(SIZE)

docs: $(VENV)/.installed
	@mkdir -p docs
	$(BIN)/python -m claims.catalogue
	$(BIN)/python -m claims.cli.reference >docs/.commands.md
	@mv docs/.commands.md docs/commands.md
	$(BIN)/python -m claims.cli.reference docs/json.md >docs/.json.md
	@mv docs/.json.md docs/json.md
	$(BIN)/python -m claims.cli.terminal.keys >docs/.keys.md
	@mv docs/.keys.md docs/keys.md

# The pictures of the desk that the documentation shows.
pictures: needs
	$(BIN)/python -m tests.pictures

clean:
	rm -rf $(VENV) .bench .demo .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist docs/.commands.md docs/.json.md docs/.keys.md

# Stamps: an editable install is made again only when what it depends on changes.
$(VENV)/.installed: pyproject.toml $(VENV)/.made
	@echo "Installing into $(VENV) (once) ..." >&2
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml $(VENV)/.made
	@echo "Installing into $(VENV) with what the tests need (once) ..." >&2
	@$(PIP) install --editable '.[dev]'
	@touch $(VENV)/.installed $@

# An environment that is there and will do, else a new one from the first Python that is new enough and can make one.
$(VENV)/.made:
	@if [ -z "$(PYTHON)" ] && $(BIN)/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then touch $@; exit; fi; \
	bare=; chosen=; \
	for candidate in $(if $(PYTHON),"$(PYTHON)",$(CANDIDATES)); do \
	    "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
	    if "$$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; then chosen=$$candidate; break; fi; \
	    bare=$${bare:-$$candidate}; \
	done; \
	if [ -z "$$chosen" ] && [ -n "$$bare" ]; then \
	    version=`"$$bare" -c 'import sys; print("%d.%d" % sys.version_info[:2])'`; \
	    echo "$$bare is Python $$version, but cannot make a virtual environment (it has no ensurepip);" \
	         "on Debian and Ubuntu: apt install python$$version-venv" >&2; \
	    exit 1; \
	elif [ -z "$$chosen" ]; then \
	    echo "No Python from 3.11 on was found (tried: $(if $(PYTHON),$(PYTHON),$(CANDIDATES)));" \
	         "install one, or name it: make PYTHON=/path/to/python3" >&2; \
	    exit 1; \
	fi; \
	rm -rf $(VENV); \
	"$$chosen" -m venv $(VENV)
	@touch $@
