#!/bin/bash
# plain.sh - a whole visit line by line, as a screen reader or a window of 40 columns gives it.
# shellcheck source=tests/e2e/lib.sh.inc
. "$(dirname "$0")/lib.sh.inc"
new_book book

# What is typed, a line each; nobody is seen, every field is asked by its row.
visit_lines() {
    cat <<'LINES'
:Enter
tn ks
062185009911
Nguyễn Thị Dòng
15081985
2
Thôn 3, Xã Đăk Tô, Tỉnh Quảng Ngãi


:F10
:F10

:F8
1
Trần Minh An
:F10
:F10
:F10
LINES
}
visit_lines | COLUMNS=40 "$motcua" desk --plain >"$work/out" 2>"$work/err"
ended=$?
check "the desk ends with its input" test "$ended" -eq 0
check "no line is wider than 40 columns" python3 -c '
import sys, unicodedata
bad = [l for l in open(sys.argv[1], encoding="utf-8").read().split("\n") if sum(unicodedata.combining(c) == 0 for c in l) > 40]
sys.exit("\n".join(bad[:5]) if bad else 0)' "$work/out"
check "no escape sequence and no frame is written" python3 -c '
import sys, re
sys.exit(1 if re.search("[\x1b\u2500-\u258b]", open(sys.argv[1], encoding="utf-8").read()) else 0)' "$work/out"
says "the cursor's row comes last" "> "
"$motcua" dossier list --json >"$work/list" 2>&1
cp "$work/list" "$work/out"
holds "the dossier is in the book" "len(d) == 1 and d[0]['applicant'] == 'Nguyễn Thị Dòng'"
