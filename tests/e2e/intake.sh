#!/bin/bash
# intake.sh - receiving a dossier from the command line: what is answered, what is refused, and that nothing is lost.
# shellcheck source=tests/e2e/lib.sh.inc
. "$(dirname "$0")/lib.sh.inc"
new_book book
receive() { "$motcua" intake --file - --json; }

visit 062185001234 "Nguyễn Thị Hoa" >"$work/v.json"
status "an intake is received" 0 "$motcua" intake --file "$work/v.json" --json
holds "its code is unit, day, serial" "__import__('re').match(r'H48\.25-\d{6}-0001$', d['code']) is not None"
holds "it tells the due date with reasons" "d['due_at'] is not None and len(d['due_why']) >= 2"
holds "one delivery waits" "d['deliveries'] == 1"
code=$(json "d['code']" "$work/out")

status "the same citizen and procedure on one day is refused" 1 "$motcua" intake --file "$work/v.json" --json
holds "and says why" "d['error']['code'] == 'same_day'"
status "until it is confirmed" 0 "$motcua" intake --file "$work/v.json" --confirm same_day --json
holds "then it is a warning" "'same_day' in [w['code'] for w in d['warnings']]"
holds "the number has no gap after a refusal" "d['code'].endswith('-0002')"

refuse() { # refuse SENTENCE CODE SED-EXPRESSION
    visit 062185009999 "Nguyễn Thị Thử" | sed "$3" >"$work/bad.json"
    status "$1 is refused" 1 "$motcua" intake --file "$work/bad.json" --json
    holds "... as $2" "'$2' in [d['error']['code']] + [p['code'] for p in d.get('problems', [])]"
}
refuse "an ID number of 11 digits" id_number_length 's/062185009999/06218500999/'
refuse "a birth date in the future" birth_date_future 's/1985-08-15/2062-08-15/'
refuse "a missing mandatory answer" answer_missing 's/"child_name": "Trần Minh An"//'
refuse "an unknown paper" no_such_component 's/giay-chung-sinh/giay-la/'
refuse "a zero width letter in a name" text_invisible 's/Thị/Th\xe2\x80\x8bị/'
refuse "a bidi control in a name" text_bidi 's/Thị/Th\xe2\x80\xaeị/'
refuse "an unknown channel" channel 's/"direct"/"pigeon"/'
refuse "an unknown part of the document" unknown_key 's/"note"/"nota"/'
refuse "a draft that is neither yes nor no" wrong_type 's/"note"/"draft": "yes", "note"/'
refuse "a channel that is a number" not_text 's/"direct"/5/'
refuse "a way of handing over that is a number" not_text 's/"counter"/5/'
refuse "a scanned card that is a number" not_text 's/"note"/"card": 5, "note"/'
refuse "a scan named outside a list" not_array 's/"files": \[\]/"files": "scan.pdf"/'
refuse "a database that is a number" not_text 's/"replaced_by": null/"replaced_by": 5/'
visit 062185009999 "Nguyễn Thị Thử" 9.999999 >"$work/bad.json"
status "an unknown procedure is refused" 3 "$motcua" intake --file "$work/bad.json" --json
visit 062185009999 "Nguyễn Thị Thử" | sed 's/062185009999/1/; s/"child_name": "Trần Minh An"//; s/1985/2085/' >"$work/bad.json"
status "several faults are refused together" 1 "$motcua" intake --file "$work/bad.json" --json
holds "... and all of them told" "len([p for p in d['problems'] if p['severity'] == 'refuse']) >= 3"
holds "what was typed is kept as a draft" "d['draft'] > 0"
printf '{"procedure": "1.001193", "applicant": {"name": "\xff\xfe"}}' >"$work/bad.json"
status "invalid UTF-8 is refused" 1 "$motcua" intake --file "$work/bad.json" --json
printf '{"a": 1, "a": 2}' | receive >"$work/out" 2>&1
holds "a doubled key is refused with its place" "d['error']['code'] == 'json_duplicate'"
status "a document that is no JSON is refused" 1 bash -c "echo '{' | '$motcua' intake --file - --json"

