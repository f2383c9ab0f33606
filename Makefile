# Everything that people and CI run. Each target installs what it needs into $(VENV), once.
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install -q -c constraints.txt

# Whole files on each core, so that what a file sets up once is set up once. JOBS= runs them one after the other.
JOBS ?= -n auto --maxprocesses 4 --dist loadfile

.PHONY: demo test lint rules check bench golden docs screenshots browser clean

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) -e .
	touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) -e '.[dev]'
	touch $@ $(VENV)/.run

$(VENV)/.docs: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) -e '.[docs]'
	touch $@ $(VENV)/.run

demo: $(VENV)/.run  ## install, and compare three articles of a corpus; exit status 1 says that conflicts were found
	$(BIN)/checker compare corpora/north-korean-troops/*.txt || test $$? -eq 1

test: $(VENV)/.dev  ## install what tests need, and run them
	$(BIN)/python -m pytest -q $(JOBS)

lint: $(VENV)/.dev  ## style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict checker
	$(BIN)/lint-imports

rules: $(VENV)/.dev  ## the tests that stand in the rules of all packs
	$(BIN)/checker rules check configs/rules/*.yaml
	$(BIN)/checker rules test configs/rules

check: test lint rules  ## everything that CI runs

bench: $(VENV)/.dev  ## accuracy and speed, each beside its reference
	$(BIN)/python -m benchmarks.accuracy
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.reading_speed
	$(BIN)/python -m benchmarks.rules
	$(BIN)/python -m benchmarks.rules_speed
	$(BIN)/python -m benchmarks.judging
	$(BIN)/python -m benchmarks.report_formats
	$(BIN)/python -m benchmarks.events
	$(BIN)/python -m benchmarks.copies
	$(BIN)/python -m benchmarks.near_speed
	$(BIN)/python -m benchmarks.scale.planted

golden: $(VENV)/.dev  ## rewrite the expected reports in tests/golden, README and the guides; read the diff before you commit it
	CHECKER_UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q tests/report tests/cli
	$(BIN)/python -m tests.readme_examples
	$(BIN)/python -m tests.kind_pages --write
	$(BIN)/python -m tests.guides --write

docs: $(VENV)/.docs  ## the user's guide as a site, in build/site; it works without a network
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

browser: $(VENV)/.dev  ## the tests in Chromium alone; they fail where there is none
	CHECKER_REQUIRE_BROWSER=1 $(BIN)/python -m pytest -q tests/browser

screenshots: $(VENV)/.dev  ## take the pictures of the guide anew, into docs/screenshots; look at each before you commit it
	$(BIN)/python -m tests.browser.screenshots

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache dist build
