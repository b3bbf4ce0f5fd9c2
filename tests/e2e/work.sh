#!/bin/bash
# work.sh - several people at one book: who gets what, papers that change hands, two who edit, what a supervisor decides.
# shellcheck source=tests/e2e/lib.sh.inc
. "$(dirname "$0")/lib.sh.inc"
new_book book
as() { local who=$1; shift; "$motcua" --as "$who" "$@"; }
for person in "huong officer" "lan officer" "sep supervisor"; do
    # shellcheck disable=SC2086
    set -- $person
    status "an account for $1" 0 "$motcua" staff add "$1" --name "Đồng nghiệp $1 (thử)" --role "$2" --json
done
file_one() { # file_one ID [PROCEDURE]: the code in $code
    visit "$1" "Nguyễn Thị Thử" "${2:-1.001193}" >"$work/v.json"
    as lan intake --file "$work/v.json" --json >"$work/out" 2>"$work/err"
    code=$(json "d['code']" "$work/out")
}

# --- who gets new work, and who while that person is away ---
status "a field gets its usual holder" 0 "$motcua" duty set "Hộ tịch" huong --json
holds "and is listed" "d[0]['login'] == 'huong'"
status "a field the catalogue does not know is refused" 3 "$motcua" duty set "Sao Hỏa" huong --json
file_one 062185000001; first=$code
status "a new dossier of it" 0 "$motcua" dossier show "$first" --json
holds "is with her" "'huong' in d['holder']"
day=$(python3 -c 'import datetime; print(datetime.date.today() + datetime.timedelta(days=3))')
status "she leaves" 0 "$motcua" absence set huong --until "$day" --deputy lan --json
says "and what she held goes to the deputy" "1 dossiers went to the deputy"
file_one 062185000002; second=$code
status "a dossier that comes meanwhile" 0 "$motcua" dossier show "$second" --json
holds "goes to the deputy" "'lan' in d['holder']"
status "she is back" 0 "$motcua" absence end huong
says "and has again what was hers" "1 dossiers came back"

# --- papers change hands ---
status "papers are given by a list" 0 as lan dossier handover give --to huong "$first" "$second" --json
holds "with counted papers" "d['dossiers'] == 2 and d['lines'][0]['originals'] == 1 and d['number'] == 1"
list=$(json "d['id']" "$work/out")
status "the dossier shows" 0 as lan dossier show "$first" --json
holds "that its papers are on the way" "d['axes']['papers']['at'] == 'on_way' and 'huong' in d['axes']['papers']['to']"
status "nobody else confirms them" 1 as sep dossier handover receive "$list" --json
holds "... not_receiver" "d['error']['code'] == 'not_receiver'"
status "a missing one needs its reason" 1 as huong dossier handover receive "$list" --missing "$second" --json
holds "... reason_missing" "d['error']['code'] == 'reason_missing'"
status "the receiver confirms, one is missing" 0 as huong dossier handover receive "$list" --missing "$second" --reason "không có trong bìa" --json
holds "line by line" "sorted(l['state'] for l in d['lines']) == ['missing', 'received']"
status "nothing is on the way any more" 0 as lan dossier handover list --on-way --json
holds "... an empty list" "d == []"
status "papers that somebody has are given by her only" 1 as lan dossier handover give --to sep "$first" --json
holds "... papers_elsewhere" "d['error']['code'] == 'papers_elsewhere'"

# --- two who edit ---
echo '{"applicant": {"phone": "0987654321"}}' >"$work/a.json"
echo '{"applicant": {"phone": "0977777777"}, "answers": {"child_name": "Trần An"}}' >"$work/b.json"
status "both look at it" 0 as lan dossier show "$first" --json
seen=$(json "d['version']" "$work/out")
status "one amends the phone" 0 as lan dossier amend "$first" --file "$work/a.json" --version "$seen" --json
holds "with before and after" "d['changes'] == [{'field': 'applicant.phone', 'before': '0912345678', 'now': '0987654321'}]"
status "the other is refused" 1 as huong dossier amend "$first" --file "$work/b.json" --version "$seen" --reason "sửa" --json
holds "and shown the field of both, and whose" "d['error']['code'] == 'changed_meanwhile' and 'lan' in d['by'] and [f['field'] for f in d['fields']] == ['applicant.phone'] and d['fields'][0]['yours'] == '0977777777' and d['fields'][0]['now'] == '0987654321'"
seen_now=$(json "d['version']" "$work/out")
status "a step over a version not seen is refused, too" 1 as huong dossier move "$first" processing --version "$seen" --json
holds "with what differs" "d['fields'][0]['field'] == 'applicant.phone' and d['version'] == $seen_now"
status "an undo over it as well" 1 "$motcua" dossier undo "$first" --reason "nhầm" --version "$seen" --json
holds "... changed_meanwhile" "d['error']['code'] == 'changed_meanwhile'"
status "who looked again decides" 0 as huong dossier amend "$first" --file "$work/b.json" --version "$seen_now" --reason "sửa" --json
status "an answer needs a reason" 1 as huong dossier amend "$first" --file - --json <<<'{"answers": {"child_name": "Khác"}}'
holds "... reason_missing" "d['error']['code'] == 'reason_missing'"
status "an answer that cannot be right is refused with its field" 1 as huong dossier amend "$first" --file - --reason x --json <<<'{"answers": {"khong_co": "1"}}'
holds "... in the problems" "len(d['problems']) >= 1"
status "a name is never amended" 1 as huong dossier amend "$first" --file - --json <<<'{"applicant": {"name": "Ai Khác"}}'
holds "... amend_field" "d['error']['code'] == 'amend_field' and d['error']['field'] == 'applicant.name'"

