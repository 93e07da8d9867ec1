# The commands that developers use; `make` alone prints them.
PYTHON ?= python3
BIN := .venv/bin
REQUEST ?= show the tangent line to x^2 sin x at x = 1

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-slow check format bench train docs clean

help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 20

setup: ## install what is missing: system packages, a virtual environment, the dependencies
	@PYTHON="$(PYTHON)" sh .dev/setup.sh

demo: setup ## from one sentence to out/demo.mp4, with its slots, program and captions beside it
	@$(BIN)/derivanim animate "$(REQUEST)" --output out/demo.mp4

test: setup ## the tests that every change must pass
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

test-slow: setup ## renders in full, trains a small model, counts frames and looks at pixels
	@$(BIN)/python -m pytest -m slow

check: setup ## lint, format and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

format: setup ## rewrite the sources in the house's format
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

bench: setup ## measure rendering, decoding, proofs and start-up, side by side; writes docs/measured.md
	@$(BIN)/python -m benchmarks.all

train: setup ## build the data set and train the embedded model on both targets; continues where it was
	@test -f runs/data/manifest.json || $(BIN)/derivanim dataset build --size 10000 --seed 2026 --output runs/data
	@$(BIN)/python -m derivanim.model.train_embedded --data runs/data --output runs/embedded

docs: setup ## write the generated pages again: the command line's help
	@$(BIN)/python .dev/command_line_docs.py

clean: ## remove what the other targets made, but not the weights
	rm -rf .venv out media build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
