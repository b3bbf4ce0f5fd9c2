#!/bin/bash
# desk.sh - the real desk in a real terminal: a whole visit by keyboard, and what is left after the power of the
# program is taken away in the middle of a field, or the terminal goes. All people here are invented.
# shellcheck source=tests/e2e/lib.sh.inc
. "$(dirname "$0")/lib.sh.inc"
export HOME=$work LC_ALL=C.UTF-8
unset TMUX XDG_STATE_HOME XDG_DATA_HOME
HOA='062185001234|233112345|Nguyễn Thị Hoa|15081985|Nữ|Thôn 3, Xã Đăk Tô, Tỉnh Quảng Ngãi|10052021'
HAI='062083004417|233104567|Nguyễn Văn Hải|07051983|Nam|Thôn 2, Xã Đăk Tô, Tỉnh Quảng Ngãi|10052021'
DEADLINE=300 # twentieths of a second, for anything the desk has to show
new_book book

# --- the terminal ---

terminal() { tmux -u -S "$work/tmux" -f "$work/tmux.conf" "$@"; }
trap 'terminal kill-server 2>"$work/tmux.err"; finish' EXIT
cat >"$work/tmux.conf" <<'CONF'
set -g default-terminal screen-256color
set -g status off
set -s escape-time 0
set -s exit-empty off
set -g remain-on-exit on
CONF
# The pane's shell notes what the terminal was before and after, and how the desk ended.
cat >"$work/session.sh" <<'SESSION'
stty -g >"$1.before"
sh -c 'echo $$ >"$0.pid"; exec "$MOTCUA_PROGRAM" desk' "$1"
echo $? >"$1.status"
stty -g >"$1.after"
mv "$1.status" "$1.ended"
SESSION
export MOTCUA_PROGRAM=$motcua

shown() { terminal capture-pane -p -t desk; }
until_true() { # until_true COMMAND...: within the deadline
    local i
    for ((i = 0; i < DEADLINE; i++)); do
        if "$@"; then return 0; fi
        sleep 0.05
    done
    return 1
}
shows() { shown | grep -qF -- "$1"; }
see() { # see SENTENCE TEXT
    if until_true shows "$2"; then ok "$1"; else not_ok "$1" "no \"$2\" on: $(shown | head -c 2000)"; fi
}
reach() { # reach TEXT: as a step on the way, told only when it fails
    until_true shows "$1" || not_ok "the desk shows \"$1\"" "$(shown | head -c 2000)"
}
press() { terminal send-keys -t desk "$@"; }
type_text() { terminal send-keys -t desk -l -- "$1"; }
scan() { terminal send-keys -t desk -l -- "$1" \; send-keys -t desk Enter; } # a scanner is a fast keyboard

sitting=0
sit_down() { # a fresh terminal with the desk, signed in
    sitting=$((sitting + 1))
    here=$work/sitting-$sitting
    terminal kill-session -t desk 2>"$work/tmux.err"
    terminal new-session -d -s desk -x 80 -y 24 "sh '$work/session.sh' '$here'"
    if ! terminal has-session -t desk 2>"$work/tmux.err"; then
        not_ok "a terminal can be opened (is /dev/null a device here?)" "$(cat "$work/tmux.err")"
        exit 1
    fi
    reach "not needed: Enter opens"
    press Enter
    reach "The counter today"
}
desk_pid() { cat "$here.pid"; }
ended() { [ -e "$here.ended" ]; }

# --- one whole visit ---

sit_down
ok "Enter signs in where nobody has a password yet"
press F2
reach "[1 Who]"
scan "$HOA"
see "a scanned card fills in who it is" "Thôn 3, Xã Đăk Tô"
type_text 0912345678
press Enter
reach "[2 Matter]"
type_text ks
reach "1 found"
press Enter
reach "[3 Papers]"
press Enter
see "two letters and Enter lead to the form" "[4 Form]"
field() { # field NUMBER TEXT: goes to that field and types
    press C-g
    type_text "$1"
    press Enter
    reach "▌$(printf %2d "$1") "
    type_text "$2"
}
leave_field() { # leave_field NUMBER: Enter, and the desk says that it is kept
    press Enter
    reach "Field $1 saved"
}
field 7 "Trần Minh An"
leave_field 7
press F10
reach "[5 Promise]"
press F10
reach "gets a number"
press F10
see "the receipt screen tells the number" "RECEIVED"
status "the book has the dossier" 0 "$motcua" dossier list --json
holds "one, of that citizen" "len(d) == 1 and d[0]['applicant'] == 'Nguyễn Thị Hoa' and d[0]['state'] == 'received'"
code=$(json "d[0]['code']" "$work/out")
see "with the number on the screen" "$code"
press F2
reach "Void the printed receipt"
type_text "in nhầm"
press F10
see "what was never printed is not voided, and told without the program's name" "Not voided: No paper"
status "its paper is drawn" 0 "$motcua" paper receipt "$code" -o "$work/receipt.pdf"
press F2
see "the reason typed before is still there" "[in nhầm"
press C-u
type_text "-- sai tên, in lại"
press Enter
see "Enter alone voids nothing" "Enter alone never does"
press F10
see "F10 voids the printed receipt" "F9 prints a new one"
check "with its reason in the book" test \
    "$(sqlite3 "$MOTCUA_BOOK/book.db" "SELECT reason FROM paper WHERE state = 'void'")" = "-- sai tên, in lại"
