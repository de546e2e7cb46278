# Two commands set everything up on a bare Debian or Ubuntu machine with python3 (>= 3.11) and make:
#   make run     process the sample inbox in corpus/inbox, tables go to outputs/sample-run
#   make test    all checks and tests
.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench clean
UV_VERSION := 0.9.0
VENV := .venv
TOOLS := .tools
UV := $(TOOLS)/bin/uv
BIN := $(VENV)/bin
OUT ?= outputs/sample-run
LANG_UI ?= vi

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort

# python3-venv is a package of its own on Debian; install it where that is allowed, else say what is missing.
$(UV):
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên / Python 3.11 or later is needed."; exit 1; }
	@python3 -c 'import venv, ensurepip' 2>/dev/null || sh scripts/system-packages.sh python3-venv
	@rm -rf $(TOOLS)
	@python3 -m venv $(TOOLS)
	@$(TOOLS)/bin/pip --quiet --disable-pip-version-check install "uv>=$(UV_VERSION)"

# Tesseract reads scans; everything else is read without it.
$(VENV)/.synced: $(UV) pyproject.toml uv.lock
	@sh scripts/system-packages.sh --wanted tesseract-ocr tesseract-ocr-vie
	@$(UV) sync --quiet --frozen
	@touch $@

setup: $(VENV)/.synced ## install everything into .venv

run: $(VENV)/.synced ## process the sample inbox
	@$(BIN)/nhiemvu run corpus/inbox --out $(OUT) --lang $(LANG_UI)

lint: $(VENV)/.synced ## style, types, layers
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/nhiemvu rules check --lang en

test: lint ## all checks and tests
	@$(BIN)/pytest

bench: $(VENV)/.synced ## timings, never part of the tests
	@$(BIN)/python -m benchmarks.speed
	@$(BIN)/python -m benchmarks.hostile_rules
	@$(BIN)/python -m benchmarks.scans

clean: ## remove what setup and runs made
	@rm -rf $(VENV) $(TOOLS) outputs/sample-run .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
