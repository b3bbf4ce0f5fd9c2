/* provenance.c - see provenance.h. */
#include "desk/provenance.h"

#include <stddef.h>
#include <string.h>

#include "base/i18n.h"

const char *provenance_words(const char *mark)
{
    static const struct {
        const char *mark, *words;
    } marks[] = {
        { "QR", N_("QR: the square of the card that was read") },
        { "DC", N_("DC: the population database") },
        { "CT", N_("CT: the residence database") },
        { "HT", N_("HT: the civil status database") },
        { "HS", N_("HS: the commune's book, an earlier dossier") },
        { "CG", N_("CG: what the citizen filed on the portal") },
        { "b.1", N_("b.1: typed in step 1") },
        { "b.2", N_("b.2: answered in step 2") },
        { "=", N_("=: another field of this form") },
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strcmp(marks[i].mark, mark) == 0)
            return gettext(marks[i].words);
    return "";
}