press Escape
reach "The counter today"

# --- the power of the program is taken away in the middle of a field ---

drafts() { sqlite3 "$MOTCUA_BOOK/book.db" "SELECT count(*) FROM draft"; }
draft() { sqlite3 "$MOTCUA_BOOK/book.db" "SELECT document FROM draft" >"$work/out"; }
cut() { # cut HALF: the desk dies while HALF is being typed
    reach "[$1"
    kill -9 "$(desk_pid)"
    until_true ended || not_ok "the desk ends when it is killed"
    draft
}
go_on() { # the draft is offered to the same citizen with the same matter
    sit_down
    press F2
    reach "[1 Who]"
    scan "$HAI"
    reach "Nguyễn Văn Hải"
    press Enter
    reach "[2 Matter]"
    type_text ks
    reach "1 found"
    press Enter
    reach "A draft is there"
    press Enter
    reach "[4 Form]"
}

kept() { # kept SENTENCE EXPRESSION: one draft, the citizen of the card, and what was finished before
    draft
    holds "$1" "d['applicant']['id_number'] == '062083004417' and d['applicant']['address'].startswith('Thôn 2') and ($2)"
}

sit_down
press F2
reach "[1 Who]"
scan "$HAI"
reach "The card of Nguyễn Văn Hải was read"
type_text 0978
cut "0978"
kept "killed in the telephone: the card is kept" "d.get('procedure') is None and d['applicant']['name'] == 'Nguyễn Văn Hải'"
check "... as one draft" test "$(drafts)" -eq 1

# The draft without a matter stands at the counter; the first line of the list goes on with it.
sit_down
see "the counter shows the draft" "1 Draft   Intake"
type_text 1
press Enter
reach "[1 Who]"
reach "062083004417"
press C-g
type_text 7
press Enter
reach "▌ 7 "
press C-u
type_text 0978412009
press Enter
reach "[2 Matter]"
type_text ks
reach "1 found"
press Enter
reach "[3 Papers]"
press Enter
reach "[4 Form]"
field 6 2
leave_field 6
type_text "Trần Mi"
cut "Trần Mi"
kept "killed in the child's name: telephone, paper and relation are kept" \
    "d['applicant']['phone'] == '0978412009' and d['components'][0]['originals'] == 1 and d['answers']['relationship'] == 'father'"

# Each round finishes one field more, and dies in the next one.
round() { # round FIELD TEXT NEXT HALF SHOWN SENTENCE EXPRESSION
    go_on
    field "$1" "$2"
    leave_field "$1"
    field "$3" "$4"
    cut "$5"
    kept "$6" "$7"
}
named="d['answers']['child_name'] == 'Trần Minh An'"
born="$named and d['answers']['child_birth_date'] == '2026-01-02'"
round 7 "Trần Minh An" 8 0201 "0201" "killed in the birth date: the name is kept" "$named"
round 8 02012026 10 1 "1" "killed in the sex: the date is kept" "$born"
round 10 1 13 "Trung tâm" "Trung tâm" "killed in the place of birth: the sex is kept" "$born and d['answers']['child_sex'] == 'male'"

go_on
see "the draft comes back with what was finished before the kill" "Trần Minh An"
press F10
reach "[5 Promise]"
press Down
press Down
press Down
reach "Note     ["
type_text "mẹ đang nằm viện"
cut "mẹ đang"
kept "killed in the note of the last step: the whole form is kept" "$born and d['answers']['child_sex'] == 'male'"
check "all those cuts left one draft" test "$(drafts)" -eq 1
status "and one dossier" 0 "$motcua" dossier list --json
holds "none of them was filed" "len(d) == 1"
check "the book is whole after the kills" "$motcua" journal verify
check "and its database, too" test "$(sqlite3 "$MOTCUA_BOOK/book.db" 'PRAGMA integrity_check')" = ok

# --- the terminal goes ---

go_on
field 13 "Trung tâm y tế"
reach "[Trung tâm y tế"
began=$(date +%s%N)
kill -HUP "$(desk_pid)"
until_true ended || not_ok "the desk ends when its terminal goes"
took=$((($(date +%s%N) - began) / 1000000))
check "a lost terminal ends the desk within two seconds" test "$took" -lt 2000
kept "and keeps even the field being typed" "'Trung tâm y tế' in json.dumps(d['answers'], ensure_ascii=False)"
check "as one draft" test "$(drafts)" -eq 1
check "the terminal is as it was before" cmp "$here.before" "$here.after"

sit_down
check "while the desk is open the terminal is its own" sh -c \
    "stty -F '$(terminal display-message -p -t desk '#{pane_tty}')' -a | grep -q -- ' -icanon'"
press C-c
see "Ctrl-C ends nothing" "Ctrl-C does nothing here"
kill -TERM "$(desk_pid)"
until_true ended || not_ok "the desk ends when it is asked to"
check "asked to end, the desk leaves the terminal as it was" cmp "$here.before" "$here.after"
check "and says that all is well" test "$(cat "$here.ended")" -eq 0

# In a pty: a terminal that cannot place its cursor is told at once, not filled with lines over lines.
in_pty() { timeout 20 python3 -c 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))' "$@" </dev/null; }
for name in dumb no-such-terminal; do
    status "TERM=$name is refused" 1 in_pty env TERM=$name "$motcua" desk
    says "... with the way out" "desk --plain"
done
