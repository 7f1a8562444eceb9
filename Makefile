# Makes everything from a clone with only Python 3.11 or later (with venv), git and make: `make help` lists what.
# Everything here is also an `impt` command; the Makefile only brings the environment that it runs in.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --constraint requirements.lock
# An editable install leaves this to the first command, which then takes seconds longer.
COMPILE := $(BIN)/python -m compileall -q impt_analysis
NEEDED := Install Python 3.11 or later with venv (Debian: apt install python3-venv) or name one: make $(MAKECMDGOALS) PYTHON=/path/to/python3

# What the shell's environment adds to Python would be added to versions that the lock states.
unexport PYTHONPATH PYTHONHOME PIP_USER PIP_TARGET PIP_PREFIX

export PIP_NO_INPUT := 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: report test lab explore notebooks build check lock clean help

report: $(VENV)/.base ## check, build and draw everything for the seminars, into reports/
	$(BIN)/impt report

test: $(VENV)/.dev ## everything that must hold: format, types, tests, notebooks, data
	$(BIN)/impt test

lab: $(VENV)/.lab ## open JupyterLab on the notebooks
	$(BIN)/impt lab

explore: $(VENV)/.lab ## choose and look without code, on a page in the browser
	$(BIN)/impt explore

notebooks: $(VENV)/.lab ## run the notebooks again and say what changed; ACCEPT=1 stores it
	$(BIN)/impt notebooks $(if $(filter 1 yes true,$(ACCEPT)),--accept)

build: $(VENV)/.base ## data/raw -> data/processed
	$(BIN)/impt build

check: $(VENV)/.base ## what is wrong in data/raw, by file, sheet and cell
	$(BIN)/impt check data/raw

# Needs nothing installed, so that a lock which no longer fits pyproject.toml can be written anew.
lock: ## write requirements.lock anew from the ranges in pyproject.toml
	$(call stop_if,$(PYTHON_PROBLEM))
	@'$(PYTHON)' -m impt_analysis.chores

clean: ## remove what make made: .venv, reports and caches
	rm -rf $(VENV) reports reports_public build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

# A stamp is written when an install is whole. Each install brings a part of the next, so the larger one stamps the smaller.

$(VENV)/.base: $(VENV)/.venv pyproject.toml requirements.lock
	@echo "Installing the report's packages into $(VENV), once; this takes a minute."
	@$(INSTALL) --editable .
	@$(COMPILE)
	@touch $@

$(VENV)/.lab: $(VENV)/.venv pyproject.toml requirements.lock
	@echo "Installing JupyterLab into $(VENV), once; this takes a minute or two."
	@$(INSTALL) --editable '.[lab]'
	@$(COMPILE)
	@touch $(VENV)/.base $@

$(VENV)/.dev: $(VENV)/.venv pyproject.toml requirements.lock
	@echo "Installing the tests' packages into $(VENV), once; this takes a minute or two."
	@$(INSTALL) --editable '.[lab,dev]'
	@$(COMPILE)
	@touch $(VENV)/.base $(VENV)/.lab $@

$(VENV)/.venv:
	$(call stop_if,$(PYTHON_PROBLEM))
	@'$(PYTHON)' -m venv --clear $(VENV)
	@touch $@

# Empty, or the one line that says what is wrong with $(PYTHON). Python 2 must be able to read the first program too.
PYTHON_PROBLEM = $(shell \
	command -v '$(PYTHON)' >/dev/null 2>&1 || { echo '$(PYTHON) was not found. $(NEEDED)'; exit; }; \
	'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || \
		{ echo '$(PYTHON) is older than 3.11 or does not start. $(NEEDED)'; exit; }; \
	'$(PYTHON)' -c 'import venv, ensurepip' >/dev/null 2>&1 || echo '$(PYTHON) has no venv. $(NEEDED)')

stop_if = $(if $(1),$(error $(1)))
