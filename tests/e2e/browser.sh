#!/bin/bash
# browser.sh - the look-up page and the board in a real browser, when this machine has one (make browser-check).
# PICTURES=DIR leaves screenshots there.
# shellcheck source=tests/e2e/lib.sh.inc
. "$(dirname "$0")/lib.sh.inc"
here=$(cd "$(dirname "$0")" && pwd)
browser=$(command -v chromium || command -v chromium-browser || true)
export MOTCUA_LANG=vi
new_book book
# The fullest board there is: five desks call at once, three numbers of before still stand, twelve wait.
for service in A A A A A B B B B C C C C C; do "$motcua" ticket take --group $service >/dev/null; done
for why in elderly pregnant merit infant disabled elderly; do "$motcua" ticket take --group A --priority $why >/dev/null; done
for _ in 1 2 3; do "$motcua" ticket call >/dev/null; done
"$motcua" ticket skip >/dev/null
for desk in 1 2 3 4 5; do MOTCUA_DESK=quay-$desk "$motcua" ticket call >/dev/null; done
visit 062185001234 "Nguyễn Thị Hoa" >"$work/v.json"
code=$("$motcua" intake --file "$work/v.json" --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["code"])')
"$motcua" paper receipt "$code" -o "$work/receipt.pdf" >/dev/null 2>&1
pdftoppm -r 200 -gray "$work/receipt.pdf" "$work/receipt" 2>/dev/null
zbarimg -q --raw "$work"/receipt*.pgm 2>/dev/null | grep -m1 '^MC1|' >"$work/payload"
check "a receipt to look up is there" test -s "$work/payload"
if [ -z "$browser" ]; then echo "skip - no browser on this machine; make browser-check installs one"; exit 0; fi
"$motcua" web --listen 127.0.0.1:0 >"$work/address" 2>"$work/web.err" &
children+=($!)
for _ in $(seq 200); do [ -s "$work/address" ] && break; read -rt 0.05 <> <(:) || true; done
timeout 200 python3 "$here/browser_check.py" "$browser" "$(head -1 "$work/address")" "$work/payload" ${PICTURES:+"$PICTURES"} ||
    not_ok "the browser went through the pages" "status $?"
