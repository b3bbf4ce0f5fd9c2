#!/bin/bash
# message.sh - telling the citizen, end to end: a visit, a result, a gateway that plays a provider, a call, the lists;
# and the money of the evening. Every person is invented.
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/e2e/lib.sh.inc
. "$here/lib.sh.inc"
new_book messages
"$motcua" settings set outbox.targets "" >/dev/null

# ready ID NAME PHONE: a dossier whose result is ready; its code on standard output
ready() {
    visit "$1" "$2" 1.004194 | sed "s/0912345678/$3/; s/\"child_name\": \"Trần Minh An\"//; s/{\"id\": \"giay-chung-sinh\".*}\\]/]/" >"$work/visit.json"
    local code
    code=$("$motcua" intake --file "$work/visit.json" --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["code"])')
    "$motcua" dossier move "$code" processing >/dev/null && "$motcua" dossier move "$code" finished >/dev/null
    echo "$code"
}

status "the words of the commune fit one short message each" 0 "$motcua" message check --json
holds "... counted" "set(d['parts'].values()) == {1} and d['problems'] == []"

# Without a gateway: somebody calls.
first=$(ready 062185000001 "Y Mẫu" 0912345678)
status "who is to be called stands on a list" 0 "$motcua" message calls --json
holds "... with the number and what to say" "len(d) == 1 and d[0]['phone'] == '0912345678' and 'kết quả' in d[0]['say']"
id=$(json "d[0]['id']" "$work/out")
status "a call in vain is noted" 0 "$motcua" message called "$id" not_reached --json
holds "... and it stays on the list" "d['state'] == 'open' and d['channel'] == 'call' and d['calls'] == 1"
status "the list can be printed" 0 "$motcua" message calls
says "... with the script" "Hồ sơ $first đã có kết quả"
status "a result of a call that is none is refused" 2 "$motcua" message called "$id" shouted
status "a message that is not there is told" 3 "$motcua" message called 999 reached --json
holds "... by its code" "d['error']['code'] == 'no_such_message'"
status "a wrong number is noted" 0 "$motcua" message called "$id" wrong_number --json
holds "... and the head of the hamlet is asked" "d['channel'] == 'hamlet' and d['hamlet'] == 'Thôn 3'"
visit 062185000001 "Y Mẫu" 1.001193 >"$work/again.json"
status "at the next visit" 0 "$motcua" intake --file "$work/again.json" --json
holds "... the number is asked for again" "any(w['code'] == 'phone_wrong' for w in d['warnings'])"
status "the list for the hamlets can be printed" 0 "$motcua" message hamlets
says "... with room for a signature" "Thôn 3"
status "what was handed over is noted" 0 "$motcua" message called "$id" handed --json
status "the dossier shows who was told what" 0 "$motcua" dossier show "$first" --json
holds "... and how" "d['messages'][-1]['state'] == 'told' and d['messages'][-1]['channel'] == 'hamlet'"

# A gateway: the practice portal plays it.
"$motcua" portal --listen 127.0.0.1:0 --store "$work/portal.db" >"$work/address" 2>"$work/portal.log" &
children+=($!)
for _ in $(seq 500); do [ -s "$work/address" ] && break; sleep 0.01; done
url=$(head -n 1 "$work/address")
for setting in zalo.url sms.url; do "$motcua" settings set "$setting" "$url" >/dev/null; done
"$motcua" settings set message.quiet_from 0 >/dev/null
"$motcua" settings set message.quiet_to 0 >/dev/null
"$motcua" settings set sms.price 850 >/dev/null
second=$(ready 062185000002 "A Thử" 0987654403)
status "what waits is sent" 0 "$motcua" sync --once --json
holds "... Zalo refused, SMS took it, in one run" "[(r['target'], r['sent'], r['refused']) for r in d['targets']] == [('zalo', 0, 1), ('sms', 1, 0)]"
status "sending again" 0 "$motcua" sync --once --now --json
holds "... sends nothing twice" "d['sent'] == 0"
status "the dossier shows it" 0 "$motcua" dossier show "$second" --json
holds "... without the name" "d['messages'][-1]['channel'] == 'sms' and d['messages'][-1]['state'] == 'told' and 'Thử' not in d['messages'][-1]['text']"
curl -s "$url/practice/messages" >"$work/out" 2>/dev/null
holds "the gateway got one message without marks" "len(d) == 1 and d[0]['text'].isascii() and d[0]['phone'] == '84987654403'"
status "what it cost is counted" 0 "$motcua" message cost --json
holds "... in whole dong" "d == {'messages': 1, 'parts': 1, 'dong': 850}"
status "a citizen does not want Zalo" 0 "$motcua" message wish 062185000002 no_zalo --json
status "... nor a pigeon" 2 "$motcua" message wish 062185000002 pigeon
status "the old lists are workbooks, too" 0 "$motcua" report call_list -o "$work/calls.xlsx" --json
holds "... nobody is left" "d['figures']['messages'] == 0"

