/* card.c - `motcua card`: what an identity card says. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/problem.h"
#include "people/idcard.h"
#include "prog/verb.h"

static enum rc print_card(
    const struct idcard *card, const struct problems *warnings, const struct args *args, struct err *e)
{
    if (args->json)
        return print_json(idcard_json(card, warnings), e);
    char birth[ISO_DAY_SIZE], issued[ISO_DAY_SIZE];
    printf("%s\n%s\n%s\n", card->id_number, card->name, iso_day(birth, card->birth));
    if (card->sex)
        printf("%s\n", card->sex == SEX_MALE ? _("man") : _("woman"));
    if (card->address[0])
        printf("%s\n", card->address);
    if (card->issued.y)
        printf("%s\n", iso_day(issued, card->issued));
    for (int i = 0; i < warnings->count; i++)
        fprintf(stderr, "? %s\n", warnings->list[i].message);
    return RC_OK;
}

/* The payload as a word, or "-": from standard input, as a scanner or a pipe gives it. */
static enum rc payload_of(struct buf *out, const char *word, struct err *e)
{
    if (strcmp(word, "-") == 0)
        return fs_read_fd(out, 0, "-", IDCARD_PAYLOAD_MAX + 8, e);
    return buf_puts(out, word)
               ? err_set(e, RC_REFUSED, "card_long", N_("This is too long for a card's QR code"))
               : RC_OK;
}

static enum rc parse(const struct args *args, struct day today, struct err *e)
{
    struct idcard card;
    struct problems warnings = { 0 };
    AUTO_BUF payload = buf_limit(IDCARD_PAYLOAD_MAX + 8);
    enum rc rc = payload_of(&payload, args->words[1], e);
    if (!rc)
        rc = idcard_parse(&card, &warnings, buf_text(&payload), payload.len, today, e);
    return rc ? rc : print_card(&card, &warnings, args, e);
}

static enum rc run(struct office *office, const struct args *args, struct err *e)
{
    struct day today = day_of(clock_now(office ? office->clock : &clock_system));
    if (args->count == 2 && strcmp(args->words[0], "parse") == 0)
        return parse(args, today, e);
    if (args->count != 4 || strcmp(args->words[0], "mrz") != 0)
        return verb_usage(args, e);
    struct idcard card;
    struct problems warnings = { 0 };
    enum rc rc = mrz_parse(&card, &warnings, &args->words[1], today, e);
    return rc ? rc : print_card(&card, &warnings, args, e);
}

static const struct option_row options[] = { { 0 } };

static const struct example_row examples[] = {
    { "card parse '062185001234|233112345|Nguyễn Thị Hoa|15081985|Nữ|Thôn 3, Xã Đăk Tô|10052021'",
        N_("reads the square on the front of a card") },
    { "card parse -", N_("the same from standard input, as a scanner gives it") },
    { "card mrz IDVNM1850012344062185001234'<<4' 8508155F4510152VNM'<<<<<<<<<<<0' "
      "'NGUYEN<<THI<HOA<<<<<<<<<<<<<<<'",
        N_("reads the three lines on the back") },
    { 0 },
};

const struct verb verb_card = {
    .name = "card",
    .summary = N_("Reads an identity card"),
    .usage = "parse PAYLOAD|- | mrz LINE1 LINE2 LINE3",
    .description =
        N_("What looks odd is told as a warning and left as it is; what cannot be read is refused."),
    .needs = NEEDS_NOTHING,
    .options = options,
    .examples = examples,
    .run = run,
    .prints_data = true,
};
