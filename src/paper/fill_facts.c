/* fill_facts.c - the facts that a layout may name. */
#include "paper/fill.h"

#include <string.h>

/* What may be printed. The facts are fixed (they are the journal's payload), so a misspelt path is found when
 * the layout is read and not on the paper in a citizen's hand. */
static const char *const known[] = {
    "at",
    "event",
    "actor.name",
    "actor.title",
    "actor.desk",
    "reason",
    "items",
    "unit.code",
    "unit.name",
    "unit.province",
    "code",
    "procedure.code",
    "procedure.name",
    "procedure.field",
    "procedure.field_code",
    "procedure.version",
    "procedure.result",
    "procedure.result_code",
    "variant",
    "channel",
    "state",
    "state_code",
    "state_before",
    "applicant.kind",
    "applicant.id_number",
    "applicant.name",
    "applicant.birth_date",
    "applicant.sex",
    "applicant.address",
    "applicant.phone",
    "applicant.email",
    "applicant.vneid_verified",
    "submitter",
    "submitter.kind",
    "submitter.id_number",
    "submitter.name",
    "submitter.birth_date",
    "submitter.sex",
    "submitter.address",
    "submitter.phone",
    "submitter.email",
    "summary",
    "components",
    "fee",
    "fee_note",
    "submitted_at",
    "received_at",
    "due_at",
    "due_before",
    "items_due",
    "due_why",
    "finished_at",
    "returned_at",
    "refused_at",
    "result_by",
    "note",
    "paid",
    "open",
    "given_back",
    "refund",
    "fee_receipt.book",
    "fee_receipt.year",
    "fee_receipt.number",
    "fee_receipt.amount",
    "fee_receipt.method",
    "fee_receipt.reference",
    "collector.name",
    "collector.id_number",
    "collector.phone",
    "collector.relation",
    "collector.authority",
    "collector.tracking",
    "collector.signed",
    "result_facts.number",
    "result_facts.issued_on",
    "result_facts.valid_until",
    "ticket.label",
    "ticket.service",
    "ticket.group",
    "ticket.priority",
    "ticket.before",
    "ticket.limit",
    "ticket.arrived_at",
    "handover.number",
    "handover.giver",
    "handover.receiver",
    "handover.from",
    "handover.to",
    "handover.count",
    "handover.papers",
    "steps",
    "rows",
    "book.number",
    "book.from",
    "book.to",
    "print.copy",
    "print.form",
    "print.qr",
    "print.number",
    "print.reprint",
    "print.contact",
    "print.place",
    "print.limit",
    "print.from",
    "print.void",
    "print.pay_qr",
    "print.owed",
    "print.pay_bank",
    "print.pay_account",
    "print.tax_code",
    "print.receipt_form",
    "print.receipt_serial",
    "print.warning",
    "print.warning_source",
    "row.number",
    NULL,
};

static const struct {
    const char *list, *fields[20];
} known_rows[] = {
    { "components", { "id", "name", "mode", "originals", "certified", "copies", "replaced_by" } },
    { "items", { "name", "reason", "originals", "certified", "copies" } },
    { "steps", { "giver", "receiver", "at", "result", "note" } },
    { "rows", { "code", "procedure", "applicant", "address", "phone", "agency", "received_at", "due_at",
                  "returned_at", "result_by", "note", "giver", "receiver", "at", "originals", "certified",
                  "copies", "papers" } },
    { "due_why", { "text" } },
};

bool fill_known(const char *path, const char *over)
{
    for (size_t i = 0; known[i]; i++)
        if (strcmp(known[i], path) == 0)
            return true;
    for (size_t i = 0; over && i < sizeof known_rows / sizeof known_rows[0]; i++) {
        if (strcmp(known_rows[i].list, over) != 0)
            continue;
        for (size_t j = 0; known_rows[i].fields[j]; j++)
            if (strcmp(known_rows[i].fields[j], path) == 0)
                return true;
    }
    /* Answers are named by each form. */
    return strncmp(path, "answers.", 8) == 0 && path[8];
}
