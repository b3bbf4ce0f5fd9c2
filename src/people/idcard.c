/* idcard.c - see idcard.h. */
#include "people/idcard.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/legacy.h"
#include "base/problem.h"
#include "base/text.h"
#include "base/viet.h"

enum { PART_NUMBER, PART_OLD, PART_NAME, PART_BIRTH, PART_SEX, PART_ADDRESS, PART_ISSUED, PART_EXTRA };
#define PARTS_MIN  7
#define PARTS_2024 10
#define PARTS_MAX  16

struct part {
    const char *text;
    size_t len;
};

const char *idcard_kind_slug(enum idcard_kind kind)
{
    static const char *const slugs[] = { "", "cccd2021", "cancuoc2024", "mrz" };
    return slugs[kind];
}

static struct part trimmed(struct part part)
{
    while (part.len && part.text[0] == ' ')
        part.text++, part.len--;
    while (part.len && part.text[part.len - 1] == ' ')
        part.len--;
    return part;
}

static int split(struct part parts[PARTS_MAX], const char *text)
{
    int count = 0;
    for (const char *from = text;; from++) {
        size_t len = strcspn(from, "|");
        if (count < PARTS_MAX)
            parts[count++] = trimmed((struct part){ from, len });
        from += len;
        if (!*from)
            return count;
    }
}

static bool ascii_only(struct part part)
{
    for (size_t i = 0; i < part.len; i++)
        if ((unsigned char)part.text[i] >= 0x80)
            return false;
    return true;
}

static bool has_small_letter(const char *text)
{
    size_t len = strlen(text);
    for (size_t i = 0, n; i < len; i += n) {
        uint32_t code;
        n = utf8_decode(&code, text + i, len - i);
        if (!n)
            return true;
        if (viet_is_letter(code) && viet_upper(code) != code)
            return true;
    }
    return false;
}

static enum rc copy_part(char *out, size_t size, struct part part, const char *field, struct err *e)
{
    if (part.len >= size) {
        err_set(e, RC_REFUSED, "card_part_long", N_("This part of the card is too long: %s"), field);
        err_field(e, "%s", field);
        return RC_REFUSED;
    }
    memcpy(out, part.text, part.len);
    out[part.len] = '\0';
    return RC_OK;
}

/* --- the parts --- */

static enum rc number_part(struct idcard *card, struct part part, struct err *e)
{
    bool digits = part.len && strspn(part.text, "0123456789") >= part.len;
    if (digits && part.len == 12)
        return copy_part(card->id_number, sizeof card->id_number, part, "id_number", e);
    if (digits && part.len == 11)
        err_set(e, RC_REFUSED, "id_number_length",
            N_("A personal number has 12 digits, these are 11: perhaps the 0 in front was lost"));
    else
        err_set(e, RC_REFUSED, "id_number_digits", N_("The card's first part is no number of 12 digits"));
    err_hint(e, N_("Scan the card again, or type the number from its front"));
    err_field(e, "id_number");
    return RC_REFUSED;
}

static enum rc old_part(struct idcard *card, struct part part, struct problems *warnings, struct err *e)
{
    bool digits = strspn(part.text, "0123456789") >= part.len;
    if (part.len && (!digits || (part.len != 9 && part.len != 12))) {
        problem_warn(
            warnings, "old_id", "old_id_odd", N_("The old number on the card is odd and was left out"));
        return RC_OK;
    }
    return copy_part(card->old_id, sizeof card->old_id, part, "old_id", e);
}

static bool ddmmyyyy(struct day *ret, struct part part)
{
    if (part.len != 8 || strspn(part.text, "0123456789") < 8)
        return false;
    int digit[8];
    for (int i = 0; i < 8; i++)
        digit[i] = part.text[i] - '0';
    struct day day = { digit[4] * 1000 + digit[5] * 100 + digit[6] * 10 + digit[7], digit[2] * 10 + digit[3],
        digit[0] * 10 + digit[1] };
    *ret = day;
    return day_valid(day);
}

