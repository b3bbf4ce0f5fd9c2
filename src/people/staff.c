/* staff.c - the rules of accounts, and passwords by libsodium. See staff.h. */
#include "people/staff.h"

#include <ctype.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/text.h"

#define ARGON_PASSES 2
#define ARGON_MEMORY ((size_t)64 << 20)

/* What people type when told to take twelve letters; compared without case. */
static const char *const common[] = { "123456789012", "1234567890123", "matkhau123456", "matkhau12345",
    "password1234", "password12345", "qwertyuiop123", "qwertyuiop12", "motcua123456", "motcua@123456",
    "vietnam123456", "quangngai1234", "quangngai123456", "kontum123456", "abcdefghijkl", "abc123456789",
    "iloveyou1234", "administrator", "administrator1", "admin1234567", "admin123456789", "0123456789012",
    "anhyeuem1234", "emyeuanh1234", "ubndxa123456", "ubnd@123456789", "hochiminh1975", "concacon1234",
    "111111222222" };

static bool is_common(const char *password)
{
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (strcasecmp(common[i], password) == 0)
            return true;
    return false;
}

/* Different bytes in the text: few of them mean one sign held down. */
static int variety(const char *text)
{
    bool seen[256] = { false };
    int count = 0;
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        count += !seen[*p];
        seen[*p] = true;
    }
    return count;
}

static int words(const char *text)
{
    int count = 0;
    for (; *text; text += strcspn(text, " ")) {
        text += strspn(text, " ");
        count += *text != '\0';
    }
    return count;
}

enum rc password_check(const char *password, const char *login, struct err *e)
{
    size_t bytes = strlen(password);
    if (bytes > PASSWORD_MAX || utf8_bad_byte(password, bytes))
        return err_set(e, RC_REFUSED, "password_text", N_("A password has at most %d bytes of plain text"),
            PASSWORD_MAX);
    if (utf8_count(password, bytes) < PASSWORD_MIN && words(password) < 4)
        return err_set(
            e, RC_REFUSED, "password_short", N_("A password needs %d letters, or four words"), PASSWORD_MIN);
    bool login_in_it = strlen(login) >= 4 && strcasestr(password, login) && bytes < strlen(login) + 8;
    if (variety(password) < 5 || is_common(password) || login_in_it)
        return err_set(e, RC_REFUSED, "password_common",
            N_("This password is among the first that others try; take four words of your own"));
    return RC_OK;
}

enum rc pin_check(const char *pin, struct err *e)
{
    size_t n = strlen(pin);
    if (n < 6 || n > 8 || strspn(pin, "0123456789") != n)
        return err_set(e, RC_REFUSED, "pin_length", N_("A PIN has 6 to 8 digits"));
    bool row = true;
    for (size_t i = 1; i < n; i++)
        row =
            row && (pin[i] - pin[i - 1] == pin[1] - pin[0]) && pin[1] - pin[0] <= 1 && pin[1] - pin[0] >= -1;
    if (row || variety(pin) < 3)
        return err_set(e, RC_REFUSED, "pin_common", N_("This PIN is guessed at once; mix the digits more"));
    return RC_OK;
}

int staff_wait_seconds(int failures)
{
    if (failures <= STAFF_FAILURES_FREE)
        return 0;
    int doubled = failures - STAFF_FAILURES_FREE - 1;
    return doubled >= 5 ? STAFF_WAIT_MAX : STAFF_WAIT_FIRST << doubled;
}

static bool login_valid(const char *login)
{
    size_t n = strlen(login);
    return n && n < STAFF_LOGIN_SIZE && login[0] >= 'a' && login[0] <= 'z' &&
           strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789._-") == n;
}

enum rc staff_check(const struct staff *staff, struct err *e)
{
    enum rc rc = RC_OK;
    if (!login_valid(staff->login))
        rc = err_set(e, RC_REFUSED, "staff_login",
            N_("The account name has small letters a-z, digits, dot, hyphen; it begins with a letter"));
    else if (!staff->name[0])
        rc = err_set(e, RC_REFUSED, "staff_name", N_("The name of the person is missing"));
    else if (staff->role <= ROLE_NONE || staff->role >= STAFF_ROLES)
        rc = err_set(e, RC_REFUSED, "staff_role",
            N_("The role must be officer, supervisor, chairman, records, administrator or auditor"));
    return rc;
}

enum rc password_hash(char out[PASSWORD_HASH_SIZE], const char *password, struct err *e)
{
    _Static_assert(PASSWORD_HASH_SIZE >= crypto_pwhash_STRBYTES, "the string of libsodium must fit");
    if (sodium_init() < 0 || crypto_pwhash_str_alg(out, password, strlen(password), ARGON_PASSES,
                                 ARGON_MEMORY, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return err_no_memory(e);
    return RC_OK;
}

/* The hash of a random secret nobody kept, with the parameters of all others: the work for an unknown name.
 */
static const char nobody[] =
    "$argon2id$v=19$m=65536,t=2,p=1$ij5JxnLyHUjzy1Z4MIJSVQ$k4rZtsRcVLknne2Dc7D345QOgpMX/ipTNZStMk1ccoU";

bool password_matches(const char *hash, const char *password)
{
    bool real = hash && *hash;
    if (sodium_init() < 0)
        return false;
    char padded[crypto_pwhash_STRBYTES] = { 0 };
    snprintf(padded, sizeof padded, "%s", real ? hash : nobody);
    bool same = crypto_pwhash_str_verify(padded, password, strlen(password)) == 0;
    return real && same;
}

struct js *staff_json(const struct staff *staff)
{
    struct js *row = js_object();
    char seen[ISO_TIME_SIZE];
    js_put_text(row, "login", staff->login);
    js_put_text(row, "name", staff->name);
    js_put_text(row, "title", staff->title);
    js_put_text(row, "role", role_slug(staff->role));
    js_put_bool(row, "counter", permission_has(staff->role, ACTION_INTAKE));
    js_put_text(row, "unix_user", staff->unix_user[0] ? staff->unix_user : NULL);
    js_put_bool(row, "locked", staff->locked);
    js_put_bool(row, "has_password", staff->has_password);
    js_put_text(row, "last_seen_at", staff->last_seen_at ? iso_time(seen, staff->last_seen_at) : NULL);
    return row;
}
