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
check "saying where it goes is asked for" status 2 "$motcua" paper receipt "$code"
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