static enum rc birth_part(struct idcard *card, struct part part, struct day today, struct err *e)
{
    if (!ddmmyyyy(&card->birth, part)) {
        err_set(e, RC_REFUSED, "card_birth_date", N_("The birth date on the card is no day: \"%.*s\""),
            (int)part.len, part.text);
        err_field(e, "birth_date");
        return RC_REFUSED;
    }
    if (day_compare(card->birth, today) > 0) {
        err_set(e, RC_REFUSED, "birth_date_future", N_("The birth date %02d/%02d/%04d has not come yet"),
            card->birth.d, card->birth.m, card->birth.y);
        err_field(e, "birth_date");
        return RC_REFUSED;
    }
    return RC_OK;
}

static enum rc issued_part(
    struct idcard *card, struct part part, struct problems *warnings, struct day today, struct err *e)
{
    if (!ddmmyyyy(&card->issued, part)) {
        err_set(e, RC_REFUSED, "card_issue_date", N_("The issue date on the card is no day: \"%.*s\""),
            (int)part.len, part.text);
        err_hint(e, N_("Scan the card again; a scan that breaks off early looks like this"));
        err_field(e, "issued");
        return RC_REFUSED;
    }
    if (day_compare(card->issued, today) > 0 || day_compare(card->issued, card->birth) < 0)
        problem_warn(warnings, "issued", "issue_date_odd", N_("The issue date on the card cannot be right"));
    return RC_OK;
}

static void sex_part(struct idcard *card, struct part part, struct problems *warnings)
{
    char text[16];
    if (part.len >= sizeof text || copy_part(text, sizeof text, part, "sex", NULL) ||
        !sex_parse(&card->sex, text))
        problem_warn(warnings, "sex", "card_sex", N_("The sex on the card could not be read; choose it"));
}

/* Scanners that type like a keyboard lose marks: all-ASCII residence, or question marks in the name. Names
 * alone do not prove it ("Y Hoa" has none). */
static void warn_lost_marks(struct part name, struct part address, struct problems *warnings)
{
    bool asked = memchr(name.text, '?', name.len) || memchr(address.text, '?', address.len);
    if (asked || (ascii_only(name) && ascii_only(address) && address.len))
        problem_warn(warnings, "name", "marks_lost",
            N_("The scanner lost the Vietnamese marks; put name and residence right from the card"));
}

/* "NGUYỄN THỊ HOA" -> "Nguyễn Thị Hoa"; mixed case stays as it is. */
static enum rc name_part(char *out, size_t size, struct part part, const char *field, struct err *e)
{
    enum rc rc = copy_part(out, size, part, field, e);
    if (rc || has_small_letter(out))
        return rc;
    AUTO_BUF name = buf_limit(size - 1);
    rc = viet_capitalise(&name, out, strlen(out));
    if (rc)
        return err_no_memory(e);
    return copy_part(out, size, (struct part){ buf_text(&name), name.len }, field, e);
}

/* "Đội 4, , Xã Sơn Tịnh" -> "Đội 4, Xã Sơn Tịnh": parts of an address that the card leaves empty. */
static void close_gaps(char *address)
{
    char *to = address;
    for (const char *from = address; *from;) {
        size_t gap = *from == ',' ? 1 : 0;
        gap += strspn(from + gap, " ");
        if (*from == ',' && (from[gap] == ',' || !from[gap] || to == address))
            from += gap;
        else
            *to++ = *from++;
    }
    while (to > address && to[-1] == ' ')
        to--;
    *to = '\0';
}

