#!/bin/bash
# paper: a visit's papers by verb, read back as a citizen's scanner reads them. All people are invented.
# BUILD is the directory of the programs (default: build). Prints "ok - ..." or "not ok - ..." a line.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
motcua=${BUILD:-$root/build}/motcua
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export MOTCUA_BOOK=$scratch/book MOTCUA_LANG=en HOME=$scratch
cd "$scratch" || exit 2

check() { # check SENTENCE COMMAND...
    local sentence=$1
    shift
    if "$@"; then echo "ok - $sentence"; else echo "not ok - $sentence"; fi
}
# shellcheck disable=SC2317  # called through check
status() { # status EXPECTED COMMAND...
    local expected=$1
    shift
    "$@" >"$scratch/out" 2>"$scratch/err"
    [ $? -eq "$expected" ]
}
# shellcheck disable=SC2317
says() { grep -qF -- "$1" "$scratch/out"; }
field() { grep -o "\"$1\":\"[^\"]*\"" "$scratch/out" | head -1 | cut -d'"' -f4; }

"$motcua" init --unit H48.25 --name "UBND xã Đăk Tô" --province "Tỉnh Quảng Ngãi" >/dev/null || exit 2
cat >visit.json <<'JSON'
{"procedure": "1.001193", "variant": null, "channel": "direct",
 "applicant": {"kind": "citizen", "id_number": "062185001234", "name": "Nguyễn Thị Hoa", "birth_date": "1985-08-15",
               "sex": "female", "address": "Thôn 3, Xã Đăk Tô, Tỉnh Quảng Ngãi", "phone": "0912345678"},
 "submitter": null, "answers": {"child_name": "Trần Minh An"},
 "components": [{"id": "giay-chung-sinh", "originals": 1, "copies": 0, "files": [], "replaced_by": null}],
 "result_by": "counter", "note": ""}
JSON
check "a visit is received" status 0 "$motcua" intake --file visit.json --json
code=$(field code)

check "the receipt is written" status 0 "$motcua" paper receipt "$code" -o r.pdf
check "and is two sheets of A4" test "$(pdfinfo r.pdf | grep -cE 'Pages: +2|A4')" = 2
pdftotext -layout r.pdf r.txt
check "both copies are labelled" test "$(grep -cE '\(Liên: (Lưu|Giao người nộp)\)' r.txt)" = 2
check "it names the dossier, the applicant and the child's procedure" \
    bash -c "grep -q '$code' r.txt && grep -q 'Nguyễn Thị Hoa' r.txt && grep -qi 'đăng ký khai sinh' r.txt"

pdftoppm -r 150 -gray r.pdf r
payload=$(zbarimg -q --raw --nodbus r-1.pgm 2>/dev/null)
check "the square reads at 150 dpi" test -n "$payload"
check "it holds no name and no number of a person" bash -c "! grep -qE 'Hoa|062185001234' <<<'$payload'"
check "it is genuine" status 0 "$motcua" verify "$payload" --json
check "and says so for programs" says '"genuine":true'
check "a picture of the other copy is genuine, too" status 0 "$motcua" verify --image r-2.pgm --json
check "another number is found" status 1 "$motcua" verify "${payload/-0001|/-0002|}" --json
check "and called altered" says '"reason":"altered"'
check "a later version is named" status 1 "$motcua" verify "MC2|whatever" --json
check "as what it is" says '"reason":"future_version"'
check "a web address is no receipt" status 1 "$motcua" verify "https://example.invalid/?mahs=$code" --json
check "and is called so" says '"reason":"not_a_receipt"'
head -c 3000 /dev/zero | tr '\0' 'A' >long.txt
check "three thousand letters are no receipt" status 1 "$motcua" verify "$(cat long.txt)"
check "a picture without a square is refused with words" status 1 "$motcua" verify --image visit.json
check "a picture that is not there is not found" status 3 "$motcua" verify --image nothing.png
check "without zbarimg the clerk is told" bash -c "! PATH=/nonexistent '$motcua' verify --image r-1.pgm 2>&1 | grep -q genuine"

"$motcua" init --book "$scratch/other" --unit H48.26 --name "UBND xã Ngọk Tụ" >/dev/null 2>&1 ||
    "$motcua" --book "$scratch/other" init --unit H48.26 --name "UBND xã Ngọk Tụ" >/dev/null 2>&1
check "another commune does not know the key" status 1 "$motcua" --book "$scratch/other" verify "$payload" --json
check "and says whom to ask" says '"reason":"unknown_key"'

check "a second print is made" status 0 "$motcua" paper receipt "$code" -o again.pdf --json
check "and counted as a reprint" says '"reprint":1'
check "and marked on the paper" bash -c "pdftotext again.pdf - | grep -q 'Bản in lại lần 1'"

check "a slip for the roll is written" status 0 "$motcua" paper receipt "$code" --thermal slip.bin
check "and begins as such printers want it" test "$(head -c 2 slip.bin | od -An -tx1 | tr -d ' \n')" = 1b40
check "a printer that does not answer: try again" status 4 "$motcua" paper receipt "$code" --thermal tcp:127.0.0.1:1

check "voiding asks for a reason" status 1 "$motcua" paper void receipt "$code"
check "a wrong receipt is taken back" status 0 "$motcua" paper void receipt "$code" --reason "Sai ngày hẹn (thử)"
check "and verify knows" status 1 "$motcua" verify "$payload" --json
check "that it is void" says '"reason":"voided"'

