#!/bin/bash
# catalog.sh - the catalogue from outside: the portal's records and workbooks, all of it or nothing.
cd "$(dirname "$0")/../.." || exit 1
# shellcheck source=tests/e2e/lib.sh.inc
. tests/e2e/lib.sh.inc
new_book catalogue
data=tests/catalog/data/portal

# portal OPTIONS...: a practice portal; its address goes into the book
portal() {
    : >"$work/address"
    "$BUILD/motcua-portal" portal --stall 300 "$@" >"$work/address" 2>"$work/portal.log" &
    children+=($!)
    portal=$!
    for _ in $(seq 500); do [ -s "$work/address" ] && break; sleep 0.01; done
    "$motcua" settings set portal.url "$(head -n 1 "$work/address")" >/dev/null
}
close_portal() { kill "$portal" 2>/dev/null; wait "$portal" 2>/dev/null; }
update() { "$motcua" catalog update --from portal "$@"; }

status "without a portal the update says so" 3 update
portal
status "a portal that says the same is looked at" 0 update --dry-run --json
holds "fees, limits, cases and names come back as they were" \
    "not [c for c in d['changes'] if c['what'] not in ('limit_confidence', 'confidence', 'field_code', 'component')]"
# A paper that our table lists twice under one name comes back once.
holds "papers come back as they were, but for a few doubled names" "len([c for c in d['changes'] if c['what'] == 'component']) < 20"
holds "nothing is new and nothing is withdrawn" "d['added'] == 0 and d['withdrawn'] == 0 and d['same'] + d['changed'] > 100"
status "the update is taken" 0 update --json
status "the same once more" 0 update --json
holds "changes nothing" "d['changed'] == 0 and d['added'] == 0"
close_portal

portal --records $data/poor.json
status "a dry run over poor records" 0 update --dry-run
says "tells a changed fee as numbers" "fee of 2.000815 (at the counter) from 2.000 to 2.500"
says "tells what is new" "1.900001 Thủ tục mẫu của cổng tập"
says "tells what the portal no longer lists" "1 procedures in force here are not on the portal's list"
status "the dry run changed nothing" 3 "$motcua" catalog show 1.900001
status "half of a record is taken" 0 update --json
holds "as one changed and one new procedure" "d['changed'] == 1 and d['added'] == 1 and d['withdrawn'] == 0"
status "the new one is there" 0 "$motcua" catalog show 1.900001 --json
holds "a paper of all cases stands once" "[c['name'] for c in d['components']] == ['Đơn mẫu', 'Sổ mẫu']"
holds "a paper of one case names it" "d['components'][1]['variants'] == ['truong-hop-1']"
status "a record without papers leaves them" 0 "$motcua" catalog show 1.001193 --json
holds "as they were" "len(d['components']) > 1 and d['version'] < 3"
status "what is missing is withdrawn when asked" 0 update --whole --json
holds "and only that" "d['withdrawn'] == 1 and d['changed'] == 0"
status "a withdrawn procedure stays readable" 0 "$motcua" catalog show 1.004884
says "with the day" "Withdrawn on"
status "but nobody may file it any more" 3 sh -c "$(declare -f visit); visit 062185001234 'Nguyễn Thị Mẫu' 1.004884 | '$motcua' intake --file -"
close_portal

versions() { "$motcua" catalog list --json | cksum; }
before=$(versions)
for bad in doubled unknown wrong; do
    portal --records $data/$bad.json
    status "a portal with $bad records is refused as a whole" 1 update
    [ "$before" = "$(versions)" ] && ok "the catalogue in force is as it was after $bad" || not_ok "$bad changed the catalogue"
    close_portal
done
portal --records $data/unknown.json
status "the refusal" 1 update --json
holds "names the code" "'1.900009' in d['error']['message']"
close_portal
status "a line that is down" 4 update --json
holds "is told in words" "len(d['error']['message']) > 10"
portal --faults 3:20
status "a portal that misbehaves now and then" 0 sh -c "for i in 1 2 3 4 5; do '$motcua' catalog update --from portal --dry-run && exit 0; done; exit 1"
close_portal

# --- workbooks ---
mkdir "$work/books"
check "workbooks are made" "$(command -v /usr/bin/python3 || command -v python3)" tests/e2e/make_workbooks.py "$work/books"
books=$work/books
status "a workbook is looked at first" 0 "$motcua" catalog diff "$books/good.xlsx"
says "in sentences" "new from"
status "and taken in" 0 "$motcua" catalog import "$books/good.xlsx" --json
holds "with all its rows" "d['added'] == 2"
status "a code that Excel took for a number" 0 "$motcua" catalog show 2.000110 --json
holds "is whole again" "d['code'] == '2.000110' and d['name'] == 'Thủ tục mẫu, có dấu phẩy'"
before=$(versions)
refused() { # FILE TEXT SENTENCE
    status "$3 is refused" 1 timeout 30 "$motcua" catalog import "$books/$1.xlsx"
    says "$3: in words" "$2"
}
refused bomb "document type" "an entity bomb in a sheet"
refused bomb_texts "document type" "an entity bomb in the texts"
refused outside "document type" "an entity that names a file of this machine"
refused million "rows" "a sheet of a million rows"
refused far "rows" "a row numbered ten million"
refused wide "columns" "a cell far to the right"
refused zeros "unpacks to more than 64 MB" "a zip that grows to 200 MB"
refused cut "damaged" "a workbook cut in the middle"
refused flipped "damaged" "a workbook with a flipped bit"
refused text "damaged" "a table that only calls itself a workbook"
refused empty "damaged" "an empty file"
refused nothing "empty" "an empty sheet"
refused index "damaged" "a text that is not there"
refused formula "formula" "a formula that does not work"
refused doubled "1.900001" "a doubled code"
status "a workbook over 20 MB is refused" 1 "$motcua" catalog import "$books/large.xlsx"
status "a workbook that is not there" 3 "$motcua" catalog import "$books/none.xlsx"
[ "$before" = "$(versions)" ] && ok "the catalogue in force is as it was" || not_ok "a refused workbook changed the catalogue"

