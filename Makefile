# What a developer does with fastroll.  Needs Python >= 3.11, a C compiler and make; everything else comes from PyPI
# into virtual environments below build/.  A target does again only what its sources have outdated.
#
#   make demo      moving statistics of real data: checked, timed, drawn
#   make test      the tests, on all processors; PYTEST_ARGS="-k nan -x" goes to pytest
#   make conformance  pandas' own tests of windows, with pandas patched; needs less than a minute
#   make test-arithmetic  tests of numbers once more, with lesser kernels, and other libraries that round differently
#   make programs  packages of other people that roll a lot give the same results with pandas patched
#   make test-c    the tests of the C library, without Python; SANITIZE=address,undefined checks memory too
#   make fuzz SECONDS=60  calls of the C library that a fuzzer thinks of; needs clang
#   make lint      ruff, mypy, clang-format; `make format` mends what can be mended
#   make generate  the Python modules that follow from the list of statistics
#   make bench     the benchmarks, quickly; ASV_ARGS="--bench Rolling" goes to asv
#   make bench-report  what they have measured so far, as web pages in build/asv/html; a page that compares libraries
#                  in build/bench.html
#   make docs      the documentation, in build/docs/html; a warning is an error
#   make wheel     a wheel in build/; `make wheel-check` has abi3audit say whether it keeps to Python's stable ABI
#
# OPENMP=disabled builds and tests without OpenMP, X86_KERNELS=false with the kernels of the baseline alone; WHEEL=path
# tests that wheel and not this tree; PANDAS=2.2.3 or PANDAS='3.0.*' tests with that version of pandas.
#
# Each step is one line; what its commands print is shown if they fail (.ci/step), or as it comes with VERBOSE=1.

PYTHON ?= python3
OPENMP ?= auto
X86_KERNELS ?= true
SANITIZE ?= none
SECONDS ?= 60
FUZZ_ARGS ?=
PYTEST_ARGS ?=
ASV_ARGS ?=
BENCH_ARGS ?=
SPHINX_ARGS ?=
WHEEL ?=
PANDAS ?=

BUILD := $(if $(WHEEL),build/given,build/openmp-$(OPENMP)$(if $(filter false,$(X86_KERNELS)),-baseline))
TEST := $(BUILD)/test$(if $(PANDAS),-pandas-$(subst *,x,$(PANDAS)))
SOURCES := meson.build meson.options pyproject.toml README.md LICENSE \
	$(shell find src fastroll asv_bench/ladder ! -name '*.pyc' ! -name __pycache__)
NUMERIC_TESTS := all_pairs apply bottleneck doctests documents elementwise equivalents ewm pandas_apply pandas_weighted \
	patch_ewm quantiles_and_ranks two_series weighted
C_FILES = $(shell find src tests/c tests/fuzz -name '*.[ch]' -o -name '*.inc')
PIP = build/pip/bin/python -m pip
STEP = .ci/step

# The user's settings of Python and pip are for other environments than these.
unexport PYTHONPATH PYTHONHOME
export PIP_USER := 0
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export VERBOSE

.PHONY: demo test test-arithmetic conformance programs test-c fuzz lint format generate bench bench-check bench-report \
	docs wheel wheel-check clean
.SECONDARY:

demo: $(BUILD)/demo/fastroll
	@MPLCONFIGDIR=$(<D)/matplotlib $(<D)/bin/python demo/demo.py

test: $(TEST)/fastroll
	@$(<D)/bin/pytest --numprocesses auto $(PYTEST_ARGS)

# The tests that compare numbers with those of other libraries: with NumPy's baseline, BLAS for an old processor, last bits
# moved (tests/other_arithmetic.py) and the kernels of the baseline; then with those of AVX2, where there are any.
test-arithmetic: $(TEST)/fastroll
	@without="$$($(<D)/bin/python -P -c 'import numpy._core._multiarray_umath as m; \
		print(*(name for name in m.__cpu_dispatch__ if m.__cpu_features__[name]))')"; \
	echo "FASTROLL_ISA=base, NumPy without $$without"; \
	PYTHONPATH=tests FASTROLL_ISA=base NPY_DISABLE_CPU_FEATURES="$$without" OPENBLAS_CORETYPE=Prescott \
		$(<D)/bin/pytest -p other_arithmetic --numprocesses auto -q $(NUMERIC_TESTS:%=tests/test_%.py) $(PYTEST_ARGS)
	@echo "FASTROLL_ISA=avx2"
	@FASTROLL_ISA=avx2 $(<D)/bin/pytest --numprocesses auto -q $(NUMERIC_TESTS:%=tests/test_%.py) $(PYTEST_ARGS)