file_case() { # file_case SENTENCE PATH CODE
    visit 062185008888 "Nguyễn Thị Thử" | sed "s|\"files\": \[\]|\"files\": [\"$2\"]|" >"$work/bad.json"
    timeout 5 "$motcua" intake --file "$work/bad.json" --json >"$work/out" 2>"$work/err"
    holds "$1" "d['error']['code'] == '$3'"
}
mkdir "$work/dir"; mkfifo "$work/fifo"; ln -s /etc/passwd "$work/link"
printf '%%PDF-1.4\nmẫu\n' >"$work/good.pdf"; cp "$work/good.pdf" "$work/picture.png"; echo hello >"$work/text.pdf"
head -c 22000000 /dev/zero >"$work/big.pdf"
file_case "a file that is not there is refused" "$work/none.pdf" no_such_file
file_case "a directory is refused" "$work/dir" is_a_directory
file_case "a FIFO is refused at once" "$work/fifo" not_a_file
file_case "a symbolic link is refused" "$work/link" is_a_link
file_case "a file over 20 MB is refused" "$work/big.pdf" file_too_large
file_case "a file that is not what its name says is refused" "$work/picture.png" file_not_what_it_says
file_case "a text called .pdf is refused" "$work/text.pdf" file_kind
visit 062185007777 "Nguyễn Thị Thử" | sed "s|\"files\": \[\]|\"files\": [\"$work/good.pdf\"]|" >"$work/v2.json"
status "a real file goes into the checklist" 0 "$motcua" intake --file "$work/v2.json" --json
holds "the number has no gap after all these refusals" "d['code'].endswith('-0003')"
with_file=$(json "d['code']" "$work/out")
status "the dossier shows it" 0 "$motcua" dossier show "$with_file" --json
holds "with its kind and digest" "d['components'][0]['files'][0]['kind'] == 'pdf' and len(d['components'][0]['files'][0]['digest']) == 64"
if grep -rqa "%PDF-1.4" "$MOTCUA_BOOK/files"; then not_ok "the scan lies encrypted"; else ok "the scan lies encrypted"; fi
status "a paper is digitised later" 0 "$motcua" dossier attach "$code" giay-chung-sinh "$work/good.pdf"
status "an unknown checklist line is refused" 3 "$motcua" dossier attach "$code" giay-la "$work/good.pdf"

status "a draft is kept without any rule" 0 bash -c "echo '{\"draft\": true, \"procedure\": \"1.001193\"}' | '$motcua' intake --file - --json"
holds "and has no code" "d['state'] == 'draft' and 'code' not in d"
visit 062185006666 "Nguyễn Thị Thử" | sed 's/"phone"/"fone"/' >"$work/bad.json"
status "a key of a person that nobody reads is no refusal" 0 "$motcua" intake --file "$work/bad.json" --json
holds "... but it is told" "[w for w in d['warnings'] if w['code'] == 'unknown_key' and 'fone' in w['message']] != []"
status "the list finds dossiers by the procedure's code" 0 "$motcua" dossier list --find 1.001193 --json
holds "... all of them" "len(d) >= 3 and {r['procedure'] for r in d} == {'1.001193'}"
status "a result that is no paper is refused" 1 bash -c "'$motcua' dossier move $code processing >/dev/null && '$motcua' dossier move $code finished --result '$work/text.pdf' --json"
holds "... and names the option" "d['error']['field'] == 'result'"
status "the journal is whole" 0 "$motcua" journal verify
status "an unknown verb is a usage error" 2 "$motcua" fly
status "an unknown option is a usage error" 2 "$motcua" intake --fly
status "a book that is not there is told" 3 "$motcua" --book "$work/nowhere" dossier list

"$motcua" init --book "$work/behind" --unit H48.26 --name "UBND xã Sơn Tịnh" >/dev/null
status "--book may stand behind the verb, too" 0 "$motcua" dossier list --book "$work/behind" --json

status "a command line that is wrong is told as JSON, too" 2 "$motcua" intake --fly --json
holds "with the code usage" "d['error']['code'] == 'usage'"
status "a code with control signs is looked for in vain" 3 "$motcua" dossier show $'a\xe2\x80\xaeb\x1b[31m'
if grep -q $'\x1b' "$work/err" || grep -q $'\xe2\x80\xae' "$work/err"; then not_ok "and none of them reaches the terminal"
else ok "and none of them reaches the terminal"; fi
visit 062185006666 "Nguyễn Thị Thử" | sed 's/Thị/Th\xe2\x80\x8bị/' >"$work/bad.json"
status "a name with an unseen letter is refused" 1 "$motcua" intake --file "$work/bad.json" --json
holds "and not called missing as well" "'name_missing' not in [p['code'] for p in d['problems']]"

