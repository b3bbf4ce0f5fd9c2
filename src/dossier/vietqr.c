/* vietqr.c - see vietqr.h. */
#include "dossier/vietqr.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "dossier/money.h"

#define PURPOSE_MAX 25 /* EMVCo: the value of an additional data field */

uint16_t crc16_ccitt_false(const char *bytes, size_t len)
{
    uint16_t crc = 0xFFFF;
    for (size_t i = 0; i < len; i++) {
        crc ^= (uint16_t)((unsigned char)bytes[i] << 8);
        for (int bit = 0; bit < 8; bit++)
            crc = (uint16_t)(crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1);
    }
    return crc;
}

static void field(struct buf *out, const char *tag, const char *value)
{
    buf_addf(out, "%s%02zu%s", tag, strlen(value), value);
}

static bool all_of(const char *text, int (*kind)(int), size_t min, size_t max)
{
    size_t len = strlen(text);
    for (size_t i = 0; i < len; i++)
        if (!kind((unsigned char)text[i]))
            return false;
    return len >= min && len <= max;
}

static enum rc check(const struct vietqr *qr, struct err *e)
{
    if (!qr->bank || !all_of(qr->bank, isdigit, 6, 6))
        return err_set(e, RC_REFUSED, "bank_bin", N_("The bank's number has 6 digits; set it in pay.bank"));
    if (!qr->account || !all_of(qr->account, isalnum, 4, 19))
        return err_set(
            e, RC_REFUSED, "bank_account", N_("The account has 4 to 19 letters and digits; set it in pay.account"));
    if (qr->amount < 1 || qr->amount > MONEY_MAX)
        return err_set(e, RC_REFUSED, "amount", N_("There is no amount to be paid"));
    if (strlen(qr->purpose) > PURPOSE_MAX)
        return err_set(e, RC_REFUSED, "purpose", N_("The purpose of a payment has at most %d signs"), PURPOSE_MAX);
    return RC_OK;
}

static void add_account(struct buf *out, const struct vietqr *qr)
{
    AUTO_BUF bank = buf_limit(64), all = buf_limit(128);
    field(&bank, "00", qr->bank);
    field(&bank, "01", qr->account);
    field(&all, "00", "A000000727"); /* NAPAS */
    field(&all, "01", buf_text(&bank));
    field(&all, "02", "QRIBFTTA"); /* to an account */
    field(out, "38", buf_text(&all));
}

static void add_purpose(struct buf *out, const char *purpose)
{
    AUTO_BUF inner = buf_limit(64);
    char clean[PURPOSE_MAX + 1];
    size_t len = strlen(purpose);
    for (size_t i = 0; i <= len; i++)
        clean[i] = (char)(isalnum((unsigned char)purpose[i]) || !purpose[i] ? purpose[i] : ' ');
    field(&inner, "08", clean);
    field(out, "62", buf_text(&inner));
}

enum rc vietqr_payload(char out[VIETQR_SIZE], const struct vietqr *qr, struct err *e)
{
    AUTO_BUF text = buf_limit(VIETQR_SIZE - 1);
    char amount[24];
    enum rc rc = check(qr, e);
    if (rc)
        return rc;
    snprintf(amount, sizeof amount, "%lld", (long long)qr->amount);
    field(&text, "00", "01");
    field(&text, "01", "12");
    add_account(&text, qr);
    field(&text, "53", "704");
    field(&text, "54", amount);
    field(&text, "58", "VN");
    if (*qr->purpose)
        add_purpose(&text, qr->purpose);
    buf_puts(&text, "6304");
    buf_addf(&text, "%04X", crc16_ccitt_false(buf_text(&text), text.len));
    if (text.failed)
        return err_no_memory(e);
    memcpy(out, buf_text(&text), text.len + 1);
    return RC_OK;
}