check "the register book of a year and a half is written" status 0 "$motcua" paper book 2026-01-01..2027-06-30 -o book.pdf
check "a period that is none is refused" status 1 "$motcua" paper book tomorrow -o none.pdf
check "no paper before its step" status 1 "$motcua" paper apology "$code" -o none.pdf
check "no paper of an unknown dossier" status 3 "$motcua" paper receipt H48.25-260101-9999 -o none.pdf
check "two ways at once are one too many" status 2 "$motcua" paper receipt "$code" -o none.pdf --thermal none.bin
check "nothing was left where it was refused" test ! -e none.pdf

check "without a word where to, a file is written here" status 0 "$motcua" paper receipt "$code" --json
check "and named" says "\"file\":\"receipt-$code.pdf\""
check "it is there" test -s "receipt-$code.pdf"
check "the next one does not write over it" status 0 "$motcua" paper receipt "$code" --json
check "but beside it" says "receipt-$code-2.pdf"
check "what was taken back can be looked at" status 0 "$motcua" paper receipt "$code" --issue 3 -o old.pdf
check "and says so itself" bash -c "pdftotext old.pdf - | grep -q 'ĐÃ HỦY: Sai ngày hẹn (thử)'"
check "all receipts of a day in one file" status 0 "$motcua" paper receipt --all "$(TZ=Asia/Ho_Chi_Minh date +%F)" -o day.pdf --json
check "counted" says '"count":1'

# --- money ---
check "nothing is owed: no slip" status 1 "$motcua" paper payment "$code" -o none.pdf
sed 's/1.001193/2.000635/; s/062185001234/062185001235/; s/"components": .*/"components": [],/; s/"child_name".*}, *$/},/; s/"answers": {.*},/"answers": {},/' visit.json >paid.json
check "a visit with a fee" status 0 "$motcua" intake --file paid.json --json
paid=$(field code)
"$motcua" settings set pay.bank 970436
"$motcua" settings set pay.account 0123456789
"$motcua" money lines "$paid" --fee 16000 --basis "NQ 05 (thử)" >/dev/null 2>&1
check "the slip says what is to be paid" status 0 "$motcua" paper payment "$paid" -o pay.pdf
pdftoppm -r 150 -gray pay.pdf pay
check "and its square is the bank's" \
    test "$(zbarimg -q --raw --nodbus pay-1.pgm 2>/dev/null)" = "$("$motcua" money qr "$paid")"
check "on the roll, too" status 0 "$motcua" paper payment "$paid" --thermal pay.bin
check "no receipt for money before the money" status 1 "$motcua" paper cash_receipt "$paid" -o none.pdf
check "it is paid" status 0 "$motcua" money pay "$paid"
check "three copies of the receipt" status 0 "$motcua" paper cash_receipt "$paid" -o cash.pdf
pdftotext -layout cash.pdf cash.txt
check "are three" test "$(grep -cE '\(Liên [123]:' cash.txt)" = 3
check "with number, sum and words" bash -c "grep -q '000001' cash.txt && grep -q 'nghìn đồng' cash.txt"
check "by its number, too" status 0 "$motcua" paper cash_receipt "BL1/$(TZ=Asia/Ho_Chi_Minh date +%Y)/1" --json
check "as a reprint" says '"reprint":1'
check "another number is not found" status 3 "$motcua" paper cash_receipt BL1/2026/99
check "the money goes back" status 0 "$motcua" money refund "$paid" --reason "Thu nhầm (thử)"
check "the old receipt says so" bash -c "'$motcua' paper cash_receipt '$paid' -o back.pdf && pdftotext back.pdf - | grep -q 'ĐÃ HOÀN TRẢ theo số BL1/'"
check "a wrong receipt for money is taken back by its number" status 0 "$motcua" paper void cash_receipt "BL1/$(TZ=Asia/Ho_Chi_Minh date +%Y)/1" --reason "Ghi sai tên (thử)"

# --- the line, work between people ---
check "a number is taken" status 0 "$motcua" ticket take --group A --priority elderly
check "and printed" status 0 "$motcua" paper ticket A001 -o ticket.pdf
check "large enough to be read" bash -c "pdftotext ticket.pdf - | grep -qx 'A001'"
check "with the rule" bash -c "pdftotext ticket.pdf - | tr '\n' ' ' | grep -q 'được gọi trước'"
check "no ticket that nobody took" status 3 "$motcua" paper ticket A999 -o none.pdf
check "a ticket on a roll that is off: try again" status 4 "$motcua" paper ticket A001 --thermal 127.0.0.1:1
check "nothing went from hand to hand yet" status 3 "$motcua" paper handover "$(TZ=Asia/Ho_Chi_Minh date +%F)" -o none.pdf
check "the layout in force is shown" status 0 "$motcua" paper layout ticket
check "as it stands" cmp -s "$scratch/out" "$root/data/papers/ticket.yaml"
for kind in receipt supplement refusal apology stop control result payment cash_receipt book handover ticket; do
    check "the help names $kind" bash -c "'$motcua' paper --help | tr '|' ' ' | grep -qw '$kind'"
done
check "nothing was left where it was refused" test ! -e none.pdf

cp "$root/data/papers/receipt.yaml" mine.yaml
check "the layout we deliver is right" status 0 "$motcua" paper check mine.yaml
sed -i 's/{applicant.address}/{applicant.adress}/' mine.yaml
check "a misspelt fact is found" status 1 "$motcua" paper check mine.yaml
line=$(grep -n adress mine.yaml | cut -d: -f1)
check "with its line" grep -q "mine.yaml:$line:" "$scratch/err"

"$motcua" paper qr "$code" >qr.txt
check "the terminal's square has a quiet zone and is square" \
    test "$(wc -l <qr.txt) $(head -1 qr.txt | tr -d '\n' | wc -m)" = "29 57"
check "the journal is whole" status 0 "$motcua" journal verify
exit 0
