# The words to know. Each makes the place ready first (scripts/setup.sh), which takes no time once it is.

python := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test check bench soak package pins clean

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: ## a village counter, its devices and its county centre; without a display, a scripted week into out/
	@scripts/setup.sh
	@$(python) launch.py demo $(ARGS)

test: ## format, lint, types, import law, QML, and all tests
	@scripts/setup.sh tests
	@scripts/check

check: test ## the same

bench: ## the figures, each beside its floor
	@scripts/setup.sh
	@$(python) benchmarks/run.py $(ARGS)

soak: ## the long simulations; ARGS=hours, 1 if not said
	@scripts/setup.sh tests
	@scripts/soak $(ARGS)

package: ## a program folder in dist/cunkou that needs no Python, and its self-test
	@scripts/setup.sh
	@scripts/package

pins: ## take the newest versions of everything into constraints.txt
	@scripts/pins

clean: ## forget what was built; data in out/ too
	@rm -rf build dist out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
