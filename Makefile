# Two commands matter: `make run` and `make test`. The rest is for people who change the code.
PORT ?= 8000
MAIL_PORT ?= 2525
DATA_DIR ?= ./var
export PORT MAIL_PORT DATA_DIR

PYTHON ?= python3
BIN := .venv/bin
RUN_READY := .venv/.run-ready
DEV_READY := .venv/.dev-ready

.PHONY: run setup install test check docs bench format lock clean

run: $(RUN_READY)  ## make the demo school and serve it
	@$(BIN)/schoolgate run --demo

setup: $(RUN_READY)  ## prepare everything, start nothing
	@$(BIN)/schoolgate setup --demo

install: $(RUN_READY)  ## what a school's own installation needs, and nothing of the demo

test: $(DEV_READY)  ## run all that this machine can, and say loudly what it could not
	@$(BIN)/python -m tests.run

check: $(DEV_READY)  ## formatting, lint, types, floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files '*.html')
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy

docs: $(DEV_READY)  ## the reference pages, made anew from the code
	@$(BIN)/python -m tests.reference

bench: $(DEV_READY)  ## speed and memory, as ratios and rates from one run
	@$(BIN)/python -m benchmarks

format: $(DEV_READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $$(git ls-files '*.html')

lock: $(DEV_READY)  ## resolve the dependencies anew, with hashes and without hosts
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile -q --no-header --generate-hashes --only-binary :all: --python-version 3.11 --group build pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile -q --no-header --generate-hashes --only-binary :all: --python-version 3.11 --group build --group dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt

clean:
	rm -rf .venv

.venv/bin/python:
	$(PYTHON) -m venv .venv

$(RUN_READY): requirements/run.txt pyproject.toml | .venv/bin/python
	@echo "Installing Schoolgate (first start only) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_READY): requirements/dev.txt $(RUN_READY)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@