# By path, so that the configuration that comes with them is read.
conformance: $(TEST)/fastroll
	@PYTHONPATH=tests/conformance PYTHONDONTWRITEBYTECODE=1 $(<D)/bin/pytest -p fastroll_conformance \
		-p no:cacheprovider -q --durations-min=5 --junitxml=$(<D)/conformance.xml --least $(if $(PYTEST_ARGS),1,6000) \
		"$$($(<D)/bin/python -P -c 'import pandas; print(pandas.__path__[0])')/tests/window" $(PYTEST_ARGS)

# In an environment of its own, without what the other tests share.
programs: $(BUILD)/programs/fastroll
	@$(<D)/bin/pytest --noconftest -p no:cacheprovider -q tests/test_programs.py $(PYTEST_ARGS)

# Sanitized code is compiled with -O1 and with few debugging symbols: all of it takes many minutes.  Other code is that
# of the wheel.
C_BUILD := build/c/$(SANITIZE)-$(OPENMP)$(if $(filter false,$(X86_KERNELS)),-baseline)
test-c: build/build/requirements
	@$(STEP) "configuring $(C_BUILD)" \
		$(<D)/bin/meson setup $(C_BUILD) --reconfigure -Dextension=false -Dopenmp=$(OPENMP) \
		-Dx86_kernels=$(X86_KERNELS) -Db_sanitize=$(SANITIZE) -Db_lundef=false $(if $(filter none,$(SANITIZE)),, \
		-Ddebug=true -Doptimization=1 -Db_ndebug=false -Dc_args='-g1 $(if $(findstring undefined,$(SANITIZE)),-fsanitize=float-cast-overflow)')
	@$(STEP) "compiling the C library and its tests" env MAKEFLAGS= $(<D)/bin/ninja -C $(C_BUILD) meson-test-prereq
	@$(<D)/bin/meson test -C $(C_BUILD) --no-rebuild --print-errorlogs

# What the fuzzer finds worth keeping goes to build/fuzz/corpus; an input that fails, to build/fuzz.  Undefined behaviour
# ends the run.  With X86_KERNELS=false there is a third to compile.
FUZZ := build/c/fuzz-$(OPENMP)$(if $(filter false,$(X86_KERNELS)),-baseline)
FUZZ_PACKAGES := clang libclang-rt-dev libomp-dev
fuzz: build/build/requirements
	@echo 'int LLVMFuzzerTestOneInput(const char *data, unsigned long size) { return data && size > 1 ? 0 : 0; }' | \
		clang -fsanitize=fuzzer,address,undefined -x c - -o /dev/null 2> /dev/null || { echo \
		"make fuzz needs clang and the runtime libraries of its sanitizers: apt-get install $(FUZZ_PACKAGES)"; exit 1; }
	@$(STEP) "configuring $(FUZZ)" env CC=clang $(<D)/bin/meson setup $(FUZZ) --reconfigure -Dextension=false -Dfuzz=true \
		-Dopenmp=$(OPENMP) -Dx86_kernels=$(X86_KERNELS) -Db_sanitize=address,undefined -Db_lundef=false -Ddebug=true \
		-Doptimization=1 -Db_ndebug=false -Dc_args='-g1 -fsanitize=float-cast-overflow -fno-sanitize=null,object-size -fno-sanitize-recover=all'
	@$(STEP) "compiling the fuzzer" $(<D)/bin/meson compile -C $(FUZZ) fuzz
	@mkdir -p build/fuzz/corpus
	@ASAN_OPTIONS=allocator_may_return_null=1 $(FUZZ)/tests/fuzz/fuzz -max_total_time=$(SECONDS) -timeout=30 -max_len=512 \
		-artifact_prefix=build/fuzz/ -print_final_stats=1 $(FUZZ_ARGS) build/fuzz/corpus tests/fuzz/corpus

lint: build/lint/requirements
	@$(STEP) "ruff: rules" $(<D)/bin/ruff check .
	@$(STEP) "ruff: format" $(<D)/bin/ruff format --check .
	@$(STEP) "mypy" $(<D)/bin/mypy
	@$(STEP) "clang-format" $(<D)/bin/clang-format --dry-run -Werror $(C_FILES)

format: build/lint/requirements
	@$(<D)/bin/ruff check --fix .
	@$(<D)/bin/ruff format .
	@$(<D)/bin/clang-format -i $(C_FILES)

