/* settings.c - see settings.h. The manual page and `motcua settings list` are printed from this table. */
#include "book/settings.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/tx.h"

const struct setting_row settings_table[] = {
    { "outbox.targets", SETTING_TEXT, "portal", 0, 0, NULL,
        N_("Who each event of a dossier is sent to: names separated by blanks (portal, hub, file_drop)") },
    { "portal.profile", SETTING_CHOICE, "session", 0, 0, "session token",
        N_("The wire shape the portal's adapter speaks") },
    { "portal.url", SETTING_TEXT, "", 0, 0, NULL, N_("Address of the portal's adapter; empty = not connected") },
    { "portal.login_path", SETTING_TEXT, "/mapi/login", 0, 0, NULL, N_("Path of the log-in call (to confirm)") },
    { "portal.call_path", SETTING_TEXT, "/mapi/g", 0, 0, NULL, N_("Path of all other calls (to confirm)") },
    { "portal.unit_code", SETTING_TEXT, "", 0, 0, NULL, N_("Our unit code at the portal; empty = the book's") },
    { "portal.dest_code", SETTING_TEXT, "", 0, 0, NULL, N_("Routing code of the portal on the national exchange") },
    { "portal.account_file", SETTING_SECRET_FILE, "", 0, 0, NULL,
        N_("File of mode 0400 with two lines: user, password") },
    { "portal.ca_file", SETTING_PATH, "", 0, 0, NULL, N_("Certificates to trust instead of the system's") },
    { "portal.pin", SETTING_TEXT, "", 0, 0, NULL, N_("sha256//... of the portal's public key") },
    { "file_drop.dir", SETTING_PATH, "", 0, 0, NULL, N_("Directory in which the target file_drop leaves its messages") },
    { "hub.url", SETTING_TEXT, "", 0, 0, NULL, N_("libpq connection string of the provincial hub, without password") },
    { "printer.name", SETTING_TEXT, "", 0, 0, NULL, N_("CUPS queue for papers; empty = the system's default") },
    { "printer.thermal", SETTING_TEXT, "", 0, 0, NULL, N_("Thermal printer: a device or tcp:HOST:PORT") },
    { "scanner.device", SETTING_TEXT, "", 0, 0, NULL, N_("SANE device of the document scanner") },
    { "scanner.tty", SETTING_TEXT, "", 0, 0, NULL,
        N_("Terminal line of the card scanner (/dev/ttyACM0); empty = it types like a keyboard") },
    { "receipt.lookup_url", SETTING_TEXT, "", 0, 0, NULL, N_("Address of the receipt look-up page") },
    { "receipt.phone", SETTING_TEXT, "", 0, 0, NULL, N_("Telephone printed at the foot of receipts") },
    { "pay.book", SETTING_TEXT, "BL1", 0, 0, NULL, N_("The receipt book (quyển biên lai) that fees are written into") },
    { "pay.tax_code", SETTING_TEXT, "", 0, 0, NULL, N_("The unit's tax code, printed on fee receipts") },
    { "pay.receipt_form", SETTING_TEXT, "", 0, 0, NULL, N_("Form number (mẫu số) of the fee receipts, as registered") },
    { "pay.receipt_serial", SETTING_TEXT, "", 0, 0, NULL, N_("Serial (ký hiệu) of the fee receipts, as registered") },
    { "pay.bank", SETTING_TEXT, "", 0, 0, NULL, N_("The unit's bank, 6 digits, for the payment QR") },
    { "pay.account", SETTING_TEXT, "", 0, 0, NULL, N_("The unit's account, for the payment QR") },
    { "zalo.url", SETTING_TEXT, "", 0, 0, NULL,
        N_("Address of the gateway that sends Zalo messages; https, empty = off") },
    { "zalo.account_file", SETTING_SECRET_FILE, "", 0, 0, NULL,
        N_("File of mode 0400 with two lines for the Zalo gateway: account, secret") },
    { "sms.url", SETTING_TEXT, "", 0, 0, NULL, N_("Address of the SMS gateway; https, empty = off") },
    { "sms.account_file", SETTING_SECRET_FILE, "", 0, 0, NULL,
        N_("File of mode 0400 with two lines for the SMS gateway: account, secret") },
    { "sms.sender", SETTING_TEXT, "", 0, 0, NULL, N_("The sender's name that the SMS gateway shows") },
    { "sms.form", SETTING_CHOICE, "plain", 0, 0, "plain marks",
        N_("SMS without marks (160 letters) or with them where 70 letters hold it") },
    { "sms.price", SETTING_INT, "0", 0, 100000, NULL, N_("What one short message costs, whole dong") },
    { "message.quiet_from", SETTING_INT, "20", 0, 23, NULL, N_("From this hour on nobody is sent a message") },
    { "message.quiet_to", SETTING_INT, "7", 0, 23, NULL, N_("Until this hour; the same hour twice = always") },
    { "message.patience_hours", SETTING_INT, "24", 1, 240, NULL,
        N_("What a gateway did not take for so long goes to the call list") },
    { "message.unclaimed_days", SETTING_INT, "7", 1, 90, NULL,
        N_("Results that lie here so long: their citizens are called") },
    { "paper.set", SETTING_CHOICE, "2025", 0, 0, "2018 2025", N_("Numbering of the printed forms") },
    { "ticket.groups", SETTING_TEXT, "A=Hộ tịch, chứng thực; B=Đất đai, xây dựng; C=Việc khác", 0, 0, NULL,
        N_("Service groups of the waiting line: a letter and a name each, with ; between") },
    { "ticket.desks", SETTING_TEXT, "", 0, 0, NULL,
        N_("Which groups a desk calls: quay-1=AB; quay-2=C. A desk that is not named calls all") },
    { "ticket.priority_run", SETTING_INT, "2", 1, 9, NULL,
        N_("Priority tickets in a row before one of the others is called; the rule is shown on the board") },
    { "lock.idle_minutes", SETTING_INT, "5", 1, 60, NULL, N_("Minutes without a key before the desk locks") },
    { "typing.method", SETTING_CHOICE, "auto", 0, 0, "auto telex vni off", N_("Vietnamese typing at the desk") },
    { "typing.tone_style", SETTING_CHOICE, "old", 0, 0, "old new", N_("Tone placement: old (hòa) or new (hoà)") },
    { "theme", SETTING_TEXT, "", 0, 0, NULL,
        N_("Colours of the desk: dark, light, eight, mono or a theme file; empty = what the terminal can") },
    { "glyphs", SETTING_CHOICE, "full", 0, 0, "full ascii", N_("Marks of the desk: ascii for fonts that lack them") },
    { "mouse", SETTING_BOOL, "yes", 0, 0, NULL, N_("Clicks and wheel at the desk; no leaves the mouse to the terminal") },
    { "sound", SETTING_BOOL, "yes", 0, 0, NULL, N_("Beeps at the desk") },
    { "backup.dir", SETTING_PATH, "", 0, 0, NULL, N_("Where the daily backup is written") },
    { "assistant.url", SETTING_TEXT, "", 0, 0, NULL, N_("OpenAI-compatible endpoint that may rephrase answers; off when empty") },
    { "assistant.model", SETTING_TEXT, "", 0, 0, NULL, N_("Name of the model that endpoint shall use; empty = its own choice") },
    { "assistant.account_file", SETTING_SECRET_FILE, "", 0, 0, NULL,
        N_("File of mode 0400 with two lines for that endpoint: whose key it is, the key; empty = no key") },
    { 0 },
};