# --- never ask twice ---
papers() { sed 's/"components": \[.*$/"components": ['"$1"'],/' ; }
visit 062185001234 "Nguyễn Thị Mẫu" 1.001193 >"$work/plain.json"
"$motcua" catalog show 1.001193 --json >"$work/out"
paper=$(json "[(c['id'], c['replaced_by'][0] if isinstance(c['replaced_by'], list) else c['replaced_by'].split()[0]) for p in [d] for c in p['components'] if c['replaced_by']][0]" "$work/out")
id=$(python3 -c "print(${paper}[0])") database=$(python3 -c "print(${paper}[1])")
visit 062185001235 "Trần Thị Thử" 1.001193 | papers ""  >"$work/none.json"
papers "{\"id\": \"$id\", \"replaced_by\": \"$database\"}" <"$work/plain.json" >"$work/one.json"
status "a dossier whose paper is data" 0 "$motcua" intake --file "$work/one.json" --json
status "a dossier without" 0 "$motcua" intake --file "$work/none.json" --json
status "what was saved is counted" 0 "$motcua" dossier saved --json
holds "per month and database" "d['papers'] == 1 and d['relieved'] == 1 and d['dossiers'] == 2 and d['months'][0]['database'] == '$database'"
status "another period" 0 "$motcua" dossier saved --from 2020-01-01 --to 2020-12-31 --json
holds "has nothing" "d['papers'] == 0 and d['dossiers'] == 0"
status "a day that is none" 2 "$motcua" dossier saved --from soon

# where fields came from, papers used again, and a second keyer
status "sources go with the dossier" 0 bash -c "sed 's/\"components\"/\"sources\": {\"applicant.name\": \"register\", \"child_name\": \"portal\"}, \"components\"/; s/062185001234/062185001236/' '$work/plain.json' | '$motcua' intake --file - --json"
told=$(json "d['code']" "$work/out")
status "and are shown" 0 "$motcua" dossier show "$told" --json
holds "with what was saved and what was typed" "d['saved']['fields'] >= 2 and d['saved']['typed'] > 0 and d['sources']['child_name'] == 'portal'"
status "an unknown source is refused" 1 bash -c "sed 's/\"components\"/\"sources\": {\"child_name\": \"neighbour\"}, \"components\"/; s/062185001234/062185001237/' '$work/plain.json' | '$motcua' intake --file - --json"
status "a second entry that differs is refused" 1 bash -c "sed 's/\"components\"/\"second\": {\"child_name\": \"Khác\"}, \"components\"/; s/062185001234/062185001238/' '$work/plain.json' | '$motcua' intake --file - --json"
holds "with the field, without its value" "[p['field'] for p in d['problems'] if p['code'] == 'double_entry'] == ['child_name'] and 'Khác' not in str(d)"
status "months add papers and fields" 0 "$motcua" dossier saved --json
holds "in one line a month" "d['fields'] >= 2 and d['by_month'][0]['papers'] == 1 and d['by_month'][0]['fields'] == d['fields']"

# --- the portal's whole list in one file, larger than any other JSON that is read ---
status "fields without a code are named" 0 "$motcua" catalog check
grep -q MaLinhVuc "$work/out" && ok "with how many procedures wait for it" || not_ok "with how many procedures wait for it"
python3 - "$work/whole.json" <<'PY'
import json, sys
record = json.load(open("tests/catalog/data/portal/poor.json"))["records"][0]
with open(sys.argv[1], "w") as f:
    for n in range(6000):
        one = dict(record, MATTHC="7.%06d" % n, TENTTHC="Thủ tục mẫu %d" % n, YEUCAU="x" * 1500, LINHVUCTHUCHIEN=[{"TENLINHVUC": "Mẫu"}])
        f.write(("[" if n == 0 else ",") + json.dumps(one, ensure_ascii=False))
    f.write("]")
PY
status "six thousand records in one file of 10 MB are taken" 0 timeout 60 "$motcua" catalog import "$work/whole.json" --json
holds "all of them" "d['added'] == 6000"
status "cut off at its end it is refused" 1 bash -c "head -c 9000000 '$work/whole.json' >'$work/cut.json'; '$motcua' catalog import '$work/cut.json' --json"
holds "with the place" "d['error']['code'] == 'json_syntax'"
