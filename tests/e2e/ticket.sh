#!/bin/bash
# ticket.sh - the waiting line by verbs: numbers, the rule, races, what was filed, a day played beforehand.
# shellcheck source=tests/e2e/lib.sh.inc
. "$(dirname "$0")/lib.sh.inc"
new_book book
ticket() { "$motcua" ticket "$@"; }

status "a number is taken" 0 ticket take --group B --json
holds "it waits in its group and somebody has it" 'd["label"] == "B001" and d["group"] == "B" and d["pending"] is False'
status "a number for the printer" 0 ticket take --group A --pending --json
holds "nobody has it yet" 'd["label"] == "A001" and d["pending"] is True'
status "it is not called: the next is" 0 ticket call --group AB --json
holds "by the rule" 'd["label"] == "B001" and d["state"] == "called" and d["desk"] == "quay-1"'
status "nobody else waits" 3 ticket call --json
holds "and that is said" 'd["error"]["code"] == "nobody_waits"'
status "the printer was on after all" 0 ticket hand A001
status "then it is called" 0 ticket call --json
holds "and the one before is served" 'd["label"] == "A001"'
status "called by mistake: taken back" 0 ticket undo --json
holds "it waits in its old place" 'd["label"] == "A001" and d["state"] == "waiting" and d["calls"] == 0'
status "and is called once more" 0 ticket call --json
holds "as if nothing had been" 'd["label"] == "A001" and d["calls"] == 1'
status "who does not come is skipped" 0 ticket skip
status "and called again when there" 0 ticket recall A001 --json
holds "at this desk" 'd["calls"] == 2 and d["state"] == "called"'

visit 062185001234 "Nguyễn Thị Hoa" >"$work/v.json"
code=$("$motcua" intake --file "$work/v.json" --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["code"])')
status "what was filed is linked" 0 ticket link "$code" --json
holds "to who is here" "d['label'] == 'A001' and d['dossier'] == '$code' and d['dossiers'] == 1"
status "sent on to another group" 0 ticket transfer A001 --group C
status "a group is a letter" 1 ticket transfer A001 --group c
status "a served one is over" 1 ticket transfer B001 --group C
status "never handed out: cancelled" 0 ticket take --group B --pending
status "and gone" 0 ticket cancel B002
status "a cancelled one is not handed out" 1 ticket hand B002
status "an unknown label is told" 3 ticket hand Z999
status "an unknown priority is told" 1 ticket take --priority friend
status "surplus words are told" 2 ticket skip now please
status "the list tells places and times" 0 ticket list --json
holds "the one who waits is next" '[t.get("place") for t in d["tickets"] if t["label"] == "A001"] == [1]'
holds "the rule stands with it" '"after 2 of them" in d["rule"]'

# Eight desks call in the same moment: nobody is called twice, nobody is left out.
for _ in 1 2 3 4 5 6 7; do ticket take --group A >/dev/null; done
callers=()
for desk in 1 2 3 4 5 6 7 8; do
    MOTCUA_DESK=quay-1$desk "$motcua" ticket call --json >"$work/call$desk" 2>&1 &
    callers+=($!)
done
wait "${callers[@]}"
labels=$(cat "$work"/call? | grep -o '"label":"[A-Z0-9]*"' | sort -u | wc -l)
if [ "$labels" -eq 8 ]; then ok "eight desks at once call eight people"; else not_ok "eight desks at once call eight people" "$(cat "$work"/call?)"; fi

status "a day is played under four rules" 0 ticket simulate --people 120 --share 30 --json
holds "the same people under each" 'len({r["priority"]["people"] for r in d}) == 1 and len(d) == 4'
holds "our rule keeps the others from the longest wait" \
    '[r for r in d if r["now"]][0]["others"]["wait_max_seconds"] <= [r for r in d if r["rule"] == "priority"][0]["others"]["wait_max_seconds"]'
status "the limit is a setting" 0 "$motcua" settings set ticket.priority_run 1
status "played with it" 0 ticket simulate
says "named as the one in force" "1, then another (now)"
status "too many people are told" 2 ticket simulate --people 5000
status "the journal holds it all" 0 "$motcua" journal verify
