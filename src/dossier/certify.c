/* certify.c - see certify.h. */
#include "dossier/certify.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"

static const struct certify_kind_row kinds[CERTIFY_KINDS] = {
    [CERTIFY_COPY] = { "copy", N_("copies from the original"), "SCT/BS", "2.000815" },
    [CERTIFY_SIGNATURE] = { "signature", N_("signatures"), "SCT/CK", "2.000884" },
    [CERTIFY_TRANSACTION] = { "transaction", N_("contracts and transactions"), "SCT/HĐ,GD", "2.001035" },
};

const struct certify_kind_row *certify_kind_row(enum certify_kind kind)
{
    return &kinds[kind];
}

bool certify_kind_parse(enum certify_kind *ret, const char *slug)
{
    for (int i = 0; i < CERTIFY_KINDS; i++)
        if (slug && strcmp(slug, kinds[i].slug) == 0) {
            *ret = (enum certify_kind)i;
            return true;
        }
    return false;
}

const char *certify_text(char out[CERTIFY_TEXT_SIZE], enum certify_kind kind, int year, int64_t number)
{
    snprintf(out, CERTIFY_TEXT_SIZE, "%lld, 01/%d-%s", (long long)number, year, kinds[kind].suffix);
    return out;
}

struct certify_sum certify_sum(const struct certification *list, size_t count, enum certify_kind kind)
{
    struct certify_sum sum = { 0 };
    for (size_t i = 0; i < count; i++) {
        const struct certification *c = &list[i];
        if (c->kind != kind || (c->void_reason && *c->void_reason))
            continue;
        sum.entries++;
        sum.copies += c->copies;
        sum.pages += c->copies * c->pages;
        sum.fee += c->fee;
    }
    return sum;
}
