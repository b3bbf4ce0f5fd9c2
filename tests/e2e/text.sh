#!/bin/bash
# text.sh - `motcua text` as a filter. BUILD names the directory of the build; all names are invented.
set -u
motcua="${BUILD:-build}/motcua"
export MOTCUA_LANG=en
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

same() { # same SENTENCE EXPECTED GOT
    if [ "$2" = "$3" ]; then echo "ok - $1"; else echo "not ok - $1"; echo "# wanted: $2"; echo "# got:    $3"; fi
}

same "text telex composes line by line" $'đăk tô\nKon Ray\n\nYBlưi' "$(printf 'ddawk too\nKon Ray\n\nYBluwi\n' | "$motcua" text telex)"
same "text telex --new-style puts the tone on the second vowel" "hoà" "$(echo hoaf | "$motcua" text telex --new-style)"
same "text vni leaves codes alone" "đăk tô H48.25-260105-0001" "$(echo 'd9a8k to6 H48.25-260105-0001' | "$motcua" text vni)"
same "text fold drops marks" "nguyen thi anh dao" "$(echo 'Nguyễn Thị Ánh Đào' | "$motcua" text fold)"
same "text nfc composes what cp1258 wrote" "ế" "$(printf 'ê\xcc\x81\n' | "$motcua" text nfc)"
same "text sort orders by the alphabet" $'đá\nma\nmà\nmạ\nmăng' "$(printf 'mạ\nmăng\nma\nđá\nmà\n' | "$motcua" text sort)"
same "text sort --people orders by given name" $'Nguyễn Văn An\nTrần Thị Ân\nLê Bình' \
    "$(printf 'Lê Bình\nTrần Thị Ân\nNguyễn Văn An\n' | "$motcua" text sort --people)"
same "text capitalise writes names as on papers" "H'Linh Niê Kđăm" "$(echo "H'LINH NIÊ KĐĂM" | "$motcua" text capitalise)"
same "text --json prints one list" '["đ","ê"]' "$(printf 'dd\nee' | "$motcua" text telex --json)"

same "text unlegacy reads TCVN3 and VNI side by side" $'Xã Đăk Tô\nXã Đăk Tô' "$(printf 'X· §¨k T«\nXaõ Ñaêk Toâ\n' | "$motcua" text unlegacy 2>"$scratch/said")"
same "text unlegacy says how it read" "Read as Unicode 0 lines, TCVN3 1, VNI 1, misread UTF-8 0, unclear 0" "$(cat "$scratch/said")"
same "text unlegacy reads the bytes of an old file" "Xã Đăk Tô" "$(printf 'X\xb7 \xa7\xa8k T\xab\n' | "$motcua" text unlegacy 2>/dev/null)"
same "text unlegacy leaves the unclear as it is" "§ ¶" "$(echo '§ ¶' | "$motcua" text unlegacy 2>/dev/null)"

printf 'Hoa\nNgu\xff\nAn\n' | "$motcua" text nfc >"$scratch/out" 2>"$scratch/said"
same "bytes that are not UTF-8 end the work with status 1" 1 $?
same "the lines before are there" Hoa "$(cat "$scratch/out")"
same "line and byte are named" "motcua: Line 2: Byte 4 (FF) is not UTF-8; save or copy the text again as Unicode" "$(cat "$scratch/said")"
printf 'a\xe2\x80\xae\n' | "$motcua" text sort >"$scratch/out" 2>/dev/null
same "a hidden turn of direction is refused" 1 $?
same "sort prints nothing then" "" "$(cat "$scratch/out")"
"$motcua" text upside-down </dev/null >/dev/null 2>&1
same "an unknown transformation is wrong usage" 2 $?

# Every verb explains itself: help ends well and shows at least one line to type.
verbs=$("$motcua" --help | sed -n 's/^  \([a-z]*\) .*/\1/p')
same "the help names the verbs" 30 "$([ "$(wc -w <<<"$verbs")" -ge 30 ] && echo 30)"
for verb in $verbs; do
    "$motcua" "$verb" --help >"$scratch/out" 2>&1
    same "$verb --help shows an example" "0 yes" "$? $(grep -q "^  motcua $verb" "$scratch/out" && echo yes)"
done
"$motcua" calendar due --procedure 1.001193 --limit 3 --json >"$scratch/out"
same "a procedure and a limit of one's own contradict each other" 2 $?
"$motcua" calendar due --limit many --json >"$scratch/out"
same "the option that is no number is named as the field" limit \
    "$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["error"]["field"])' "$scratch/out")"
same "a full output is told in the language of the desk" 0 "$(MOTCUA_LANG="vi" "$motcua" calendar lunar 2026-02-17 2>&1 >/dev/full | grep -c 'standard output')"