# -P: write to this tree, but import what is installed.
generate: $(BUILD)/test/fastroll
	@$(<D)/bin/python -P fastroll/_generate.py

# The tree as it is, in an environment that is there already; `asv run` measures a commit in an environment of its own.
bench: $(BUILD)/bench/fastroll
	@cd asv_bench && ../$(<D)/bin/asv machine --yes
	@cd asv_bench && ../$(<D)/bin/asv run --show-stderr --environment existing:../$(<D)/bin/python \
		--set-commit-hash $$(git rev-parse HEAD) \
		-a rounds=1 -a repeat=3 -a sample_time=0.005 -a warmup_time=0.005 $(ASV_ARGS)

bench-check: $(TEST)/fastroll
	@cd asv_bench && ../$(STEP) "asv: this machine" ../$(<D)/bin/asv machine --yes
	@cd asv_bench && ../$(<D)/bin/asv check --environment existing:../$(<D)/bin/python

bench-report: $(BUILD)/bench/fastroll
	@cd asv_bench && ../$(<D)/bin/asv publish --no-pull
	@$(<D)/bin/python -P -m fastroll bench --save build/bench.html $(BENCH_ARGS)

# -P: document what is installed.  Pages that follow from it are written below docs/, and are ignored by git.
docs: $(BUILD)/docs/fastroll
	@rm -rf docs/gallery docs/reference/generated
	@$(STEP) "writing build/docs/html/index.html" $(<D)/bin/python -P -m sphinx --builder html --fail-on-warning \
		--keep-going --jobs auto --doctree-dir build/docs/doctrees docs build/docs/html $(SPHINX_ARGS)

wheel: $(BUILD)/wheel/built

wheel-check: build/wheel-check/requirements $(if $(WHEEL),$(WHEEL),$(BUILD)/wheel/built)
	@$(STEP) "abi3audit: the wheel keeps to the stable ABI of Python 3.11" \
		$(<D)/bin/abi3audit --strict --report $(if $(WHEEL),$(WHEEL),$(BUILD)/wheel/fastroll-*.whl)

clean:
	@rm -rf build

# An environment with the packages of the dependency group that it is named after, test-pandas-2.2.3 for example after
# test.  One that is not complete, or belongs to older requirements when it is interrupted, is made anew.
%/requirements: pyproject.toml | build/pip/ready
	@test -e $@ || test ! -e $(@D)/pyvenv.cfg || rm -r $(@D)
	@rm -f $@
	@$(STEP) "making $(@D)" $(PYTHON) -m venv --without-pip $(@D)
	@$(STEP) "installing the packages for $(firstword $(subst -pandas-, ,$(notdir $(@D)))) into it" \
		$(PIP) --python $(@D)/bin/python install --group $(firstword $(subst -pandas-, ,$(notdir $(@D)))) \
		$(if $(findstring -pandas-,$(@D)),'pandas==$(PANDAS)')
	@touch $@

# The pip of all environments: it knows dependency groups.
build/pip/ready:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "fastroll needs Python >= 3.11")'
	@$(STEP) "making $(@D)" $(PYTHON) -m venv --clear $(@D)
	@$(STEP) "installing pip into it" $(PIP) install 'pip>=25.1'
	@touch $@

# The same with fastroll in it.
%/fastroll: %/requirements $(if $(WHEEL),$(WHEEL),$(BUILD)/wheel/built)
	@$(STEP) "installing fastroll into $(@D)" $(PIP) --python $(@D)/bin/python install --force-reinstall --no-deps \
		$(if $(WHEEL),$(WHEEL),$(BUILD)/wheel/fastroll-*.whl)
	@touch $@

# The build directory stays, so only what has changed is compiled.  pip does not pass on what connects ninja with a make
# of several jobs: it had better not know of it.
$(BUILD)/wheel/built: build/build/requirements $(SOURCES)
	@rm -rf $(@D) && mkdir -p $(@D)
	@MAKEFLAGS= PATH="$(CURDIR)/$(<D)/bin:$$PATH" $(STEP) "compiling fastroll: the first time takes minutes" \
		$(PIP) --python $(<D)/bin/python wheel --no-build-isolation --no-deps --wheel-dir $(@D) \
		--config-settings=build-dir=$(BUILD)/meson --config-settings=setup-args=-Dopenmp=$(OPENMP) \
		--config-settings=setup-args=-Dx86_kernels=$(X86_KERNELS) .
	@touch $@