/* What /etc/motcua/motcua.yaml says for this machine; read once at the start. */
#define MACHINE_MAX 32
static struct {
    const struct setting_row *row;
    char value[256];
} machine[MACHINE_MAX];
static size_t machine_count;

const struct setting_row *setting_find(const char *name)
{
    for (const struct setting_row *row = settings_table; row->name; row++)
        if (strcmp(row->name, name) == 0)
            return row;
    return NULL;
}

const char *setting_text(struct db *db, const char *name, struct arena *a)
{
    const struct setting_row *row = setting_find(name);
    for (size_t i = 0; i < machine_count; i++)
        if (machine[i].row == row)
            return arena_strdup(a, machine[i].value);
    struct stmt *q = stmt_of(db, "SELECT value FROM setting WHERE name = :name");
    stmt_bind_text(q, ":name", name);
    if (stmt_one(q, NULL) == RC_OK) {
        const char *value = stmt_copy(q, 0, a);
        stmt_done(q);
        return value;
    }
    return arena_strdup(a, row ? row->fallback : "");
}

int64_t setting_int(struct db *db, const char *name)
{
    AUTO_ARENA a = { 0 };
    const char *text = setting_text(db, name, &a);
    return text ? strtoll(text, NULL, 10) : 0;
}

bool setting_true(struct db *db, const char *name)
{
    AUTO_ARENA a = { 0 };
    const char *text = setting_text(db, name, &a);
    return text && strcmp(text, "yes") == 0;
}

