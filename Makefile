# Two commands: `make run` starts everything, `make test` checks everything.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run setup tools test lint lock clean

run: setup
	@$(BIN)/troly serve

setup:
	@$(PYTHON) -m api.bootstrap

# Beside the app, what only checks and tests need: a machine that serves is set up without.
tools:
	@$(PYTHON) -m api.bootstrap --tests

test: tools lint
	@$(BIN)/pytest

lint:
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

# Lock files name no index: whoever installs uses their own.
lock:
	@UV_FIND_LINKS="$${PIP_FIND_LINKS:-}" $(BIN)/uv pip compile --quiet --python 3.11 requirements/app.in -o requirements/app.txt \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
	@UV_FIND_LINKS="$${PIP_FIND_LINKS:-}" $(BIN)/uv pip compile --quiet --python 3.11 requirements/test.in -o requirements/test.txt \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
	@$(BIN)/uv pip compile --quiet --python .venv-bot requirements/bot.in -o requirements/bot.txt \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

clean:
	@rm -rf .venv .venv-bot .mypy_cache .ruff_cache .pytest_cache
