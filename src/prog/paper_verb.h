/* paper_verb.h - the entry of `motcua paper`, shared by the front program and motcua-paper. */
#ifndef PROG_PAPER_VERB_H
#define PROG_PAPER_VERB_H

#include "base/i18n.h"
#include "prog/verb.h"

static const struct option_row paper_options[] = {
    { "output,o", N_("FILE"), N_("Write a PDF") },
    { "print", N_("[PRINTER]"), N_("Print on this CUPS queue (default: setting printer.name)") },
    { "thermal", N_("DEVICE"), N_("Print on an 80 mm printer: a device, a file or tcp:HOST:PORT") },
    { "reason", N_("TEXT"), N_("Why a paper is taken back (void)") },
    { 0 },
};

static const struct example_row paper_examples[] = {
    { "paper receipt H48.25-260105-0001 -o receipt.pdf", N_("two copies of the receipt as PDF") },
    { "paper receipt H48.25-260105-0001 --print", N_("prints it on the office's printer") },
    { "paper receipt H48.25-260105-0001 --thermal tcp:192.168.1.50:9100", N_("a slip on the receipt roll") },
    { "paper book 2026-01 -o book.pdf", N_("the register book of a month") },
    { "paper void receipt H48.25-260105-0001 --reason \"...\"",
        N_("takes a wrong receipt back; both stay in the book") },
    { "paper open", N_("prints of which nobody knows yet whether they came out") },
    { "paper confirm 17", N_("says that print 17 came out") },
    { "paper check data/papers/receipt.yaml", N_("tells line and column of every mistake in a layout") },
    { 0 },
};

#define PAPER_VERB                                                                                           \
    .name = "paper", .summary = N_("Prints the papers of a dossier"),                                        \
    .usage = "receipt|supplement|refusal|apology|stop|control|book CODE [-o FILE.pdf] [--print [PRINTER]] "  \
             "[--thermal DEVICE|FILE] | void KIND CODE --reason TEXT | open | confirm ID | check FILE...",   \
    .description =                                                                                           \
        N_("Papers are drawn from the facts frozen in the journal, so a second print says the same; it "     \
           "is marked and recorded as a reprint. A file counts as a print."),                                \
    .needs = NEEDS_BOOK, .options = paper_options, .examples = paper_examples, .prints_data = true

#endif
