/* permission.h - who may do what: one table, role by action.
 *
 * Asked where the work is done (the rooms below desk/ and prog/), so that a key, a verb and a script get the
 * same answer. An administrator keeps accounts, keys and backups and sees no case; the chairman sees counts,
 * not persons. A small commune has nobody but the one who set the machine up: ROLE_FOUNDER, made by `motcua
 * init`, is an administrator who also serves at the counter until somebody gives that account another role.
 */
#ifndef PEOPLE_PERMISSION_H
#define PEOPLE_PERMISSION_H

#include <stdbool.h>

#include "base/err.h"

enum staff_role {
    ROLE_NONE,          /* nobody signed in */
    ROLE_OFFICER,       /* receives, works on dossiers, prints */
    ROLE_SUPERVISOR,    /* reviews, reassigns, voids with reason, releases held deliveries */
    ROLE_CHAIRMAN,      /* reports */
    ROLE_RECORDS,       /* closes and archives */
    ROLE_ADMINISTRATOR, /* accounts, settings, backups */
    ROLE_AUDITOR,       /* reads, verifies the journal */
    ROLE_FOUNDER,       /* administrator + officer + supervisor */
    STAFF_ROLES,
};

enum action {
    ACTION_INTAKE, /* receive a dossier, keep drafts */
    ACTION_DOSSIER_VIEW,
    ACTION_DOSSIER_WORK,   /* move, attach, note */
    ACTION_DOSSIER_REVIEW, /* reassign, second supplement, later promise */
    ACTION_DOSSIER_VOID,   /* void a receipt, roll a step back */
    ACTION_DOSSIER_ARCHIVE,
    ACTION_PRINT,
    ACTION_PERSON_VIEW,
    ACTION_PERSON_EDIT,
    ACTION_PERSON_MERGE,
    ACTION_PERSON_ERASE,
    ACTION_COMMUNITY,    /* visits, classes, plans, registers */
    ACTION_REPORT,       /* counts */
    ACTION_REPORT_NAMES, /* lists with persons */
    ACTION_OUTBOX_VIEW,
    ACTION_OUTBOX_RELEASE, /* hold, release, retry */
    ACTION_SYNC,
    ACTION_CATALOG_CHANGE,
    ACTION_CALENDAR_CHANGE,
    ACTION_SETTINGS,
    ACTION_STAFF,
    ACTION_BACKUP,
    ACTION_RESTORE,
    ACTION_JOURNAL_VERIFY,
    ACTION_JOURNAL_SHOW,
    ACTION_ACT_FOR_OTHERS, /* --as */
    ACTIONS,
};

bool permission_has(int role, enum action action);

/* RC_REFUSED "no_permission" with the role that may; RC_OK otherwise. */
MUST enum rc permission_check(int role, enum action action, struct err *e);

/* "officer" ... ; a founder is an "administrator" to the outside. */
const char *role_slug(int role);
const char *role_name(int role);                   /* translated */
bool role_parse(enum staff_role *ret, const char *slug); /* never gives ROLE_FOUNDER */

#endif