/* --- checking and storing --- */

static bool is_word_of(const char *word, const char *words)
{
    size_t len = strlen(word);
    for (const char *p = words; *p; p += strspn(p, " ")) {
        size_t n = strcspn(p, " ");
        if (n == len && memcmp(p, word, n) == 0)
            return true;
        p += n;
    }
    return false;
}

static enum rc check_int(const struct setting_row *row, const char *value, struct err *e)
{
    char *end;
    errno = 0;
    long long n = strtoll(value, &end, 10);
    if (*value && !*end && !errno && n >= row->min && n <= row->max)
        return RC_OK;
    return err_set(e, RC_REFUSED, "setting_number", N_("%s takes a whole number from %lld to %lld"), row->name,
        (long long)row->min, (long long)row->max);
}

static enum rc check_value(const struct setting_row *row, const char *value, struct err *e)
{
    for (const char *p = value; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            return err_set(e, RC_REFUSED, "setting_control", N_("%s may not hold control characters"), row->name);
    if (strlen(value) >= sizeof machine[0].value)
        return err_set(e, RC_REFUSED, "setting_long", N_("%s takes at most %zu bytes"), row->name,
            sizeof machine[0].value - 1);
    switch (row->type) {
    case SETTING_INT:
        return check_int(row, value, e);
    case SETTING_BOOL:
        return is_word_of(value, "yes no") ? RC_OK
                                           : err_set(e, RC_REFUSED, "setting_bool", N_("%s takes yes or no"), row->name);
    case SETTING_CHOICE:
        return is_word_of(value, row->choices)
            ? RC_OK
            : err_set(e, RC_REFUSED, "setting_choice", N_("%s takes one of: %s"), row->name, row->choices);
    default:
        return RC_OK;
    }
}

static enum rc no_such_setting(const char *name, struct err *e)
{
    err_set(e, RC_NOT_FOUND, "no_such_setting", N_("There is no setting called %s"), name);
    err_hint(e, N_("motcua settings list shows them all"));
    return RC_NOT_FOUND;
}

static enum rc store(const struct office *of, const char *name, const char *value, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "INSERT INTO setting (name, value, changed_at, changed_by) VALUES (:name, :value, :at, :by)"
        " ON CONFLICT (name) DO UPDATE SET value = :value, changed_at = :at, changed_by = :by");
    stmt_bind_text(q, ":name", name);
    stmt_bind_text(q, ":value", value);
    stmt_bind_int(q, ":at", clock_now(of->clock));
    stmt_bind_text(q, ":by", of->staff_name ? of->staff_name : "");
    return stmt_run(q, e);
}

enum rc setting_set(const struct office *of, const char *name, const char *value, struct err *e)
{
    const struct setting_row *row = setting_find(name);
    if (!row)
        return no_such_setting(name, e);
    enum rc rc = check_value(row, value, e);
    if (rc)
        return rc;
    AUTO_TX tx = tx_for(of->db);
    rc = tx_begin(&tx, e);
    if (!rc)
        rc = store(of, name, value, e);
    if (!rc) {
        AUTO_JS facts = js_object();
        js_put_text(facts, "value", value);
        rc = journal_append(NULL, NULL, of,
            &(struct journal_entry){ .action = "setting_changed", .object_kind = "setting", .object = name, .payload = facts },
            e);
    }
    return rc ? rc : tx_commit(&tx, e);
}

enum rc settings_add_machine(const char *name, const char *value, struct err *e)
{
    const struct setting_row *row = setting_find(name);
    if (!row)
        return no_such_setting(name, e);
    enum rc rc = check_value(row, value, e);
    if (rc)
        return rc;
    if (machine_count == MACHINE_MAX)
        return err_set(e, RC_REFUSED, "settings_many", N_("The machine's settings file has more than %d lines"), MACHINE_MAX);
    machine[machine_count].row = row;
    snprintf(machine[machine_count++].value, sizeof machine[0].value, "%s", value);
    return RC_OK;
}