static enum rc read_parts(struct idcard *card, const struct part *parts, int count, struct problems *warnings,
    struct day today, struct err *e)
{
    enum rc rc = number_part(card, parts[PART_NUMBER], e);
    if (!rc)
        rc = old_part(card, parts[PART_OLD], warnings, e);
    if (!rc && !parts[PART_NAME].len)
        rc = err_set(e, RC_REFUSED, "card_name", N_("The card's name is empty; scan it again"));
    if (!rc)
        rc = name_part(card->name, sizeof card->name, parts[PART_NAME], "name", e);
    if (!rc)
        rc = birth_part(card, parts[PART_BIRTH], today, e);
    if (!rc)
        rc = copy_part(card->address, sizeof card->address, parts[PART_ADDRESS], "address", e);
    if (!rc)
        rc = issued_part(card, parts[PART_ISSUED], warnings, today, e);
    if (rc)
        return rc;
    close_gaps(card->address);
    sex_part(card, parts[PART_SEX], warnings);
    warn_lost_marks(parts[PART_NAME], parts[PART_ADDRESS], warnings);
    for (int i = PART_EXTRA, found = 0; i < count && !rc && found < 2; i++)
        if (parts[i].len)
            rc = found++ ? name_part(card->mother, sizeof card->mother, parts[i], "mother", e)
                         : name_part(card->father, sizeof card->father, parts[i], "father", e);
    return rc;
}

enum rc idcard_parse(struct idcard *ret, struct problems *warnings, const char *payload, size_t len,
    struct day today, struct err *e)
{
    if (len >= 3 && memcmp(payload, "\xEF\xBB\xBF", 3) == 0)
        payload += 3, len -= 3;
    while (len && strchr("\r\n \t", payload[len - 1]))
        len--;
    AUTO_BUF text = buf_limit(IDCARD_PAYLOAD_MAX);
    AUTO_BUF mended = buf_limit(IDCARD_PAYLOAD_MAX);
    bool was_mojibake = legacy_unmojibake(&mended, payload, len);
    if (was_mojibake) {
        payload = buf_text(&mended);
        len = mended.len;
    }
    struct text_limits limits = { .bytes = IDCARD_PAYLOAD_MAX };
    enum rc rc = text_accept(&text, payload, len, &limits, "card", e);
    if (rc)
        return rc;

    struct part parts[PARTS_MAX];
    int count = split(parts, buf_text(&text));
    if (count < PARTS_MIN) {
        err_set(e, RC_REFUSED, "card_parts",
            N_("This is not the QR code of an identity card (%d parts of 7)"), count);
        err_hint(e, N_("Scan the square on the front of the card"));
        return RC_REFUSED;
    }
    struct idcard card = { .kind = count >= PARTS_2024 ? CARD_CAN_CUOC_2024 : CARD_CCCD_2021 };
    rc = read_parts(&card, parts, count, warnings, today, e);
    if (rc)
        return rc;
    if (was_mojibake)
        problem_warn(warnings, "name", "marks_mended",
            N_("The scanner garbled the Vietnamese marks; they were put right, compare with the card"));
    char birth[ISO_DAY_SIZE];
    id_number_check(
        warnings, "id_number", card.id_number, iso_day(birth, card.birth), card.sex, today, ID_CARD);
    *ret = card;
    return RC_OK;
}

static void put_day(struct js *object, const char *key, struct day day)
{
    char text[ISO_DAY_SIZE];
    js_put_text(object, key, day.y ? iso_day(text, day) : NULL);
}

struct js *idcard_json(const struct idcard *card, const struct problems *warnings)
{
    struct js *all = js_object();
    js_put_text(all, "kind", idcard_kind_slug(card->kind));
    js_put_text(all, "id_number", card->id_number);
    js_put_text(all, "old_id", card->old_id[0] ? card->old_id : NULL);
    js_put_text(all, "name", card->name);
    put_day(all, "birth_date", card->birth);
    js_put_text(all, "sex", card->sex ? sex_slug(card->sex) : NULL);
    js_put_text(all, "address", card->address);
    put_day(all, "issued", card->issued);
    if (card->expires.y)
        put_day(all, "expires", card->expires);
    if (card->father[0])
        js_put_text(all, "father", card->father);
    if (card->mother[0])
        js_put_text(all, "mother", card->mother);
    js_put(all, "warnings", problems_json(warnings));
    return all;
}