# --- index 766, and a dossier that was filed on the portal by hand ---
visit 062185004444 "Nguyễn Thị Thử" | sed 's/"direct"/"online"/; s/"result_by": "counter"/"result_by": "online"/' >"$work/v4.json"
status "an online dossier is received" 0 "$motcua" intake --file "$work/v4.json" --json
online=$(json "d['code']" "$work/out")
points() { echo "{p['id']: p for p in d['index766']}"; }
holds "and tells its points of index 766" "[p['id'] for p in d['index766']] == ['1.4','2.1','3.3','4.1','4.2','4.3','4.5']"
holds "on line with an electronic result counts" "$(points)['3.3']['earned'] is True"
holds "nothing scanned will not, with what would mend it" "$(points)['4.2']['earned'] is False and bool($(points)['4.2']['mend'])"
holds "what is not decided yet is null, with its reason" "$(points)['4.1']['earned'] is None and bool($(points)['4.1']['why'])"
status "the dossier shows them, too" 0 "$motcua" dossier show "$code" --json
holds "and at the counter 3.3 is lost" "$(points)['3.3']['earned'] is False and d['portal_code'] is None"
status "the portal's code is recorded" 0 "$motcua" dossier portal-code "$code" h48.25-260105-0042 --json
holds "and makes it an online dossier" "d['portal_code'] == 'H48.25-260105-0042' and d['channel'] == 'online' and d['deliveries'] == 1"
status "once more changes nothing" 0 "$motcua" dossier portal-code "$code" H48.25-260105-0042 --json
holds "and sends nothing" "d['deliveries'] == 0"
status "the dossier has it" 0 "$motcua" dossier show "$code" --json
holds "with its event" "d['channel'] == 'online' and d['portal_code'] == 'H48.25-260105-0042' and 'portal_coded' in [e['event'] for e in d['events']]"
status "the same code for another dossier is refused" 1 "$motcua" dossier portal-code "$online" H48.25-260105-0042 --json
holds "as portal_code_taken" "d['error']['code'] == 'portal_code_taken'"
status "a code that is none is refused" 1 "$motcua" dossier portal-code "$online" 12345 --json
holds "with an example" "d['error']['code'] == 'portal_code' and bool(d['error']['hint'])"
status "another code in its place needs a reason" 1 "$motcua" dossier portal-code "$code" H48.25-260105-0043
status "with one it is recorded" 0 "$motcua" dossier portal-code "$code" H48.25-260105-0043 --reason "typed wrongly"
visit 062185003333 "Nguyễn Thị Thử" | sed 's/"direct"/"online"/; s/"note"/"portal_code": "H48.25-260105-0099", "note"/' >"$work/v5.json"
status "an intake may bring the portal's code with it" 0 "$motcua" intake --file "$work/v5.json" --json
status "... which the dossier then has" 0 "$motcua" dossier show "$(json "d['code']" "$work/out")" --json
holds "... on line" "d['portal_code'] == 'H48.25-260105-0099' and d['channel'] == 'online'"
status "the journal is still whole" 0 "$motcua" journal verify
status "the portal's form of a dossier is shown" 0 "$motcua" dossier portal-form "$code" --json
holds "in its order with our values" "[b['value'] for b in d['boxes'] if b['box'] == 'answer.child_name'] == ['Trần Minh An']"
holds "and says that its names are to be confirmed" "d['to_confirm'] is True and d['boxes'][0]['section'] == 'NƠI NỘP HỒ SƠ'"
status "a box is ticked off" 0 "$motcua" dossier portal-tick "$code" answer.child_name --json
holds "... and stays so" "d['ticked'] is True"
status "a box that is not there is refused" 3 "$motcua" dossier portal-tick "$code" answer.no_such --json
status "the portal's form has the tick" 0 "$motcua" dossier portal-form "$code" --json
holds "... on that box alone" "[b['box'] for b in d['boxes'] if b['ticked']] == ['answer.child_name']"
status "the points are told in words, too" 0 "$motcua" dossier show "$code"
says "... the count and what is lost" "! 4.3 reused"
mkdir "$work/portal_forms"
cat >"$work/portal_forms/1.001193.yaml" <<'YAML'
portal_form: 1.001193
version: 1
title: Thử
confidence: to confirm
sections:
  - title: A
    fields:
      - { label: X, from: answer.no_such }
YAML
status "a mistake in a portal form is found" 1 "$motcua" form check "$work/portal_forms/1.001193.yaml" --json
holds "... with its place" "[(m['code'], m['line']) for m in d] == [('bad_from', 8)]"
status "those of the house are in order" 0 "$motcua" form check
