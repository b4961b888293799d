# The targets install what they need on a new machine; PYTHON is the interpreter (3.11 or later).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# Without its byte code, each of the thousand processes of the tests compiles the sources again.
unexport PYTHONDONTWRITEBYTECODE

# One more than the processors: some tests wait for a server or a browser.
WORKERS = $(shell $(BIN)/python -c "import os; print((os.cpu_count() or 1) + 1)")

.PHONY: cv test test-all test-slow test-pythons test-generated test-interruptions way-back fuzz mutants coverage test-suites lint bench bench-growth bench-stores bench-pages bench-bulk bench-department bench-side-by-side bench-reconciliation bench-session generated vendor wheel docs release clean help
.DEFAULT_GOAL := help

help:
	@echo 'make cv         export the real CV in every format into build/'
	@echo 'make test       run the tests, and install what they need'
	@echo 'make test-all   run the slow tests too, and the tests on the newest installed Python'
	@echo 'make test-pythons  run the tests on every installed Python'
	@echo 'make fuzz       test every reader with mutated inputs: COUNT=20000 SEED=1 (an hour), SECONDS=150 ends early'
	@echo 'make coverage   measure the line coverage of make test, kept in bench/coverage.md'
	@echo 'make mutants    change the code of a room in COUNT=300 places and list what no test notices in bench/mutants.md: SEED=1 ROOM=values (without ROOM: hours)'
	@echo 'make test-generated MORE=10  repeat the slow tests with so many times more generated inputs (an hour)'
	@echo 'make test-interruptions  kill each command that writes, and fill its disk, at 40 points each (15 minutes)'
	@echo 'make way-back   recover the records of COUNT=10000 generated CVs from their graphs, and list what differs (half an hour)'
	@echo 'make test-suites SUITES=DIR  run the W3C suites in a folder, and compare with bench/suites.md'
	@echo 'make docs       build the documentation site into build/docs; warnings are errors'
	@echo 'make release    build sdist and wheel into dist/, and check them, their contents and the changelog'
	@echo 'make lint       ruff, mypy --strict, import-linter'
	@echo 'make bench      measure frequent commands, and write bench/README.md'
	@echo 'make bench-growth  double what a CV holds, and write how the time of each command grows to bench/growth.md (10 minutes): DIMENSIONS="pages CVs"'
	@echo 'make bench-pages   rate and check sites of 51, 500 and 3,000 publications (10 minutes; needs Node.js, Java), and write bench/pages.md'
	@echo 'make bench-stores  measure loads into triple stores (half an hour), and write bench/stores.md'
	@echo 'make bench-bulk    measure bulk export and other mappers (an hour), and write bench/bulk.md'
	@echo 'make bench-department  measure departments of 1,000 and 5,000 CVs, and write bench/department.md'
	@echo 'make bench-side-by-side  measure other tools at the tasks of a user (10 minutes), and write bench/side-by-side.md'
	@echo 'make bench-session  time the lookup of all identifiers that the real CV lacks, with played services (half a minute)'
	@echo 'make bench-reconciliation DATA=DIR  measure what reconciliation finds in a folder of public records (bench/reconciliation.py states which)'
	@echo 'make vendor     fetch the npm packages of the query page (needs Node.js)'
	@echo 'make generated  update the generated files: context, schema, reference pages'

$(READY): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

cv: $(READY)
	@$(BIN)/vitagraph export data/lapuschkin --all-formats build
	@echo
	@sed -n '/^<#patent\/ep-3271863>/,/ \.$$/p' build/cv.ttl
	@echo
	@$(BIN)/vitagraph site data/lapuschkin --output build/site
	@echo 'Open build/cv.ttl to read the whole graph, or build/cv.jsonld to publish it.'

# Checkers of pages, from npm with locked versions; install scripts of packages are disabled.
CHECKERS := tests/browser/node_modules/.package-lock.json

$(CHECKERS): tests/browser/package-lock.json
	@sh tests/system-packages.sh
	@npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund --loglevel error >&2
	@touch $@

test: $(READY) $(CHECKERS)
	@sh tests/system-packages.sh
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m 'not slow'

test-all: test test-slow

# Hundreds of generated CVs, changes of values, killed stores, and the fast tests on the newest Python.
test-slow: $(READY) $(CHECKERS)
	@sh tests/system-packages.sh
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,spark]'
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m slow
	@$(MAKE) --no-print-directory test-pythons PYTHONS=newest

# The slow tests draw few enough inputs for every change; before a release, draw more.
MORE ?= 10

test-generated: $(READY)
	@sh tests/system-packages.sh
	@MORE=$(MORE) $(BIN)/python -m pytest -n auto -m generated

# The slow tests use a few of these points.
test-interruptions: $(READY)
	@sh tests/system-packages.sh
	@$(BIN)/python -m pytest -n auto -m slow --points 40 tests/files/test_interruptions.py tests/files/test_interrupted_lookups.py

# Servers, browsers, queries, shapes and texts are the same with every Python, and these tests take most of the time.
THE_SAME := $(addprefix --ignore tests/,browser test_load.py test_protocols.py test_servers.py test_store_faults.py queries/test_engines.py \
  queries/test_catalogue.py queries/test_grlc.py shapes/test_constraints.py shapes/test_graph_faults.py test_pages.py test_prose.py \
  test_code_size.py test_figures.py)

# `newest` is enough for every change: it has the differences of the versions between; before a release, all of them.
PYTHONS ?= all

