#!/bin/bash
# sync.sh - exactly once, end to end (G6, P04): dossiers taken at the desk, a practice portal that misbehaves in
# 30 of 100 calls, motcua-sync killed while it sends; at the end the portal has each dossier once and nothing waits.
# usage: tests/e2e/sync.sh [DOSSIERS [SEED...]]     BUILD names the build directory
set -u
cd "$(dirname "$0")/../.." || exit 1
B=${BUILD:-build}
count=${1:-12}
shift || true
seeds=("${@:-1}")
[ $# -gt 0 ] || seeds=(1 2 3)
work=$(mktemp -d "${TMPDIR:-/tmp}/motcua-sync.XXXXXX") || exit 1
export XDG_DATA_HOME=$work/data HOME=$work MOTCUA_LANG=en
unset MOTCUA_BOOK
portal=0
trap '[ "$portal" -gt 0 ] && kill "$portal" 2>/dev/null; rm -rf "$work"' EXIT
failed=0

check() { # sentence, wanted, got
    if [ "$2" = "$3" ]; then
        echo "ok - $1"
    else
        failed=1
        echo "not ok - $1: wanted '$2', got '$3'"
    fi
}

# Waits until a file has a line, 5 seconds at most.
wait_line() {
    for _ in $(seq 500); do
        [ -s "$1" ] && return 0
        sleep 0.01
    done
    return 1
}

start_portal() { # store, options...
    local store=$1
    shift
    : >"$work/address"
    "$B/motcua-portal" portal --store "$store" --stall 300 "$@" >"$work/address" 2>"$work/portal.log" &
    portal=$!
    wait_line "$work/address" || { echo "not ok - the portal starts"; cat "$work/portal.log"; exit 1; }
    url=$(head -n 1 "$work/address")
}

stop_portal() {
    kill "$portal" 2>/dev/null
    wait "$portal" 2>/dev/null
    portal=0
}

field() { sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" | head -n 1; }

# One invented citizen a number.
visit() {
    printf '{"procedure":"1.001193","channel":"direct","applicant":{"kind":"citizen","id_number":"062185%06d",' "$1"
    printf '"name":"Nguyễn Thị Mẫu","birth_date":"1985-08-15","sex":"female","address":"Thôn Mẫu",'
    printf '"phone":"0912345678","vneid_verified":true},"submitter":null,"answers":{"child_name":"Trần Văn Thử"},'
    printf '"components":[],"result_by":"counter","note":""}'
}

drill() {
    local seed=$1 book=$work/book-$1
    motcua() { "$B/motcua" --book "$book" "$@"; }
    motcua init --unit H48.25 --name "UBND xã Mẫu" >/dev/null || { check "seed $seed: a book is made" 0 1; return; }
    for i in $(seq "$count"); do
        visit "$i" | motcua intake --file - --json >>"$work/intake.log" 2>&1 || check "seed $seed: dossier $i is received" 0 1
    done
    start_portal "$work/portal-$seed.db" --faults "$seed:30"
    motcua settings set portal.url "$url" >/dev/null
    # Six runs, each killed in the middle of its work (no sender is asked to end).
    for i in $(seq 6); do
        "$B/motcua-sync" --book "$book" sync --once --now --timeout 1 >/dev/null 2>&1 &
        local sender=$!
        sleep "0.0$((RANDOM % 9))$i"
        kill -9 "$sender" 2>/dev/null
        wait "$sender" 2>/dev/null
    done
    for _ in 1 2 3; do
        "$B/motcua" --book "$book" sync --once --now --timeout 1 --json >"$work/sync.json" 2>/dev/null
    done
    curl -s "$url/practice/faults?percent=0" >/dev/null
    for _ in 1 2 3; do
        "$B/motcua" --book "$book" sync --once --now --timeout 5 --json >"$work/sync.json" 2>/dev/null && break
    done
    for state in waiting unknown refused; do
        check "seed $seed: nothing is left $state" 0 "$(field $state <"$work/sync.json")"
    done
    local list
    list=$(curl -s "$url/practice/dossiers" | grep -o '"code":"[^"]*"' | sort)
    check "seed $seed: the portal has as many records as there are dossiers" "$count" "$(wc -l <<<"$list")"
    check "seed $seed: the portal has no doubles" "" "$(uniq -d <<<"$list")"
    check "seed $seed: the same dossiers here and there" "" \
        "$(diff <(motcua dossier list --json | grep -o '"code":"[^"]*"' | sort) <(echo "$list"))"
    stop_portal
}

command -v curl >/dev/null || { echo "curl is needed"; exit 1; }
for seed in "${seeds[@]}"; do
    drill "$seed"
done

# A line that is down: exit status 4, nothing lost, and the JSON stays one document.
book=$work/book-${seeds[0]}
visit 999001 | "$B/motcua" --book "$book" intake --file - --json >/dev/null 2>&1
"$B/motcua" --book "$book" sync --once --json >"$work/down.json" 2>/dev/null
check "a line that is down gives exit status 4" 4 $?
check "what could not be sent waits" 1 "$(field waiting <"$work/down.json")"
check "the report is one JSON document" 1 "$(wc -l <"$work/down.json")"

[ "$failed" -eq 0 ]
