# Everything a developer does. A target sets up what it needs: Python 3.11 or later and make are enough.
# Another Python: make PYTHON=python3.13 test

PYTHON ?= python3
BIN = .venv/bin
PY = $(BIN)/python
INSTALL = $(PY) -m pip --disable-pip-version-check install --quiet
LOCKED = $(INSTALL) --require-hashes --only-binary :all: --requirement
OURS = $(wildcard engine grammar cli.py tests bench docs/verify_receipt.py)

.PHONY: help venv demo test coverage examples test-postgres crashes test-batch test-spark written check format texts bench exhaustive mutants attacks fuzz lock clean

help: ## say what there is (the default)
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' Makefile

venv: .venv/dev.stamp ## make .venv with the tools of the developers and this checkout, as locked

demo: .venv/core.stamp ## walk through the program, as a user would
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh docs/demo.sh

test: .venv/dev.stamp ## run the tests
	$(PY) -m pytest --numprocesses 2 --dist worksteal

coverage: .venv/dev.stamp ## run the tests and say which lines none of them reaches; fails below the floor
	$(PY) -m pytest --cov --numprocesses 2 --dist worksteal

test-postgres: .venv/dev.stamp ## run the tests of ledgers, in a PostgreSQL server that they start themselves
	REFUNDRY_NEEDS_POSTGRESQL=1 $(PY) -m pytest tests/store --numprocesses 2 --dist worksteal

crashes: .venv/dev.stamp ## kill writers and servers 200 times, in either store, and look for what is lost
	REFUNDRY_NEEDS_POSTGRESQL=1 REFUNDRY_KILLS=200 $(PY) -m pytest tests/store/test_crashes.py --numprocesses 2 -s

test-batch: .venv/dev.stamp ## a million cases and 50,000 of each example, together and alone; 20 kills; 500 programs
	REFUNDRY_BATCH=1000000 REFUNDRY_BATCH_OF_EXAMPLE=50000 REFUNDRY_KILLS=20 REFUNDRY_ROWS=50000 REFUNDRY_PROGRAMS=500 $(PY) -m pytest tests/batch --numprocesses 2 -x

test-spark: .venv/spark.stamp ## the same cases on Spark: PySpark in local mode, in the Java that it needs
	REFUNDRY_NEEDS_SPARK=1 REFUNDRY_BATCH=1000000 REFUNDRY_BATCH_OF_EXAMPLE=50000 $(PY) -m pytest tests/batch/test_spark.py -s

check: .venv/dev.stamp ## style, types and import contracts
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy $(OURS)
	$(BIN)/lint-imports --no-logo

format: .venv/dev.stamp ## lay the code out, and mend what ruff can mend safely
	$(PY) -m ruff check --fix --exit-zero --quiet
	$(PY) -m ruff format

texts: .venv/dev.stamp ## compile the Chinese of the command line (engine/tasks/locale)
	$(BIN)/pybabel --quiet compile --domain refundry --directory engine/tasks/locale

bench: .venv/bench.stamp ## measure speed, beside other engines
	$(PY) -m bench

written: .venv/dev.stamp ## 2,000 policies drawn from every construct, each read in every way
	REFUNDRY_PROGRAMS=2000 $(PY) -m pytest tests/written --numprocesses 2 -x

exhaustive: .venv/dev.stamp ## the slow comparisons: 20,000 cases, every pair of facts over 2,000, 200 programs, 12 questions for cvc5
	REFUNDRY_CASES=20000 REFUNDRY_PAIRS_OF_CASES=2000 REFUNDRY_PAGES=all REFUNDRY_PROGRAMS=200 REFUNDRY_QUESTIONS=12 \
		$(PY) -m pytest tests/agree tests/evaluator tests/docs tests/solver --numprocesses 2

mutants: .venv/dev.stamp ## the slow one: every mutant of every policy, 20,000 cases each, held against the solver
	REFUNDRY_EVERY_MUTANT=1 $(PY) -m pytest tests/mutants
	$(PY) -m tests.mutants

attacks: .venv/dev.stamp ## ten thousand random edits of a ledger and its files, and every change of a receipt: none goes unseen
	REFUNDRY_EDITS=10000 $(PY) -m pytest -s tests/ledger/attacks tests/ledger/test_verify_receipt.py

examples: .venv/dev.stamp ## the examples: 50,000 cases each held against the second reading of its text, proofs, comparisons
	REFUNDRY_EXAMPLES=50000 $(PY) -m pytest tests/examples --numprocesses 2
	$(PY) -m tests.examples

fuzz: .venv/fuzz.stamp ## look for inputs that break it
	$(PY) -m tests.fuzz

clean: ## take away all that was made here
	rm -rf .venv .venv-lock build dist .coverage htmlcov .hypothesis .import_linter_cache
	rm -rf .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- Set-up: a stamp is newer than what it was made of, so the second time costs nothing --------------------
.venv/core.stamp: requirements/core.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("refundry needs Python 3.11 or later: make PYTHON=..." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(LOCKED) requirements/core.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: .venv/core.stamp requirements/dev.txt
	$(LOCKED) requirements/dev.txt
	@touch $@

.venv/bench.stamp: .venv/dev.stamp requirements/bench.txt
	$(LOCKED) requirements/bench.txt
	@touch $@

# PySpark is published as source alone, which holds the jars; its build runs no compiler.
.venv/spark.stamp: .venv/dev.stamp requirements/spark.txt
	$(LOCKED) requirements/spark.txt --no-binary pyspark
	@touch $@

.venv/fuzz.stamp: .venv/dev.stamp requirements/fuzz.txt
	$(LOCKED) requirements/fuzz.txt
	@touch $@

# --- Locks: one for every Python from 3.11 on. Raise all versions: make lock UP=--upgrade -------------------
UV = uv==0.13.9
UP =
COMPILE = .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-strip-extras --custom-compile-command "make lock" $(UP)
BUILD_NEEDS = $(PYTHON) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")'

lock: ## write requirements/*.txt anew from pyproject.toml
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip --disable-pip-version-check install --quiet $(UV)
	$(BUILD_NEEDS) | $(COMPILE) pyproject.toml - --output-file requirements/core.txt >/dev/null
	$(COMPILE) pyproject.toml --extra dev --constraint requirements/core.txt --output-file requirements/dev.txt >/dev/null
	$(COMPILE) pyproject.toml --extra fuzz --constraint requirements/dev.txt --output-file requirements/fuzz.txt >/dev/null
	$(COMPILE) pyproject.toml --extra spark --constraint requirements/dev.txt --output-file requirements/spark.txt >/dev/null
	$(COMPILE) pyproject.toml --extra bench --constraint requirements/dev.txt --output-file requirements/bench.txt >/dev/null
