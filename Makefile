# Two commands are all a newcomer needs: `make run` and `make test`. Both set up what they need by themselves.
SHELL := /bin/bash
export PATH := $(CURDIR)/.venv/bin:$(PATH)
python := .venv/bin/python

.PHONY: run test check bench contract lock cluster faults pictures
.DEFAULT_GOAL := run

run: ## set up and serve on http://127.0.0.1:8000 (SIGAP_HOST, SIGAP_PORT, SIGAP_VAR)
	@scripts/setup.sh run
	@exec $(python) run.py serve

test: ## set up and run every test; ARGS="tests/domain -k number" runs some
	@scripts/setup.sh test
	@$(python) -m pytest $(ARGS)

check: ## ruff, mypy, tsc, biome, contract drift
	@scripts/setup.sh test
	@scripts/check.sh

bench: ## figures: typed text understood, a start, the report list, what the tag costs a page (Lighthouse, installed on first use)
	@scripts/setup.sh test
	@$(python) -m tests.bench

pictures: ## take the pictures of the guides anew, into docs/images
	@scripts/setup.sh test
	@SIGAP_PICTURES=1 $(python) -m pytest tests/browser/test_pictures.py

contract: ## write the TypeScript and the documents from server/contract
	@scripts/setup.sh test
	@$(python) -m server.contract.generate

lock: ## write the hashed lock files anew; ARGS=--upgrade takes newer versions
	@scripts/setup.sh run
	@scripts/lock.sh $(ARGS)

cluster: ## N=2 processes, MariaDB, Redis and nginx on http://127.0.0.1:8080 (PORT), thrown away at Ctrl-C
	@scripts/setup.sh test
	@exec $(python) -m scripts.cluster

faults: ## break things and count; ARGS="--scale 0.05 F1 F3" runs some, smaller
	@scripts/setup.sh test
	@$(python) -m tests.faults $(ARGS)
