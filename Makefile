# Two commands for everybody: `make demo` and `make test`. Each does all of its own set-up.
SHELL := bash
VENV ?= .venv
BIN := $(VENV)/bin
DEMO_OUT ?= demo-out
CASES ?= 10000
# What listens to clocks and servers has the machine to itself; all else shares its cores.
PACED := tests/app tests/audio tests/dashboard tests/doctor tests/outputs
UNIT := -m "not e2e and not whole" --durations=12

.PHONY: demo test test-unit test-paced test-e2e test-demo test-tools lint fuzz audit bench docs clean faults endurance

demo: $(VENV)/package
	$(BIN)/leaderbridge demo --seconds 60 --seed 1 --out $(DEMO_OUT)

# Every suite runs, whatever the one before it found; the whole fails when any did.
test: $(VENV)/dev test-tools
	@$(MAKE) --no-print-directory --keep-going test-unit test-paced test-e2e test-demo

# CI also trains and has Ray; elsewhere both are too heavy to install unasked, and pytest's first lines say so.
test-unit: $(VENV)/dev $(if $(CI),$(VENV)/train)
	@OMP_NUM_THREADS=1 scripts/timed unit \
	  $(BIN)/python -m pytest -n auto --dist loadfile $(UNIT) $(PACED:%=--ignore=%)

test-paced: $(VENV)/dev
	@scripts/timed paced $(BIN)/python -m pytest $(UNIT) $(PACED)

test-e2e: $(VENV)/dev test-tools
	@scripts/timed e2e scripts/test-e2e $(BIN)/python

test-demo: $(VENV)/dev
	@scripts/timed demo scripts/check-wheel

test-tools:
	@scripts/install-test-tools

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Tens of thousands of cases a target, and ten seconds of flood; prints the table of docs/security.md.
fuzz: $(VENV)/dev test-tools
	FUZZ_CASES=$(CASES) $(BIN)/python -m pytest -q tests/fuzz
	FLOOD_SECONDS=10 scripts/test-e2e $(BIN)/python tests/e2e/test_flood.py

# Each fault on the real thing, about a quarter of an hour in all; prints the table of docs/faults.md.
faults: $(VENV)/dev test-tools
	rm -rf build/faults
	-scripts/awake $(BIN)/python -m pytest -q -m whole tests/e2e/faults tests/e2e/test_leaves_nothing.py
	$(BIN)/python -m tests.e2e.faults.table

# Eight hours of music as fast as the machine can, twenty minutes of rubato, and half an hour on jackd.
endurance: $(VENV)/dev test-tools
	scripts/awake $(BIN)/python -m pytest -q -s -m whole tests/endurance tests/test_rubato.py

audit: $(VENV)/audit
	@$(BIN)/python -m scripts.audit

bench: $(VENV)/dev test-tools
	$(BIN)/python scripts/bench

# The reference pages are made from the code that they describe.
docs: $(VENV)/package
	$(BIN)/python -m bridge.outputs.protocol > docs/osc.md
	$(BIN)/python -m bridge.config.page

clean:
	rm -rf $(VENV) build dist demo-out .mypy_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps: made again only when the interpreter is new or the dependencies changed.
$(VENV)/made: scripts/make-venv scripts/find-python
	scripts/make-venv $(VENV)
	@touch $@

$(VENV)/package: $(VENV)/made pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/dev: $(VENV)/package
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	@touch $@

$(VENV)/audit: $(VENV)/dev
	@$(BIN)/python -m pip install --quiet --editable ".[audit]" && touch $@ || echo "audit: pip-audit cannot be had here"

# With it what CI needs besides, so that no test is left out there for want of a part.
$(VENV)/train: $(VENV)/dev scripts/constraints.txt
	$(BIN)/python -m pip install --quiet --constraint scripts/constraints.txt --editable ".[train,cluster]"
	@touch $@
