#!/bin/bash
# robot.sh - type-ahead is sacred: a whole visit of a citizen without a card, typed at a thousand keys a second into the
# real program on a pseudo-terminal, leaves the same dossier as the one typed slowly. All people here are invented.
# shellcheck source=tests/e2e/lib.sh.inc
. "$(dirname "$0")/lib.sh.inc"
export HOME=$work LC_ALL=C.UTF-8
unset XDG_STATE_HOME XDG_DATA_HOME

dossier() { # dossier NAME MS: the visit typed with MS between keys; its dossier in $work/NAME.json without its moments
    new_book "$1"
    status "a visit typed with $2 ms between keys ends in the book" 0 \
        python3 "$(dirname "$0")/robot.py" "$MOTCUA_BOOK" "$2" "$motcua"
    keys=$(cat "$work/out")
    "$motcua" dossier list --json >"$work/out"
    "$motcua" dossier show "$(json "d[0]['code']" "$work/out")" --json >"$work/$1.json"
}
dossier slow 40
dossier fast 1
check "a typed citizen takes at most 120 keys besides names and addresses (it took $keys)" test "$keys" -le 120
same='([d[k] for k in ("procedure", "applicant", "answers", "state", "channel", "fee", "result_by")],
    [{k: c[k] for k in c if k != "looked_up_at"} for c in d["components"]])'
json "$same" "$work/slow.json" >"$work/slow.text"
json "$same" "$work/fast.json" >"$work/fast.text"
check "the citizen is in it" grep -q "Nguyễn Thị Hoa" "$work/fast.text"
check "the child is in it" grep -q "Trần Minh An" "$work/fast.text"
check "at a thousand keys a second the dossier is the same" cmp "$work/slow.text" "$work/fast.text"