# --- papers that are owed ---
visit 062185000003 "Nguyễn Thị Nợ" | sed 's/^ *"components".*$/ "components": [],/' >"$work/v.json"
as lan intake --file "$work/v.json" --json >"$work/out" 2>"$work/err"
third=$(json "d['code']" "$work/out")
status "a paper is owed until a day" 0 as lan dossier owe "$third" giay-chung-sinh --by "$day" --json
holds "and listed" "d[0]['due'] == '$day' and d[0]['late'] is False"
status "finished at once" 0 as lan dossier move "$third" finished
status "an officer does not hand the result over before it came" 1 as lan dossier move "$third" returned --json
holds "... papers_owed" "d['error']['code'] == 'papers_owed'"
status "it waits among the results to collect" 0 as lan dossier list --unclaimed --json
holds "... alone" "[r['code'] for r in d] == ['$third']"
status "the paper comes" 0 as lan dossier brought "$third" giay-chung-sinh --originals 1
echo '{"relation": "delegate", "name": "Trần Thử"}' >"$work/c.json"
status "a delegate without authority gets nothing" 1 as lan dossier move "$third" returned --collector "$work/c.json" --json
holds "... no_authority" "d['error']['code'] == 'no_authority'"
status "a wrong result is taken back by a supervisor only" 1 as lan dossier move "$third" processing --reason "sai tên" --json
status "result facts" 0 as lan dossier result "$third" --number 12/GKS --date "$(date +%F)"
status "so the clerk asks" 0 as lan request send "$third" take_back --reason "sai họ tên" --json
asked=$(json "d[0]['id']" "$work/out")
status "not twice" 1 as lan request send "$third" take_back --reason "sai họ tên" --json
status "not decided by a clerk" 1 as huong request approve "$asked" --json
status "the supervisor approves" 0 as sep request approve "$asked" --json
status "the dossier" 0 as lan dossier show "$third" --json
holds "is in work again" "d['state'] == 'processing'"
holds "keeps the wrong result as voided" "d['voided_results'][0]['number'] == '12/GKS' and d['result'] is None"
holds "and tells the request" "d['requests'][0]['state'] == 'approved' and 'sep' in d['requests'][0]['decided_by']"
status "a decline without reason is refused" 0 as lan request send "$third" undo --reason "bấm nhầm" --json
asked=$(json "d[0]['id']" "$work/out")
status "... as it must" 1 as sep request decline "$asked" --json
status "with a reason it is declined" 0 as sep request decline "$asked" --reason "bước này đúng" --json

# --- steps out of order ---
status "a result nobody finished is not handed over" 1 as lan dossier move "$third" returned --json
holds "and it says what is possible" "d['error']['code'] == 'move_not_possible' and 'finished' in d['error']['hint']"
status "papers are asked for with a reason only" 1 as lan dossier move "$third" supplement --json
holds "... reason_missing" "d['error']['code'] == 'reason_missing'"
status "once" 0 as lan dossier move "$third" supplement --reason "thiếu giấy"
status "they came" 0 as lan dossier move "$third" processing
status "not twice without a supervisor" 1 as lan dossier move "$third" supplement --reason "lại thiếu" --json
holds "... second_supplement" "d['error']['code'] == 'second_supplement'"

# --- a holiday announced late ---
visit 062185000004 "Nguyễn Thị Thử" 1.004194 | sed 's/^ *"components".*$/ "components": [],/; s/"answers": {[^}]*}/"answers": {}/' >"$work/v.json"
as lan intake --file "$work/v.json" --json >"$work/out" 2>"$work/err"
fourth=$(json "d['code']" "$work/out")
as lan dossier show "$fourth" --json >"$work/out"
due=$(json "d['due_at'][:10]" "$work/out")
cp "$BUILD/share/data/holidays.csv" "$work/holidays.csv"
grep -q "^$due," "$work/holidays.csv" || echo "$due,statutory,Nghỉ bão,A,,công điện,2099-01-01" >>"$work/holidays.csv"
status "a holiday announced late" 0 "$motcua" calendar import "$work/holidays.csv" --json
holds "moves the promise" "'$fourth' in [m['code'] for m in d['moves']]"
status "which waits to be told" 0 "$motcua" calendar moved --json
holds "... by name" "'$fourth' in [m['code'] for m in d['moves']]"
status "the notices are drafted" 0 "$motcua" calendar moved --draft-notices --json
status "then nobody waits" 0 "$motcua" calendar moved --json
holds "... any more" "d['moves'] == []"
status "the journal is whole" 0 "$motcua" journal verify
