# Invest Guangdong. `make run` and `make test` need Python 3.12 or newer and nothing else.
PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py

.PHONY: setup services stop run test test-browser test-faults bench bench-data bench-peers check lock
.DEFAULT_GOAL := run

setup:            ## .venv as the lock files say, and the message catalogues compiled
	@.ci/bootstrap dev
	@$(MANAGE) compile_messages

run:              ## the whole site on http://localhost:$(PORT), with sample data
	@.ci/bootstrap run
	@$(PYTHON) -m investguangdong.run

services: setup   ## only PostgreSQL and Valkey of this clone
	@$(PYTHON) -m investguangdong.core.embedded start

stop:
	@test ! -x $(PYTHON) || $(PYTHON) -m investguangdong.core.embedded stop

test: setup       ## everything but browser and faults
	@$(PYTHON) -m pytest -n auto

test-browser: setup
	@$(PYTHON) -m pytest tests/browser -n 0

test-faults: setup
	@$(PYTHON) -m pytest tests/faults -n 0

bench: setup      ## each script prints a ratio and writes JSON to .local/bench/
	@code=0; for script in $(wildcard benchmarks/[a-z]*.py); do \
		$(PYTHON) -m "benchmarks.$$(basename $$script .py)" || code=1; done; exit $$code

PROJECTS := 2000
bench-data: setup ## databases to measure on, one a size: make bench-data PROJECTS="2000 1000000"
	@$(PYTHON) -m benchmarks._database $(PROJECTS)

bench-peers: setup ## plain Wagtail beside the portal, in an environment of its own
	@$(PYTHON) -m benchmarks._wagtail

check: setup      ## lint, format, templates, migrations, deployment settings
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/djlint --quiet --lint templates
	.venv/bin/bandit -q -ll -iii -c pyproject.toml -r investguangdong
	@$(MAKE) --no-print-directory services
	$(MANAGE) makemigrations --check --dry-run
	SITE_URL=https://check.example SECRET_KEY=$$(printf 'k%.0s3y-Zq' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17) \
		$(MANAGE) check --deploy --fail-level WARNING

lock:             ## requirements*.in into requirements*.txt, with hashes
	@.ci/bootstrap dev
	@.venv/bin/uv pip compile -q --generate-hashes --universal --python-version 3.12 requirements.in -o requirements.txt
	@.venv/bin/uv pip compile -q --generate-hashes --universal --python-version 3.12 requirements-dev.in -o requirements-dev.txt
