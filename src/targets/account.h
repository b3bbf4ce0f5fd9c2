/* account.h - user and password from a file of two lines that only its owner may read (mode 0400). */
#ifndef TARGETS_ACCOUNT_H
#define TARGETS_ACCOUNT_H

#include "base/err.h"

struct account {
    char user[128], password[128];
};

/* RC_REFUSED when others may read the file, or when it does not hold two lines. */
MUST enum rc account_read(struct account *ret, const char *path, struct err *e);
void account_wipe(struct account *account);

#endif
