/* vietqr.h - the payment QR of a Vietnamese bank account (VietQR): EMVCo TLV with CRC-16/CCITT-FALSE. Pure.
 *
 *   00 version · 01 "12" (one payment) · 38 { 00 GUID, 01 { 00 bank, 01 account }, 02 service } · 53 "704" (VND)
 *   · 54 amount · 58 "VN" · 62 { 08 purpose } · 63 CRC over all before it, its own "6304" included
 *
 * Equal facts give equal bytes. The purpose holds letters A-Z, digits and blanks only: banks drop the rest, and a
 * changed purpose could not be matched with its dossier again.
 */
#ifndef DOSSIER_VIETQR_H
#define DOSSIER_VIETQR_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct vietqr {
    const char *bank;     /* 6 digits (BIN) */
    const char *account;  /* 4 to 19 letters and digits */
    int64_t amount;       /* dong, 1 .. MONEY_MAX */
    const char *purpose;  /* the dossier's code; what banks drop becomes a blank */
};

#define VIETQR_SIZE 256

/* RC_REFUSED "bank_bin", "bank_account", "amount" or "purpose" (longer than 25 signs). */
MUST enum rc vietqr_payload(char out[VIETQR_SIZE], const struct vietqr *qr, struct err *e);

/* Polynomial 0x1021, start 0xFFFF, nothing reflected, no final xor: "123456789" gives 0x29B1. */
uint16_t crc16_ccitt_false(const char *bytes, size_t len);

#endif
