# Everything lives in .venv, made on first use; a stamp file says that it is up to date, so the next run starts at once.
PYTHON ?= python3
BIN := .venv/bin
COURSE := assignments
A ?=
SUBMISSION ?= $(COURSE)
SUBMISSIONS ?=
ROSTER ?=
BOOK ?= gradebook
TO ?=
B ?= peers
export UV_PYTHON_DOWNLOADS := never

.PHONY: help messages grade watch batch regrade notebook release cluster stubs golden test check format lint types attacks audit certificate bench docs lock clean
.DEFAULT_GOAL := help

help: ## show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

grade: .venv/grade.stamp ## grade your work; A=initialization for one assignment, SUBMISSION=path for a file, folder or zip
	@$(BIN)/grader grade $(if $(A),--assignment "$(A)") "$(SUBMISSION)"

watch: .venv/grade.stamp ## grade your work again on every save, until Ctrl-C; A= and SUBMISSION= as for grade
	@$(BIN)/grader watch $(if $(A),--assignment "$(A)") "$(SUBMISSION)"

batch: .venv/grade.stamp ## grade a class: SUBMISSIONS=download, ROSTER=students.csv, A=initialization, BOOK=folder
	@test -n "$(SUBMISSIONS)" || { echo "Say what to grade: make batch SUBMISSIONS=path/to/the/download" >&2; exit 2; }
	@$(BIN)/grader batch $(if $(A),--assignment "$(A)") $(if $(ROSTER),--roster "$(ROSTER)") --out "$(BOOK)" "$(SUBMISSIONS)"

regrade: .venv/grade.stamp ## after the checks have changed: show who would move in BOOK=folder
	@$(BIN)/grader regrade --out "$(BOOK)"

notebook: .venv/notebook.stamp ## open JupyterLab in assignments/
	@$(BIN)/jupyter lab assignments

release: .venv/grade.stamp ## write what students get: TO=folder, A=initialization for one assignment
	@test -n "$(TO)" || { echo "Say where to: make release TO=path/to/an/empty/folder" >&2; exit 2; }
	@$(BIN)/grader release $(if $(A),--assignment "$(A)") "$(TO)"

cluster: .venv/grade.stamp ## install Dask, for grader batch --dask ADDRESS
	@./requirements/install $(BIN) requirements/cluster.txt

stubs: .venv/grade.stamp ## write the stubs again from the solutions
	@$(BIN)/grader stub

golden: .venv/grade.stamp ## record the golden values again from the solutions
	@$(BIN)/grader golden

messages: .venv/grade.stamp ## bring the catalogues of other languages up to date with what there is to say
	@$(BIN)/grader translate --own

test: .venv/develop.stamp ## run the tests
	@$(BIN)/pytest -n auto -q

check: format lint types test ## format, lint, types, tests: what must hold before a commit

format: .venv/develop.stamp ## bring the code into its one format
	@$(BIN)/ruff format -q .

lint: .venv/develop.stamp ## look for mistakes in the code
	@$(BIN)/ruff format --check -q . && $(BIN)/ruff check -q .

types: .venv/develop.stamp ## check the types
	@$(BIN)/mypy

bench: .venv/grade.stamp ## measure beside other graders; B=sandbox, B=breakdown or B=scale for what a worker, a file or a class costs
	@$(BIN)/python -m benchmarks.$(B)

docs: .venv/develop.stamp ## build the documentation as a site, docs/_build/index.html
	@$(BIN)/sphinx-build -W -n -q docs docs/_build

attacks: .venv/develop.stamp ## try every attack on the sandbox; A="--without files" leaves a layer off
	@$(BIN)/python -m tests.attacks $(A)

audit: .venv/develop.stamp ## examine the checks: every known mistake, right answer and mutant; A=slug for one
	@$(BIN)/grader audit $(A) --against docs/certificate.json

certificate: .venv/develop.stamp ## examine the checks and record the certificate that CI holds them to
	@$(BIN)/grader audit --json docs/certificate.json

lock: .venv/installer.stamp ## pin every requirement anew from pyproject.toml
	@./requirements/lock $(BIN)

clean: ## remove the environment and what was made
	rm -rf .venv reports docs/_build .mypy_cache .ruff_cache .pytest_cache

.venv/installer.stamp: requirements/installer.txt
	@./requirements/bootstrap $(PYTHON)
	@touch $@

.venv/grade.stamp: .venv/installer.stamp requirements/grade.txt pyproject.toml
	@./requirements/install $(BIN) requirements/grade.txt
	@touch $@

.venv/notebook.stamp: .venv/grade.stamp requirements/notebook.txt
	@./requirements/install $(BIN) requirements/notebook.txt
	@touch $@

.venv/develop.stamp: .venv/grade.stamp requirements/develop.txt
	@./requirements/install $(BIN) requirements/develop.txt
	@touch $@
