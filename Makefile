# motcua - one readable file, no configure step. `make help` tells what can be made.
#
# A room is a folder of src/; its objects go into one archive. A program is src/prog/motcua*.c; the variables
# rooms_PROGRAM and libs_PROGRAM say what it carries, so that the desk stays small. Lists of files become tables
# in $(B)/gen. Everything built lies below $(B).

B ?= build
ifeq ($(origin CC),default)
CC = gcc
endif
Q ?= @
prefix ?= /usr/local
DESTDIR ?=
SHELL := /bin/bash
MAKEFLAGS += --no-builtin-rules

# --- how C is compiled ---
CPP_ALL = -std=gnu17 -D_GNU_SOURCE -D_XOPEN_SOURCE_EXTENDED -DROOT_DIR='"$(CURDIR)"' -DPREFIX='"$(prefix)"' \
	-Isrc -I$(B)/gen -include base/forbidden.h
WARN = -Wall -Wextra -Werror -Wformat=2 -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla \
	-Wwrite-strings -Wno-missing-field-initializers
# gcc counts the bytes of snprintf; ours are cut on purpose and their callers look. clang does not know the warning.
ifeq (,$(findstring clang,$(CC)))
WARN += -Wno-format-truncation
endif
ifdef SAN
OPT = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
HARD = -fPIE
LINK_OPT = -fsanitize=address,undefined
else ifdef FUZZING
OPT = -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
HARD = -fPIE
LINK_OPT = -fsanitize=address,undefined
else
OPT ?= -O2 -g
HARD = -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE -fcf-protection
endif
CFLAGS_ALL = $(CPP_ALL) $(WARN) $(HARD) $(OPT) -MMD -MP $(CFLAGS)
LDFLAGS_ALL = -pie -Wl,-z,relro,-z,now $(LINK_OPT) $(LDFLAGS)

# --- foreign libraries, found by pkg-config; the homes of their headers are checked by `make layers` ---
CORE = sqlite3 jansson yaml-0.1 libutf8proc libsodium
PKGS = $(CORE) ncursesw libcurl libxlsxwriter libqrencode pangocairo fontconfig cups libmicrohttpd libzip libxml-2.0
lib_cflags := $(shell pkg-config --cflags xlsxwriter libxml-2.0 pangocairo 2>/dev/null)
libs = $(shell pkg-config --libs $(filter-out cups,$(1)) 2>/dev/null) $(if $(filter cups,$(1)),-lcups)

# --- Debian packages: installed when missing, nothing asked when they are there ---
BUILD_PACKAGES = gcc libc6-dev make pkg-config libncurses-dev libsqlite3-dev libxlsxwriter-dev libqrencode-dev \
	libcurl4-openssl-dev libjansson-dev libyaml-dev libutf8proc-dev libsodium-dev libcairo2-dev libpango1.0-dev libcups2-dev \
	libmicrohttpd-dev libzip-dev libxml2-dev gettext fonts-liberation2
CHECK_PACKAGES = $(BUILD_PACKAGES) libcmocka-dev libvterm-dev clang cppcheck shellcheck faketime tmux zbar-tools \
	poppler-utils sqlite3 python3-openpyxl unzip curl mandoc cups-daemon cups-client
.PHONY: packages check-packages
packages:
	@tests/need-packages $(BUILD_PACKAGES)
check-packages:
	@tests/need-packages $(CHECK_PACKAGES)

# --- programs and what they carry ---
LOWER = outbox dossier community catalog people book base
PROGRAMS := $(sort $(patsubst src/prog/%.c,%,$(wildcard src/prog/motcua*.c)))
rooms_motcua = desk $(LOWER)
libs_motcua = $(CORE) ncursesw
rooms_motcua-sync = targets $(LOWER)
libs_motcua-sync = $(CORE) libcurl
rooms_motcua-paper = paper $(LOWER)
libs_motcua-paper = $(CORE) libqrencode pangocairo fontconfig cups
rooms_motcua-report = report $(LOWER)
libs_motcua-report = $(CORE) xlsxwriter
rooms_motcua-portal = practice $(LOWER)
libs_motcua-portal = $(CORE) libmicrohttpd
rooms_motcua-scan = scan $(LOWER)
libs_motcua-scan = $(CORE)
rooms_motcua-web = web $(LOWER)
libs_motcua-web = $(CORE) libmicrohttpd
rooms_motcua-import = $(LOWER)
libs_motcua-import = $(CORE) libzip libxml-2.0

