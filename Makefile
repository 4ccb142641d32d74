# Two commands do everything: `make run` and `make test`.  Meson does the building; this file only
# installs what is missing and names the usual tasks.
BUILD ?= build
SHARED ?= ../shared

.PHONY: all build deps run test check score bench fuzz sanitize install clean

all: build

deps:
	@tools/install-deps

$(BUILD)/build.ninja: | deps
	meson setup $(BUILD)

build: deps $(BUILD)/build.ninja
	@ninja -C $(BUILD)

# Codes the sample reports into a ledger and prints the table of events.
run: build
	@tools/run-samples $(BUILD)/dateline samples out

# Unit tests, golden cases, the command line; ends with a line "N passed, N failed".
test: build
	@tools/run-tests $(BUILD)

# The rules that scripts keep: layers, banned calls, symbols, globals, format.
check: build
	@tools/check $(BUILD)

# Figures on ../shared, as docs/SCORES.md lists them.
score: build
	@tools/score $(BUILD)/dateline $(SHARED)

# Each stage and the whole against the budget of DESIGN.md.
bench: build
	@tools/bench $(BUILD) $(SHARED)

# Tests and the real corpus under AddressSanitizer and UndefinedBehaviorSanitizer.
sanitize: build
	@tools/sanitize $(SHARED)

fuzz: build
	@tools/fuzz

install: build
	meson install -C $(BUILD)

clean:
	rm -rf build build-* out
