#!/bin/bash
# cups: papers printed through a real print service of our own: its own directories, a socket file, a queue whose
# printer is a small program. All people are invented. BUILD is the directory of the programs (default: build).
set -u
BUILD=${BUILD:-$(cd "$(dirname "$0")/../.." && pwd)/build}
export BUILD
# shellcheck source=tests/e2e/lib.sh.inc
. "$(dirname "$0")/lib.sh.inc"
cupsd=$(command -v cupsd || ls /usr/sbin/cupsd 2>/dev/null)
[ -n "$cupsd" ] || { echo "ok - skipped: no print service on this machine (package cups-daemon)"; exit 0; }
PATH=$PATH:/usr/sbin
cd "$work" || exit 2

# --- a print service that belongs to this test ---
# The backend runs as root when nobody else may execute it; below a private directory it could not write otherwise.
# Changes are written at once (DirtyCleanInterval): what a killed service knew is to be found again.
mkdir -p cups/etc cups/run cups/cache cups/spool cups/tmp cups/out cups/bin/backend cups/bin/daemon cups/bin/filter cups/bin/monitor cups/bin/notifier
cat >cups/bin/backend/shelf <<SH
#!/bin/sh
# shelf: a printer that lays each paper into a directory; while the file "slow" is there it is still printing.
[ \$# -gt 0 ] || { echo 'file shelf "test" "test"'; exit 0; }
n=0
while [ -e "$work/slow" ] && [ \$n -lt 300 ]; do sleep 0.1; n=\$((n + 1)); done
[ ! -e "$work/broken" ] || exit 1
cat \${6:+"\$6"} >"$work/cups/out/\$1.part" && mv "$work/cups/out/\$1.part" "$work/cups/out/\$1.pdf"
SH
chmod 0700 cups/bin/backend/shelf
ln -s /usr/lib/cups/daemon/* cups/bin/daemon/
cat >cups/etc/cups-files.conf <<CONF
SystemGroup root
ServerRoot $work/cups/etc
ServerBin $work/cups/bin
DataDir /usr/share/cups
StateDir $work/cups/run
CacheDir $work/cups/cache
RequestRoot $work/cups/spool
TempDir $work/cups/tmp
ErrorLog $work/cups/error_log
AccessLog $work/cups/access_log
PageLog $work/cups/page_log
CONF
cat >cups/etc/cupsd.conf <<CONF
Listen $work/cups/sock
Browsing No
DefaultAuthType None
WebInterface No
MaxJobs 100
PreserveJobHistory Yes
DirtyCleanInterval 0
LogLevel info
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
CONF
export CUPS_SERVER=$work/cups/sock
server=
until_true() { # until_true COMMAND...: at most 20 s
    local n=0
    until "$@" >/dev/null 2>&1; do n=$((n + 1)); [ $n -lt 200 ] || return 1; sleep 0.1; done
}
start_service() {
    "$cupsd" -f -c "$work/cups/etc/cupsd.conf" -s "$work/cups/etc/cups-files.conf" >"$work/cups/said" 2>&1 &
    server=$!
    children+=("$server")
    until_true bash -c "LC_ALL=C lpstat -r | grep -q \"is running\""
}
# shellcheck disable=SC2317,SC2329  # called through check
papers_out() { [ "$(find "$work/cups/out" -name '*.pdf' | wc -l)" -eq "$1" ]; }
# shellcheck disable=SC2317,SC2329
queue_is_empty() { [ -z "$(lpstat -o)" ]; }
printed() { "$motcua" journal show --json 2>/dev/null | grep -oE '"action": ?"(re)?printed"' | wc -l; }

check "a print service of our own starts" start_service
check "and has a queue" lpadmin -p quay -E -v shelf:/here

new_book book
visit 062185001234 "Nguyễn Thị Hoa" >visit.json
"$motcua" intake --file visit.json --json >intake.json
code=$(json 'd["code"]' intake.json)

status "a receipt is printed" 0 "$motcua" paper receipt "$code" --print quay --json
holds "and confirmed by the printer" 'd["state"] == "confirmed" and d["issue"] == 1 and d["job"] > 0'
check "it lies in the printer's tray" papers_out 1
check "and is our receipt" bash -c "pdftotext '$work'/cups/out/*.pdf - | grep -q '$code'"
check "the journal knows" test "$(printed)" = 1

"$motcua" settings set printer.name quay
status "without a word where to, it goes to the office's printer" 0 "$motcua" paper receipt "$code" --json
holds "as a reprint" 'd["state"] == "confirmed" and d["reprint"] == 1 and d["file"] is None'

cupsdisable quay
status "a stopped printer: try again later" 4 "$motcua" paper receipt "$code" --json
holds "said in words" 'd["error"]["code"] == "printer_stopped"'
check "nothing waits that would come out tomorrow" queue_is_empty
check "and nothing counts as printed" test "$(printed)" = 2
cupsenable quay

touch slow
"$motcua" paper receipt "$code" --json >late.json 2>late.err &
late=$!
check "a job is on its way" until_true bash -c "lpstat -o | grep -q quay"
cupsdisable quay
wait "$late"
check "the printer was stopped in the middle: try again later" test $? = 4
check "the paper was taken back" until_true queue_is_empty
rm slow
cupsenable quay
status "the next print" 0 "$motcua" paper receipt "$code" --json
holds "has the number of the one that failed" 'd["issue"] == 3'

touch broken
lpadmin -p quay -o printer-error-policy=abort-job
status "a printer that gives the paper up" 4 "$motcua" paper control "$code" --json
holds "is told apart" 'd["error"]["code"] == "print_failed"'
rm broken

before=$(printed)
touch slow
status "a slow printer is not waited for" 0 "$motcua" paper control "$code" --json
holds "the paper is only sent" 'd["state"] == "sent"'
check "and not in the journal" test "$(printed)" = "$before"
"$motcua" paper open --json >"$work/out"
holds "it is asked for" 'len(d) == 1 and d[0]["state"] == "sent" and d[0]["job"] > 0'
rm slow
# shellcheck disable=SC2317,SC2329
settled() { "$motcua" paper open --json >"$work/out" && ! grep -qE '"(sent|queued)"' "$work/out"; }
check "until the printer said so" until_true settled
check "then the journal has it" test "$(printed)" = $((before + 1))

touch slow
"$motcua" paper control "$code" --json >"$work/out" 2>"$work/err" &
late=$!
check "another job is on its way" until_true bash -c "lpstat -o | grep -q quay"
{ kill -9 "$server"; wait "$server"; } 2>/dev/null
wait "$late"
check "the print service died in the middle: try again later" test $? = 4
"$motcua" paper open --json >"$work/out" 2>"$work/err"
holds "the paper stays open" 'len(d) == 1 and d[0]["state"] == "sent"'
says "and the silence is told" "does not answer"
status "without a service nothing is printed" 4 "$motcua" paper receipt "$code" --print quay --json
holds "and the clerk is told whom to ask" 'd["error"]["code"] == "print_service"'
rm slow
check "the service comes back" start_service
cupsenable quay
check "and with it the paper" until_true settled
check "which counts now" test "$(printed)" = $((before + 2))

status "a queue that does not exist is not found" 3 "$motcua" paper receipt "$code" --print khong-co --json
kill "$server"
