# `make` alone prints the targets. Needed are Python 3.11 or later and GNU make; all else is set up in $(VENV).

PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11 python,$(if $(shell \
            $(p) -c 'import sys; print("ok" if sys.version_info >= (3, 11) else "")' 2>/dev/null),$(p))) no-python-3.11-found)
VENV   ?= .venv
ARGS   ?=
# The releases to install, pinned by hashes. `make VENV=.venv-newest CONSTRAINTS= test` takes the newest of everything.
CONSTRAINTS ?= constraints.txt

python := $(VENV)/bin/python

# Where this is set, no compiled modules are kept, and every start takes four times as long.
unexport PYTHONDONTWRITEBYTECODE

comma  := ,

.DEFAULT_GOAL := help
.PHONY: help assess test thorough check layout lint types branches tests coverage format bench bench-screen mutation torture clean always tests

help:  ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

assess: $(VENV)/.installed  ## find out what one applicant may apply for; ARGS="--help" shows the options
	@trap : INT; $(VENV)/bin/iotcheck assess $(ARGS) || test $$? = 130 # left early: no failure

test: $(VENV)/.installed-dev  ## run the tests; ARGS="-k engine" runs some of them
	$(python) -m pytest -n auto -m "not thorough" $(ARGS)

# Spark, 450 MB, is installed for these alone.
thorough: $(VENV)/.installed-spark  ## run the tests that take long: changed rules, installing, browsers, Spark, every width
	$(python) -m pytest -n 2 -m thorough $(ARGS)

check: layout lint types branches tests  ## all that must be green before a change lands; make -k check shows every failure

layout: $(VENV)/.installed-dev
	$(VENV)/bin/ruff format --check .

lint: $(VENV)/.installed-dev
	$(VENV)/bin/ruff check .

types: $(VENV)/.installed-dev
	$(python) -m mypy iotcheck tests $(wildcard bench)

# The packages that decide. The tests of the modules marked `deciding` (tests/conftest.py) take every branch of them without
# random examples: no chance decides whether all are taken.
deciding   := answers engine errors loader logic model reader record values
deciding_tests := deciding and not hypothesis

branches: $(VENV)/.installed-dev
	$(python) -m pytest -n 2 -m "not thorough and $(deciding_tests)" $(deciding:%=--cov=iotcheck.%) \
	  --cov-report=term --cov-fail-under=100

# The tests that `branches` leaves. Import contracts, sizes and documentation are tests themselves.
tests: $(VENV)/.installed-dev
	$(python) -m pytest -n 2 -m "not thorough and not ($(deciding_tests))" $(ARGS)

coverage: $(VENV)/.installed-dev  ## say which branches no test takes, in all packages; takes long
	$(python) -m pytest -n 2 --cov --cov-report=
	$(python) -m coverage report
	@$(python) -m coverage report --fail-under=100 --omit='iotcheck/cli/*,iotcheck/prompt/*,iotcheck/render/*,iotcheck/screen/*,iotcheck/authoring/*' >/dev/null \
	  || { echo "Not every branch of the core is tested: see the table above."; exit 1; }

format: $(VENV)/.installed-dev  ## format the code, and mend what ruff can mend
	$(VENV)/bin/ruff check --fix-only .
	$(VENV)/bin/ruff format .

bench: $(VENV)/.installed-dev  ## measure start-up, the engine, the interview and what-if
	$(python) -m bench $(ARGS)

bench-screen:  ## measure screening of large tables beside OpenFisca, publicodes (needs npm) and DuckDB; takes minutes
	@$(MAKE) --silent VENV=$(VENV)-bench $(VENV)-bench/.installed-rivals
	@$(VENV)-bench/bin/python -m bench.screen $(ARGS)

mutation: $(VENV)/.installed-dev  ## how many small faults in the core its tests find; takes an hour
	$(python) -m bench.mutation $(ARGS)

torture: $(VENV)/.installed-dev  ## feed it hostile input for minutes
	$(python) -m tests.torture $(ARGS)

clean:  ## remove the environments and everything built
	rm -rf .venv* build dist mutants .coverage* htmlcov .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# An environment is made anew where it is of no use: absent, half made, without pip, or its Python gone or too old.
# All talk goes to stderr, so that `make assess ARGS="--json" >result.json` holds the result alone.
new_enough := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
usable     := -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))'
unusable   := $(shell $(python) $(usable) 2>/dev/null || echo always)

pip := $(python) -m pip --disable-pip-version-check -qq install

# $(call install,EXTRAS,PART,MADE): PART is the first part of the constraints that is not needed.
define install
@$(python) $(usable) 2>/dev/null || { echo "Setting up $(VENV) …" >&2; \
  $(PYTHON) $(new_enough) || { echo "Python 3.11 or later is needed: make PYTHON=/path/to/python3" >&2; exit 1; }; \
  $(PYTHON) -m venv --clear $(VENV) >&2; }
$(if $(CONSTRAINTS),@sed '/^# part: $(2)$$/q' $(CONSTRAINTS) | $(pip) --no-build-isolation --require-hashes -r /dev/stdin >&2 \
  || { echo "The releases of $(CONSTRAINTS) cannot be installed. To take the newest instead: make CONSTRAINTS= …" >&2; exit 1; })
@$(pip) $(if $(CONSTRAINTS),--no-build-isolation) -e '.$(1)' >&2
@touch $(3)
endef

$(VENV)/.installed: pyproject.toml $(CONSTRAINTS) $(unusable)
	$(call install,,dev,$@)

$(VENV)/.installed-dev: pyproject.toml $(CONSTRAINTS) $(unusable)
	$(call install,[dev],spark,$@ $(VENV)/.installed)

$(VENV)/.installed-spark: $(VENV)/.installed-dev
	$(call install,[dev$(comma)spark],none,$@)

# A rival that cannot be installed is not measured; the bench says so.
$(VENV)/.installed-rivals: pyproject.toml $(CONSTRAINTS) $(unusable)
	$(call install,[arrow],dev,$@)
	@for rival in OpenFisca-Core duckdb; do $(pip) $$rival >&2 || echo "$$rival cannot be installed" >&2; done
	@mkdir -p $(VENV)/node && npm --prefix $(VENV)/node install --silent --no-audit --no-fund publicodes@1 >&2 \
	  || echo "publicodes cannot be installed" >&2
