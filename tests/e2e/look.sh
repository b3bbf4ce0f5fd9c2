#!/bin/bash
# look.sh - themes from outside: the contrast table, theme files, fonts without the marks.
# shellcheck source=tests/e2e/lib.sh.inc
. "$(dirname "$0")/lib.sh.inc"
new_book book

for theme in dark light eight mono; do
    status "the theme $theme can be read by everybody" 0 "$motcua" desk --theme "$theme" --contrast
done
status "the table names every role" 0 "$motcua" desk --contrast
check "with its ratio" grep -Eq '^focus +234 222 +12\.' "$work/out"

printf '# a theme of our own\nbase 252 16\nfocus 238 236 bold\n' >"$work/own.theme"
status "a role under 4.5 is refused" 1 "$motcua" desk --theme "$work/own.theme" --contrast
says "and pointed at" "< 4.5"
printf 'base 252 16\nfokus 16 222\n' >"$work/wrong.theme"
status "a mistake in a theme file is refused" 1 "$motcua" desk --theme "$work/wrong.theme" --dump -
says "with its line" "line 2"
printf 'base 252 16\nfocus 16 222 bold\n' >"$work/good.theme"
status "a theme file dresses the desk" 0 "$motcua" desk --theme "$work/good.theme" --dump -
status "a theme nobody has is told" 2 "$motcua" desk --theme pink --dump -

status "a font without the marks is served" 0 "$motcua" --lang en desk --glyphs ascii --dump -
check "with plain signs only" python3 -c '
import sys
text = open(sys.argv[1], encoding="utf-8").read()
bad = sorted({c for c in text if 0x2000 <= ord(c) < 0x3000})
sys.exit("marks left: " + " ".join(bad) if bad else 0)' "$work/out"

status "a theme is set for every desk of the book" 0 "$motcua" settings set theme "$work/good.theme"
status "and the marks, too" 0 "$motcua" settings set glyphs ascii
status "the desk puts them on" 0 "$motcua" desk --dump -
check "by itself" grep -q '^ *+-* *Open the desk' "$work/out"
rm "$work/good.theme"
status "a theme file that is gone keeps nobody out" 0 "$motcua" desk --dump -
says "the desk is there" "Open the desk"
says "and says what is missing" "good.theme"