# The evening.
visit 062185000003 "Y Thử" 2.000815 | sed 's/"child_name": "Trần Minh An"//; s/{"id": "giay-chung-sinh".*}\]/]/' >"$work/copy.json"
third=$("$motcua" intake --file "$work/copy.json" --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["code"])')
status "four pages of a certified copy" 0 "$motcua" money lines "$third" --pieces 4 --copies 2 --json
cp "$work/out" "$work/whole.json"
holds "... are two dear and two cheap ones, twice" "d['amount'] == 12000 and sum(l['amount'] for l in d['lines']) == 12000"
status "an exemption without proof is refused" 1 "$motcua" money lines "$third" --exempt 50 --reason "hộ nghèo" --json
holds "... and says so" "d['error']['code'] == 'exempt_proof'"
status "an exemption said later" 0 "$motcua" money lines "$third" --exempt 50 --reason "hộ nghèo" --proof "Giấy 12/HN" --json
cp "$work/out" "$work/half.json"
holds "... keeps the pages and copies counted before" "d['amount'] == $(json "d['amount']" "$work/whole.json") // 2"
status "pages counted anew" 0 "$motcua" money lines "$third" --pieces 4 --json
holds "... keep the exemption" "d['amount'] == $(json "d['amount']" "$work/half.json")"
status "an exemption taken back" 0 "$motcua" money lines "$third" --exempt 0 --json
holds "... asks for the whole sum again" "d['amount'] == $(json "d['amount']" "$work/whole.json")"
for sum in -5 1.5 1,000; do
    status "a sum of $sum is refused" 1 "$motcua" money pay "$third" --amount "$sum" --json
done
status "it is paid" 0 "$motcua" money pay "$third" --json
status "more than was paid is not given back" 1 "$motcua" money refund "$third" --amount 12001 --reason "thu nhầm" --json
status "a part is given back with a reason" 0 "$motcua" money refund "$third" --amount 2000 --reason "thu nhầm một trang" --json
status "a drawer that does not fit needs its reason" 1 "$motcua" money drawer --notes 5000x1,2000x2 --json
holds "... and says so" "d['error']['code'] == 'explanation_missing'"
status "a note that does not exist is refused" 1 "$motcua" money drawer --notes 3000x1 --json
status "counted by notes it is closed" 0 "$motcua" money drawer --notes 5000x1,2000x2 --reason "thối thừa 1.000" --json
holds "... with the difference and who counted" "d['difference'] == -1000 and d['notes'] == {'5000': 1, '2000': 2} and len(d['counted_by']) > 0"
status "every desk is seen" 0 "$motcua" money drawer --all --json
holds "... by the supervisor" "len(d) == 1 and d[0]['closed']"
status "the fee of the council is set once" 0 "$motcua" money council 1.000656 --fee 8000 --basis "NQ 12/2025/NQ-HĐND (thử)" --json
visit 062185000004 "A Mẫu" 1.000656 | sed 's/"child_name": "Trần Minh An"//; s/{"id": "giay-chung-sinh".*}\]/]/' >"$work/death.json"
status "and told at reception" 0 "$motcua" intake --file "$work/death.json" --json
holds "... by itself" "d['fee'] == 8000"
status "what the law sets no council sets" 1 "$motcua" money council 2.000815 --fee 1 --basis NQ --json