test-pythons: $(READY)
	@own=$$($(BIN)/python -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	for version in 3.14 3.13 3.12 3.11; do \
	  test $$version != $$own || continue; \
	  found=$$(command -v python$$version) && "$$found" -c '' 2>/dev/null || found=$$(ls $$HOME/.pyenv/versions/$$version.*/bin/python 2>/dev/null | tail -n 1); \
	  test -n "$$found" || { echo "python$$version: not on this machine"; continue; }; \
	  echo "python$$version: $$found"; \
	  test -x build/python$$version/bin/python || "$$found" -m venv build/python$$version || exit 1; \
	  build/python$$version/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' || exit 1; \
	  build/python$$version/bin/python -m pytest -q -n $(WORKERS) --dist worksteal -m 'not slow' $(THE_SAME) || exit 1; \
	  test '$(PYTHONS)' = all || break; \
	done

# The slow tests check the first 300 of these CVs.
way-back: COUNT ?= 10000
way-back: $(READY)
	@PYTHONPATH=tests $(BIN)/python -m way_back --count $(COUNT)

# Failing inputs are kept in build/fuzz; `PYTHONPATH=tests .venv/bin/python -m fuzz --seed 1 --only 42` repeats one.
SEED ?= 1
SECONDS ?= inf

fuzz: COUNT ?= 20000
fuzz: $(READY)
	@PYTHONPATH=tests $(BIN)/python -m fuzz --count $(COUNT) --seed $(SEED) --seconds $(SECONDS)

# Changes of the code that the fast tests of its room do not notice; a new one fails. Statuses are edited in bench/mutants.yaml; AGAIN=1 runs the new ones only.
mutants: COUNT ?= 300
mutants: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,mutation]'
	@PYTHONPATH=tests $(BIN)/python -m mutation --count $(COUNT) --seed $(SEED) $(addprefix --room ,$(ROOM)) $(if $(AGAIN),--again)

coverage: $(READY) $(CHECKERS)
	@sh tests/system-packages.sh
	@rm -rf build/.coverage* && mkdir -p build
	@$(BIN)/python -m coverage run -m pytest -n $(WORKERS) -m 'not slow'
	@$(BIN)/python -m coverage combine --quiet
	@$(BIN)/python bench/line_coverage.py

# External suites, from a folder with their data (w3c/data-shapes, ...); each must pass at least the numbers in bench/suites.md.
test-suites: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,suites]'
	@PYTHONPATH=tests $(BIN)/python -m suites $(if $(SUITES),'$(SUITES)')

lint: $(READY)
	@$(BIN)/ruff format --check src tests bench
	@$(BIN)/ruff check src tests bench
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(READY)
	@$(BIN)/python bench/run.py

# Ten minutes: an exponent above 1.15 fails. DIMENSIONS='pages CVs' replaces the tables of these, and keeps the others.
bench-growth: $(READY)
	@$(BIN)/python bench/growth.py $(DIMENSIONS)

# Half a minute: the services are played at the pace of the real ones; bench/session.md has the output.
bench-session: $(READY)
	@PYTHONPATH=tests $(BIN)/python bench/session.py

# Ten minutes: Lighthouse and other checkers of pages, from npm with their versions; install scripts are disabled. For parts of it, and
# the other rows as they are: make bench-pages PARTS='--sizes 500 --forms phone --tables lighthouse'
bench-pages: $(READY) $(CHECKERS)
	@npm install --prefix build/page-tools --ignore-scripts --no-audit --no-fund --loglevel error lighthouse@12.8.2 html-validate@10.17.0 >&2
	@PYTHONPATH=tests $(BIN)/python bench/rated_pages.py $(PARTS)

# Half an hour: loads of 1,000 CVs into Oxigraph and Virtuoso, compared with their own bulk loaders.
bench-stores: $(READY)
	@sh tests/system-packages.sh
	@PYTHONPATH=tests $(BIN)/python bench/stores.py

# An hour: the other mappers in separate environments, and a million publications.
bench-bulk: $(READY)
	@$(BIN)/python bench/bulk.py

bench-department: $(READY)
	@$(BIN)/python bench/department.py $(CVS)

# Ten minutes: one CV, a page, a department, validation, loading and questions, each beside other tools, in environments of their own.
bench-side-by-side: $(READY)
	@sh tests/system-packages.sh
	@PYTHONPATH=tests $(BIN)/python bench/side_by_side.py

# Minutes: no data is part of the project; bench/reconciliation.md has the figures.
bench-reconciliation: $(READY)
	@$(BIN)/python bench/reconciliation.py $(or $(DATA),$(error state the folder of the data: make bench-reconciliation DATA=DIR))

generated: $(READY)
	@$(BIN)/python -m vitagraph.project.generate

# The npm packages of the query page, in the versions of package-lock.json; needs Node.js, and the results are committed.
VENDOR := src/vitagraph/site/vendor

vendor:
	@rm -rf build/vendor && mkdir -p build/vendor
	@cp $(VENDOR)/package.json $(VENDOR)/package-lock.json $(VENDOR)/*.license.txt $(VENDOR)/entry.js $(VENDOR)/vendor.mjs build/vendor/
	@cd build/vendor && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && node vendor.mjs $(CURDIR)/$(VENDOR)

# Tests the built wheel in an empty environment outside of the checkout.
wheel: $(READY)
	@sh tests/wheel.sh $(BIN)/python

# Links to pages, headings and files are checked; nothing is loaded from the network when the pages are read.
docs: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	@rm -rf build/docs
	@$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env --builder html docs build/docs
	@echo 'Open build/docs/index.html.'

# Sdist and wheel of this commit in dist/: what they contain, their metadata, and the heading of the changelog.
release: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,release]'
	@rm -rf dist
	@$(BIN)/python -m build --quiet --outdir dist .
	@$(BIN)/twine check --strict dist/*
	@$(BIN)/check-wheel-contents dist/*.whl
	@$(BIN)/python tests/release.py dist

clean:
	rm -rf build dist $(VENV)
