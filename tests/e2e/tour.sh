#!/bin/bash
# tour.sh - the lessons of the first morning still work on the real screens, and leave nothing behind.
# shellcheck source=tests/e2e/lib.sh.inc
. "$(dirname "$0")/lib.sh.inc"
export MOTCUA_LANG=vi MOTCUA_BOOK=$work/none HOME=$work/home TMPDIR=$work/tmp
mkdir -p "$HOME" "$TMPDIR"
unset XDG_STATE_HOME

status "every lesson's model keys lead to its end" 0 "$motcua" tour --check
check "there are at least three lessons" test "$(wc -l <"$work/out")" -ge 3
check "no practice book stays behind" test -z "$(ls -A "$TMPDIR")"
check "nothing is written into the clerk's own book" test ! -e "$work/none"
check "a check is nobody's record" test ! -e "$HOME/.local"
status "the lessons are listed" 0 "$motcua" tour --list
says "with their title" "khai sinh"
status "an unknown lesson is a mistake in the command" 2 "$motcua" tour 99
status "so is a word" 2 "$motcua" tour mot

# A lesson whose keys lead elsewhere must fail: the share directory is the one beside a copy of the program.
mkdir -p "$work/other/share" && cp "$motcua" "$work/other/" && cp -R forms guidance data "$work/other/share/"
export MOTCUA_LANG=en
sed -i 's/keys: F7/keys: F5/' "$work/other/share/data/tour/"1-*.yaml
status "a lesson that no longer works is told" 1 "$work/other/motcua" tour --check 1
says "with its step" "step 4"
sed -i 's/keys: F5/keys: F7/; s/^best: .*/best: 5/' "$work/other/share/data/tour/"1-*.yaml
status "a wrong count of keys is told" 1 "$work/other/motcua" tour --check 1
sed -i 's/^ *at: home//' "$work/other/share/data/tour/"1-*.yaml
status "a step without an end is told with its line" 1 "$work/other/motcua" tour --check 1
says "and the line" "line 5"
