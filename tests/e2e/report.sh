#!/bin/bash
# report.sh - workbooks from the command line: figures beside an independent count, text that stays text, and an old
# file that survives a full disk.
# shellcheck source=tests/e2e/lib.sh.inc
. "$(dirname "$0")/lib.sh.inc"
new_book book
here=$(cd "$(dirname "$0")" && pwd)
status "there is a list of reports" 0 "$motcua" report list --json
holds "with the day, the week, II.06a, fees, the hand-over and the index" \
    "{'daily','week','ii06a','fees','handover','index766'} <= {r['name'] for r in d}"

command -v faketime >/dev/null || { echo "skip reports over several days: faketime is not installed"; exit 0; }
at() { local time=$1; shift; TZ=Asia/Ho_Chi_Minh faketime -f "@$time" "$@"; }
receive() { # receive TIME ID NAME PROCEDURE: prints the code
    visit "$2" "$3" "$4" | sed 's/"components": \[.*\],/"components": [],/' >"$work/v.json"
    at "$1" "$motcua" intake --file "$work/v.json" --json >"$work/out" 2>"$work/err" ||
        not_ok "a dossier is received" "$(cat "$work/out")" >&2
    json "d['code']" "$work/out"
}
step() { at "$1" "$motcua" dossier move "$2" "$3" --json >"$work/out" 2>"$work/err" || not_ok "$2 becomes $3" "$(cat "$work/out" "$work/err")"; }

a=$(receive "2026-01-05 08:10:00" 062185000001 "Nguyễn Thị Mẫu" 1.001193)
b=$(receive "2026-01-05 09:10:00" 062185000002 "=cmd|' /C calc'!A" 1.001193)
step "2026-01-05 10:00:00" "$a" finished
step "2026-01-06 08:00:00" "$b" finished
receive "2026-01-06 08:30:00" 062185000003 "+A Thử" 1.001193 >/dev/null
receive "2026-01-06 16:30:00" 062185000004 "@Y Thử" 1.001193 >/dev/null

status "a day's report is written" 0 at "2026-01-06 17:30:00" "$motcua" report daily --date 2026-01-06 -o "$work/d.xlsx" --json
cp "$work/out" "$work/daily.json"
holds "its figures are those of the day" "(d['figures']['carried'], d['figures']['received'], d['figures']['late'], d['figures']['pending']) == (1, 2, 1, 2)"
holds "carried and received are finished and pending" \
    "d['figures']['carried'] + d['figures']['received'] == d['figures']['finished'] + d['figures']['pending']"
status "the day before is counted as it was" 0 at "2026-01-06 17:30:00" "$motcua" report daily --date 2026-01-05 -o "$work/e.xlsx" --json
holds "what was finished later was late then" "(d['figures']['received'], d['figures']['on_time'], d['figures']['pending_late']) == (2, 1, 1)"
status "the journal notes what left the book" 0 "$motcua" journal show --json
says "with the report's name" '"exported"'
status "the journal is whole" 0 "$motcua" journal verify

# An independent reader: openpyxl.
reader=
for python in python3 /usr/bin/python3; do "$python" -c 'import openpyxl' 2>/dev/null && reader=$python; done
if [ -n "$reader" ]; then
    for name in daily week ii06a fees handover index766 call_list hamlet_list; do
        at "2026-01-06 17:30:00" "$motcua" report "$name" --from 2026-01-05 --to 2026-01-06 -o "$work/$name.xlsx" --json >"$work/$name.out" 2>&1 ||
            not_ok "$name is written" "$(cat "$work/$name.out")"
    done
    check "openpyxl reads every report; no formula, text stays text, zeros stay, figures are found in the rows" \
        "$reader" "$here/report_check.py" "$work"
else
    echo "skip reading with openpyxl: python3-openpyxl is not installed"
fi

printf old >"$work/old.xlsx"
status "a name that is no workbook's is refused" 1 "$motcua" report daily -o "$work/old.pdf" --json
holds "... and says so" "d['error']['code'] == 'report_ending'"
status "a directory that is not there is named" 3 "$motcua" report daily -o "$work/none/d.xlsx" --json
status "an unknown report is told" 3 "$motcua" report dayly -o "$work/x.xlsx" --json
holds "... with those there are" "'daily' in d['error']['hint']"
status "a wrong day is a wrong command" 2 "$motcua" report daily --date 2026-02-30 -o "$work/x.xlsx"
status "a reversed period is refused" 1 "$motcua" report daily --from 2026-01-06 --to 2026-01-05 -o "$work/x.xlsx" --json
status "without -o it says what is missing" 2 "$motcua" report daily

# Full disk: a real one, 64 KB, in a mount namespace of our own.
cat >"$work/full.sh" <<'SH'
set -e
mkdir "$1/full"; mount -t tmpfs -o size=64k tmpfs "$1/full"
printf old >"$1/full/d.xlsx"
head -c 56000 /dev/zero >"$1/full/ballast"
"$2" report daily --from 2026-01-05 --to 2026-01-06 -o "$1/full/d.xlsx" --json >"$1/full.out" 2>"$1/full.err" && exit 9
status=$?
ls "$1/full" >"$1/full.ls"; cat "$1/full/d.xlsx" >"$1/full.kept"
exit $status
SH
if unshare -m true 2>/dev/null; then
    status "on a full disk the report fails as storage trouble" 5 unshare -m bash "$work/full.sh" "$work" "$motcua"
    check "the old file is whole" test "$(cat "$work/full.kept")" = old
    check "nothing else is left there" test "$(tr '\n' ' ' <"$work/full.ls")" = "ballast d.xlsx "
    cp "$work/full.out" "$work/out"
    holds "and the message names the file" "'full/d.xlsx' in d['error']['message'] and '.tmp' not in d['error']['message']"
else
    echo "skip a full disk: unshare is not allowed here"
fi