ROOMS := $(sort $(filter-out prog,$(patsubst src/%/,%,$(wildcard src/*/))))
sources = $(sort $(shell find src/$(1) -name '*.c' 2>/dev/null))
objects = $(patsubst src/%.c,$(B)/obj/%.o,$(1))
archives = $(patsubst %,$(B)/lib/%.a,$(filter $(ROOMS),$(1)))

.PHONY: all programs
all: packages
	@+$(MAKE) --no-print-directory programs
programs: $(PROGRAMS:%=$(B)/%) $(B)/locale/vi/LC_MESSAGES/motcua.mo $(B)/share

$(B)/obj/%.o: src/%.c | tables
	@mkdir -p $(@D)
	@echo "  cc    $<"
	$(Q)$(CC) $(CFLAGS_ALL) $(lib_cflags) -c $< -o $@

define room_rule
$(B)/lib/$(1).a: $(call objects,$(call sources,$(1)))
	@mkdir -p $$(@D)
	@rm -f $$@
	$(Q)$(AR) rcs $$@ $$^
endef
$(foreach room,$(ROOMS),$(eval $(call room_rule,$(room))))

# A heavy program carries only its own verb's table entry (src/prog/commands/NAME.c); the front program carries all.
COMMAND_OBJECTS := $(call objects,$(sort $(wildcard src/prog/commands/*.c)))
CLI_OBJECTS := $(call objects,$(sort $(filter-out $(wildcard src/prog/motcua*.c),$(wildcard src/prog/*.c))))
define program_rule
$(B)/$(1): $(call objects,src/prog/$(1).c) $(if $(filter motcua,$(1)),$(COMMAND_OBJECTS),$(call objects,$(wildcard $(1:motcua-%=src/prog/commands/%.c)))) $(CLI_OBJECTS) \
		$(call archives,$(rooms_$(1)))
	@echo "  link  $$@"
	$(Q)$$(CC) $$(CFLAGS_ALL) $$(LDFLAGS_ALL) $$(filter %.o,$$^) -Wl,--start-group $$(filter %.a,$$^) -Wl,--end-group \
		$$(call libs,$$(libs_$(1))) -lm -o $$@
endef
$(foreach program,$(PROGRAMS),$(eval $(call program_rule,$(program))))

# --- lists of files become tables; the file changes only when the list does ---
keep_if_same = cmp -s $@.new $@ && rm -f $@.new || mv $@.new $@

# $(1) = C type, $(2) = prefix of the names, $(3) = files: one extern a file and a NULL-ended array
define table
	@mkdir -p $(@D)
	@{ echo "/* made by the Makefile from the list of files */"; \
	  for f in $(3); do n=$$(basename $$f .c); echo "extern const struct $(1) $(2)_$${n//-/_};"; done; \
	  echo "extern const struct $(1) *const $(2)_table[];"; \
	  echo "const struct $(1) *const $(2)_table[] = {"; \
	  for f in $(3); do n=$$(basename $$f .c); echo "    &$(2)_$${n//-/_},"; done; \
	  echo "    0,"; echo "};"; } > $@.new
	@$(keep_if_same)
endef

GEN = $(B)/gen/migrations.inc $(B)/gen/commands.inc $(B)/gen/fields.inc $(B)/gen/screens.inc $(B)/gen/reports.inc \
	$(B)/gen/targets.inc
.PHONY: tables FORCE
tables: $(GEN)
FORCE:

$(B)/gen/migrations.inc: FORCE
	@mkdir -p $(@D)
	@{ echo "/* made by the Makefile from src/book/migrations */"; \
	  for f in $(sort $(wildcard src/book/migrations/*.sql)); do n=$$(basename $$f .sql); \
	    echo "{ $$((10#$${n%%_*})), \"$$n\","; sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/.*/  "&\\n"/' $$f; echo "},"; \
	  done; } > $@.new
	@$(keep_if_same)
$(B)/gen/commands.inc: FORCE
	$(call table,verb,verb,$(sort $(wildcard src/prog/commands/*.c)))
$(B)/gen/fields.inc: FORCE
	$(call table,field_type,field,$(sort $(wildcard src/catalog/fields/*.c)))
$(B)/gen/screens.inc: FORCE
	$(call table,screen_class,screen,$(sort $(wildcard src/desk/screens/*.c)))
$(B)/gen/reports.inc: FORCE
	$(call table,report,report,$(sort $(wildcard src/report/reports/*.c)))
$(B)/gen/targets.inc: FORCE
	$(call table,target,target,$(sort $(filter-out src/targets/http.c,$(wildcard src/targets/target_*.c))))

# --- words ---
$(B)/locale/vi/LC_MESSAGES/motcua.mo: po/vi.po
	@mkdir -p $(@D)
	msgfmt --check -o $@ $<

# Programs run from $(B) find forms/ and data/ beside them, as an installed one finds them in its share directory.
$(B)/share: | $(B)/gen/migrations.inc
	@mkdir -p $@
	@for d in forms data guidance; do [ ! -d $$d ] || ln -sfn $(CURDIR)/$$d $@/$$d; done

# --- tests: one program a room, every tests/ROOM/*.c in it ---
TEST_ROOMS := $(sort $(patsubst tests/%/,%,$(dir $(filter-out tests/e2e/% tests/fuzz/% tests/bench/%,$(wildcard tests/*/*.c)))))
TESTS := $(TEST_ROOMS:%=$(B)/tests/%)
$(B)/tests/obj/%.o: tests/%.c | tables
	@mkdir -p $(@D)
	@echo "  cc    $<"
	$(Q)$(CC) $(CFLAGS_ALL) $(lib_cflags) -Itests -c $< -o $@
# The fault tests take our allocations into their own hands.
ldflags_faults = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup,--wrap=statfs,--wrap=statvfs
define test_rule
$(B)/tests/$(1): $(patsubst tests/%.c,$(B)/tests/obj/%.o,$(sort $(wildcard tests/$(1)/*.c) $(wildcard tests/*.c))) \
		$(ROOMS:%=$(B)/lib/%.a)
	@echo "  link  $$@"
	$(Q)$$(CC) $$(CFLAGS_ALL) $$(LDFLAGS_ALL) $$(filter %.o,$$^) -Wl,--start-group $$(filter %.a,$$^) -Wl,--end-group \
		$$(call libs,$(CORE) ncursesw libcurl xlsxwriter libqrencode pangocairo fontconfig cups libmicrohttpd libzip libxml-2.0) \
		$$(ldflags_$(1)) -lcmocka -lvterm -lm -o $$@
endef
$(foreach room,$(TEST_ROOMS),$(eval $(call test_rule,$(room))))

# --- fuzz targets: tests/fuzz/NAME.c. With FUZZING=1 they hunt by themselves; otherwise they replay files ---
FUZZ_TARGETS := $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/*.c)))
FUZZ_SECONDS ?= 20
fuzz_main = $(if $(FUZZING),-fsanitize=fuzzer,$(B)/tests/obj/fuzz/replay/main.o)
define fuzz_rule
$(B)/fuzz/$(1): $(B)/tests/obj/fuzz/$(1).o $(B)/tests/obj/fuzz/replay/main.o $(ROOMS:%=$(B)/lib/%.a)
	@mkdir -p $$(@D)
	@echo "  link  $$@"
	$(Q)$$(CC) $$(CFLAGS_ALL) $$(LDFLAGS_ALL) $(B)/tests/obj/fuzz/$(1).o $$(fuzz_main) -Wl,--start-group $$(filter %.a,$$^) \
		-Wl,--end-group $$(call libs,$(CORE) ncursesw libcurl xlsxwriter libqrencode pangocairo fontconfig cups libmicrohttpd libzip libxml-2.0) \
		-lm -o $$@
endef
$(foreach target,$(FUZZ_TARGETS),$(eval $(call fuzz_rule,$(target))))
.PHONY: fuzz-targets
fuzz-targets: $(FUZZ_TARGETS:%=$(B)/fuzz/%)

.PHONY: tests
tests: programs $(TESTS)

# --- figures: one program a file of tests/bench, run side by side by tests/bench/run ---
BENCHES := $(patsubst tests/bench/%.c,$(B)/bench/%,$(sort $(wildcard tests/bench/*.c)))
$(B)/bench/floor: tests/bench/floor.c | tables
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) $< $(call libs,ncursesw) -o $@
$(filter-out $(B)/bench/floor,$(BENCHES)): $(B)/bench/%: $(B)/tests/obj/bench/%.o $(ROOMS:%=$(B)/lib/%.a)
	@mkdir -p $(@D)
	@echo "  link  $@"
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group \
		$(call libs,$(CORE) ncursesw libcurl xlsxwriter libqrencode pangocairo fontconfig cups libmicrohttpd libzip libxml-2.0) \
		-lutil -lm -o $@

# --- what people type ---
.PHONY: run check browser-check bench bench-ask install layers asan format help man clean soak fuzz clang-objects
run: packages
	@+$(MAKE) --no-print-directory programs
	@tests/practice $(B)

check: check-packages
	@+$(MAKE) --no-print-directory tests
	@+$(MAKE) --no-print-directory SAN=1 B=$(B)/asan tests-only
	@+$(MAKE) --no-print-directory CC=clang B=$(B)/clang OPT=-O1 clang-objects
	@tests/run-all $(B)

.PHONY: tests-only
tests-only: $(TESTS) fuzz-targets
clang-objects: $(call objects,$(shell find src -name '*.c' | sort))

# The long proofs: power cuts, kills and races in numbers that a check has no time for.
soak: check-packages
	@+$(MAKE) --no-print-directory tests
	MOTCUA_POWER_CUTS=5000 MOTCUA_KILL_ROUNDS=1000 $(B)/tests/faults
	MOTCUA_RACE_EACH=500 $(B)/tests/dossier 'intake_receive__eight*'

asan: check-packages
	@+$(MAKE) --no-print-directory SAN=1 B=$(B)/asan programs tests-only
	@for t in $(TEST_ROOMS); do $(B)/asan/tests/$$t || exit 1; done

# Finds are left in $(B)/hunt; a small one that showed a fault belongs into tests/fuzz/corpus/NAME.
fuzz: check-packages
	@+$(MAKE) --no-print-directory CC=clang FUZZING=1 B=$(B)/hunt fuzz-targets
	@for t in $(FUZZ_TARGETS); do mkdir -p $(B)/hunt/corpus/$$t; echo "fuzz $$t: $(FUZZ_SECONDS) s"; \
	  $(B)/hunt/fuzz/$$t -max_total_time=$(FUZZ_SECONDS) -verbosity=0 -print_final_stats=1 -timeout=10 \
	    -artifact_prefix=$(B)/hunt/$$t- $(B)/hunt/corpus/$$t tests/fuzz/corpus/$$t || exit 1; done

layers:
	@tests/layers

# The citizens' pages in a real browser (300 MB, so not among what a check installs; a check uses one that is there).
browser-check: check-packages
	@tests/need-packages chromium
	@+$(MAKE) --no-print-directory programs
	@BUILD=$(CURDIR)/$(B) PICTURES=$(PICTURES) bash tests/e2e/browser.sh | tee $(B)/browser.out
	@! grep -q '^not ok' $(B)/browser.out

bench: packages
	@+$(MAKE) --no-print-directory programs $(BENCHES)
	@tests/bench/run $(B)

# Every list of questions: top-1, top-3, NONE and SCAM, and what was taken for what.
bench-ask: check-packages
	@+$(MAKE) --no-print-directory $(B)/tests/catalog
	@MOTCUA_BENCH=1 $(B)/tests/catalog 2>/dev/null | grep -E '^([A-Z][0-9]+  |      wanted|[a-z_]+[.]csv:)'

format:
	clang-format -i $$(git ls-files 'src/*.[ch]' 'tests/*.[ch]')

# The manual is printed by the program from its own tables; a test compares it with the committed pages.
man: programs
	@mkdir -p man/vi
	$(B)/motcua --lang en --mdoc > man/motcua.1
	$(B)/motcua --lang vi --mdoc > man/vi/motcua.1

install: all
	install -d $(DESTDIR)$(prefix)/bin $(DESTDIR)$(prefix)/libexec/motcua $(DESTDIR)$(prefix)/share/motcua \
		$(DESTDIR)$(prefix)/share/locale/vi/LC_MESSAGES $(DESTDIR)$(prefix)/share/man/man1 \
		$(DESTDIR)$(prefix)/share/man/man5 $(DESTDIR)$(prefix)/share/man/vi/man1
	install $(B)/motcua $(DESTDIR)$(prefix)/bin/motcua
	install $(filter-out $(B)/motcua,$(PROGRAMS:%=$(B)/%)) $(DESTDIR)$(prefix)/libexec/motcua/
	cp -R $(wildcard forms data guidance) $(DESTDIR)$(prefix)/share/motcua/
	install -m 644 $(B)/locale/vi/LC_MESSAGES/motcua.mo $(DESTDIR)$(prefix)/share/locale/vi/LC_MESSAGES/
	install -m 644 man/motcua.1 $(DESTDIR)$(prefix)/share/man/man1/
	install -m 644 $(wildcard man/*.5) $(DESTDIR)$(prefix)/share/man/man5/
	install -m 644 man/vi/motcua.1 $(DESTDIR)$(prefix)/share/man/vi/man1/

clean:
	rm -rf $(B)

help:
	@echo "make            build everything (missing Debian packages are installed)"
	@echo "make run        open the desk on a practice book; without a terminal, play one visit"
	@echo "make check      all tests; ends with: N passed, N failed"
	@echo "make bench      figures beside peers, as ratios"
	@echo "make bench-ask  the assistant on every list of questions, with what it mixed up"
	@echo "make asan       unit tests with address and undefined-behaviour sanitizers"
	@echo "make fuzz       every fuzz target for FUZZ_SECONDS=$(FUZZ_SECONDS)"
	@echo "make soak       the long proofs: 5,000 power cuts, 1,000 kills, eight desks with 500 dossiers each"
	@echo "make browser-check  the look-up page and the board in a real browser; PICTURES=DIR keeps screenshots"
	@echo "make layers     includes point down only; each foreign library has one home"
	@echo "make man        print the manual pages from the program's tables"
	@echo "make format     clang-format on every source"
	@echo "make install    into prefix=$(prefix) (DESTDIR is respected)"
	@echo "make clean      remove $(B)"

-include $(shell find $(B) -name '*.d' 2>/dev/null)
