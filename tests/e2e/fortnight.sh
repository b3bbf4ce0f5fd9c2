#!/bin/bash
# fortnight.sh - two weeks at the counter by verbs, every paper made and read back, every figure counted twice.
# shellcheck source=tests/e2e/lib.sh.inc
. "$(dirname "$0")/lib.sh.inc"
for tool in faketime pdftotext pdftoppm zbarimg; do
    command -v "$tool" >/dev/null || { echo "skip the fortnight: $tool is not installed"; exit 0; }
done
new_book book
mkdir "$work/papers"
python3 "$(dirname "$0")/fortnight.py" "$motcua" "$work/papers" || not_ok "the fortnight was played to its end"
