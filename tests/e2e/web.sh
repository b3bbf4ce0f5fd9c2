#!/bin/bash
# web.sh - the look-up page and the board over a real socket.
# shellcheck source=tests/e2e/lib.sh.inc
. "$(dirname "$0")/lib.sh.inc"
new_book book
"$motcua" web --listen 127.0.0.1:0 >"$work/address" 2>"$work/web.err" &
children+=($!)
for _ in $(seq 200); do [ -s "$work/address" ] && break; read -rt 0.05 <> <(:) || true; done
url=$(head -1 "$work/address")
[ -n "$url" ] || not_ok "the page is served" "$(head -c 300 "$work/web.err")"

get() { curl -s -m 10 -D "$work/head" -o "$work/out" -w '%{http_code}' "$@" >"$work/code"; : >"$work/err"; }
answers() { # answers SENTENCE STATUS CURL-ARGUMENTS...
    local sentence=$1 expected=$2; shift 2
    get "$@"
    if [ "$(cat "$work/code")" = "$expected" ]; then ok "$sentence"; else not_ok "$sentence" "$(cat "$work/code")"; fi
}
heads() { if grep -qiF "$2" "$work/head"; then ok "$1"; else not_ok "$1" "$(head -c 600 "$work/head")"; fi; }

answers "the form is there" 200 "$url/"
says "it fits a phone" 'width=device-width'
heads "nothing is stored by browsers" "Cache-Control: no-store"
heads "nothing from elsewhere may run" "default-src 'none'"
heads "no referrer leaves" "Referrer-Policy: no-referrer"
if grep -qE '<script|https?://|style=' "$work/out"; then not_ok "no script and nothing from elsewhere"; else ok "no script and nothing from elsewhere"; fi
answers "its style comes from itself" 200 "$url/style.css"

visit 062185001234 "Nguyễn Thị Hoa" >"$work/v.json"
code=$("$motcua" intake --file "$work/v.json" --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["code"])')
"$motcua" paper receipt "$code" -o "$work/receipt.pdf" >/dev/null 2>"$work/paper.err"
pdftoppm -r 200 -gray "$work/receipt.pdf" "$work/receipt" 2>/dev/null
payload=$(zbarimg -q --raw "$work"/receipt*.pgm 2>/dev/null | grep -m1 '^MC1|')
if [ -n "$payload" ]; then ok "the printed receipt's square is read"; else not_ok "the printed receipt's square is read" "$(cat "$work/paper.err")"; fi
answers "its text looks the dossier up" 200 --data-urlencode "r=$payload" "$url/"
says "with the code" "$code"
says "with initials" "N.T.H."
if grep -qE 'Nguyễn|062185001234|1\.001193|0912345678' "$work/out"; then not_ok "and no name, number or procedure"; else ok "and no name, number or procedure"; fi
answers "a link does the same" 200 -G --data-urlencode "r=$payload" "$url/"
answers "the code alone tells nothing" 404 --data-urlencode "r=$code" "$url/"
answers "an altered receipt tells nothing" 404 --data-urlencode "r=${payload%?????}AAAAA" "$url/"
head -c 5000 /dev/zero | tr '\0' a >"$work/long"
answers "a long body is refused" 413 --data-binary "@$work/long" "$url/"
answers "another method is refused" 405 -X DELETE "$url/"
answers "another path is not there" 404 --path-as-is "$url/../../etc/passwd"

"$motcua" ticket take --group A >/dev/null
"$motcua" ticket take --group A --priority elderly >/dev/null
"$motcua" ticket call >/dev/null
answers "the board is there" 200 "$url/board"
says "the called number with its desk" '<td class="no">A002</td><td>desk 1</td>'
says "and how many wait" 'chứng thực</td><td class="count">1</td>'
says "and the rule of the line" 'after 2 of them in a row'

slowed=0
for _ in $(seq 14); do get --data-urlencode "r=MC1|x" "$url/"; [ "$(cat "$work/code")" = 429 ] && slowed=$((slowed + 1)); done
if [ "$slowed" -ge 1 ]; then ok "who asks too often is slowed"; else not_ok "who asks too often is slowed"; fi
heads "and told when to come back" "Retry-After: 60"
status "a port that is taken is told" 4 "$motcua" web --listen "${url#http://}"
status "an address that is none is told" 2 "$motcua" web --listen nowhere:1
