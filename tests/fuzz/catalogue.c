/* catalogue.c - any bytes as a catalogue: a portal record, a YAML list or a table. It may refuse, it may not
 * crash. */
#include "catalog/catalogue.h"

#include <stddef.h>
#include <stdint.h>

#include "base/problem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = { "f.json", "f.jsonl", "f.yaml", "f.csv" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        AUTO_CATALOGUE c = { 0 };
        struct problems problems = { 0 };
        struct err e = { 0 };
        enum rc rc = catalogue_parse(&c, (const char *)data, size, names[i], &problems, &e);
        if (rc)
            continue;
        AUTO_ARENA a = { 0 };
        struct changes changes = { .arena = &a };
        for (size_t k = 0; k + 1 < c.count; k++)
            rc = procedure_compare(
                &changes, &c.procedures[k], &c.procedures[k + 1], (struct day){ 2026, 1, 1 }, &e);
    }
    return 0;
}
