/* paper_verb.h - the entry of `motcua paper`, shared by the front program and motcua-paper. */
#ifndef PROG_PAPER_VERB_H
#define PROG_PAPER_VERB_H

#include "base/i18n.h"
#include "prog/verb.h"

static const struct option_row paper_options[] = {
    { "output,o", N_("FILE"), N_("Write a PDF") },
    { "print", N_("[PRINTER]"), N_("Print on this CUPS queue (default: setting printer.name)") },
    { "thermal", N_("DEVICE"), N_("Print on an 80 mm printer: a device, a file or HOST:PORT (9100)") },
    { "all", N_("DAY"), N_("The papers of all dossiers received on a day, in one file") },
    { "issue", N_("N"), N_("Print N as it was given out, marked; a void one with its reason") },
    { "reason", N_("TEXT"), N_("Why a paper is taken back (void)") },
    { 0 },
};

static const struct example_row paper_examples[] = {
    { "paper receipt H48.25-260105-0001 -o receipt.pdf", N_("two copies of the receipt as PDF") },
    { "paper receipt H48.25-260105-0001 --print", N_("prints it on the office's printer") },
    { "paper receipt H48.25-260105-0001 --thermal 192.168.1.50:9100", N_("a slip on the receipt roll") },
    { "paper receipt --all 2026-01-05 -o day.pdf", N_("the receipts of a day in one file") },
    { "paper cash_receipt BL1/2026/17", N_("three copies of a fee receipt, by its number or the dossier's code") },
    { "paper payment H48.25-260105-0001", N_("what is to be paid, with the square for the bank's app") },
    { "paper result H48.25-260105-0001", N_("who took the result, for both signatures") },
    { "paper book 2026-01 -o book.pdf", N_("the register book of a month") },
    { "paper handover 2026-01-05", N_("hand-over lists of a day, papers counted, for both signatures") },
    { "paper ticket A012 --thermal 192.168.1.50:9100", N_("a number for the waiting line") },
    { "paper void receipt H48.25-260105-0001 --reason \"...\"",
        N_("takes a wrong receipt back; both stay in the book") },
    { "paper open", N_("prints of which nobody knows yet whether they came out") },
    { "paper confirm 17", N_("says that print 17 came out; paper lost 17: that it did not") },
    { "paper layout receipt", N_("the layout in force; the office's own goes into BOOK/papers/receipt.yaml") },
    { "paper check data/papers/receipt.yaml", N_("tells line and column of every mistake in a layout") },
    { 0 },
};

#define PAPER_VERB                                                                                           \
    .name = "paper", .summary = N_("Prints the papers of a dossier"),                                        \
    .usage = "receipt|supplement|refusal|apology|stop|control|result|payment|cash_receipt CODE | "           \
             "book DAY|MONTH|FROM..TO | handover DAY|ID | ticket LABEL [-o FILE.pdf] [--print [PRINTER]] "            \
             "[--thermal DEVICE|FILE|HOST:PORT] | receipt --all DAY | void KIND CODE --reason TEXT | open | " \
             "confirm ID | lost ID | layout KIND | check FILE...",                                           \
    .description =                                                                                           \
        N_("Papers are drawn from the facts frozen in the journal, so a second print says the same; it "     \
           "is marked and recorded as a reprint. Without -o, --print or --thermal it goes to the office's "  \
           "printer when one is set, else into KIND-CODE.pdf in the current directory. A paper is issued "   \
           "when the file is written or the printer said that it is out."),                                  \
    .needs = NEEDS_BOOK, .options = paper_options, .examples = paper_examples, .prints_data = true

#endif
