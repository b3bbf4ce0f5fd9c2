/* privacy.c - see privacy.h. A question is looked at word by word; each rule says how many words it takes. */
#include "catalog/privacy.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "base/viet.h"

#define PARTS_MAX 700
#define FOLD_SIZE 32
#define NAME_MAX  5 /* words of a name */

struct part {
    const char *at; /* a word without the signs around it */
    size_t len;
    char folded[FOLD_SIZE];     /* " hai ": blanks around, for strstr in lists */
    bool capital, digits, stop; /* stop: a comma or full stop follows */
};

struct text {
    struct part parts[PARTS_MAX];
    int count;
};

static const char surnames[] =
    " nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh truong doan lam mai cao "
    "luong "
    "dao trinh ta ha chau quach thach luu to kieu dam than nghiem a y h k r ksor rmah siu nay kpa ro rcom ";
static const char called[] = " ten ";
static const char kin[] =
    " ong ba anh chi em co chu bac di cau mo duong con chau chong vo cha me bo ma tia thay "
    "giao ban ";
static const char homes[] = " thon lang to duong hem ngo ap khoi ngach ";
/* A name typed small ends here. */
static const char after_name[] =
    " muon o sinh can xin nam lam la co khong so va voi bi mat dang da di den tu "
    "ma de cho ve hoi gio ay nay kia cccd cmnd sdt dien duoc phai thuong tam dia ";

static bool in(const char *list, const struct part *p)
{
    return p->len && strstr(list, p->folded);
}

static bool is_edge(unsigned char c)
{
    return c < 0x80 && !isalnum(c);
}

static void measure(struct part *p, const char *at, size_t len)
{
    AUTO_BUF folded = buf_limit(256);
    while (len && is_edge((unsigned char)*at)) {
        at++;
        len--;
    }
    size_t whole = len;
    while (len && is_edge((unsigned char)at[len - 1]))
        len--;
    *p = (struct part){ .at = at, .len = len, .stop = len < whole && strpbrk(at + len, ",.;:?!") };
    uint32_t first = 0;
    if (!len || !utf8_decode(&first, at, len))
        return;
    p->capital = viet_lower(first) != first;
    p->digits = isdigit((unsigned char)*at);
    if (!viet_fold(&folded, at, len) && folded.len + 3 < FOLD_SIZE)
        snprintf(p->folded, sizeof p->folded, " %s ", buf_text(&folded));
}

static void cut(struct text *t, const char *text)
{
    t->count = 0;
    for (const char *at = text; *at && t->count < PARTS_MAX;) {
        at += strspn(at, " \t\r\n");
        size_t len = strcspn(at, " \t\r\n");
        if (len)
            measure(&t->parts[t->count++], at, len);
        at += len;
    }
}

/* Digits with signs between: 0912 345 678, 0912.345.678, 062-085-001234. How many digits in this part. */
static int digits_of(const struct part *p, bool *other)
{
    int n = 0;
    for (size_t i = 0; i < p->len; i++) {
        n += isdigit((unsigned char)p->at[i]) != 0;
        *other = *other || (!isdigit((unsigned char)p->at[i]) && !strchr(".-+()", p->at[i]));
    }
    return n;
}

/* 20.000.000: groups of three after a first one that is no zero. */
static bool is_money(const struct part *p)
{
    size_t head = 0, i;
    while (head < p->len && isdigit((unsigned char)p->at[head]))
        head++;
    if (head == 0 || head > 3 || *p->at == '0' || head == p->len)
        return false;
    for (i = head; i + 3 < p->len && p->at[i] == '.'; i += 4) {
        for (size_t k = 1; k <= 3; k++)
            if (!isdigit((unsigned char)p->at[i + k]))
                return false;
    }
    return i == p->len;
}

/* Words that together are a number of at least eight digits; 0 = not. */
static int long_number(const struct text *t, int i)
{
    int digits = 0, taken = 0;
    for (int k = i; k < t->count && taken < 5; k++) {
        bool other = false;
        int n = digits_of(&t->parts[k], &other);
        if (!n || other)
            break;
        digits += n;
        taken++;
        if (t->parts[k].stop)
            break;
    }
    return digits >= 8 && !is_money(&t->parts[i]) ? taken : 0;
}

/* 15/08/1985 and 15-8-1985: three groups, of two, two and four digits at most. */
static bool is_date(const struct part *p)
{
    int group = 0, digits = 0;
    for (size_t i = 0; i < p->len; i++) {
        bool sign = p->at[i] == '/' || p->at[i] == '-';
        if (!sign && !isdigit((unsigned char)p->at[i]))
            return false;
        group += sign;
        digits = sign ? 0 : digits + 1;
        if (group > 2 || digits > (group == 2 ? 4 : 2))
            return false;
    }
    return group == 2 && digits > 0;
}

/* 76C1-12345, 82B1: two digits, a letter, then digits. */
static bool is_plate(const struct part *p)
{
    return p->len >= 4 && isdigit((unsigned char)p->at[0]) && isdigit((unsigned char)p->at[1]) &&
           (isupper((unsigned char)p->at[2]) || (p->at[2] == '-' && isupper((unsigned char)p->at[3]))) &&
           strpbrk(p->at + 3, "0123456789") < p->at + p->len && strpbrk(p->at + 3, "0123456789");
}

static int capitals(const struct text *t, int i)
{
    int n = 0;
    while (i + n < t->count && n < NAME_MAX && t->parts[i + n].capital && !t->parts[i + n].digits) {
        n++;
        if (t->parts[i + n - 1].stop)
            break;
    }
    return n;
}

/* "tên là ..." in capitals or small: up to the next word that is no name. */
static int name_after(const struct text *t, int i)
{
    int n = 0;
    while (i + n < t->count && n < NAME_MAX && !t->parts[i + n].digits && !in(after_name, &t->parts[i + n])) {
        n++;
        if (t->parts[i + n - 1].stop)
            break;
    }
    return n;
}

/* How many words from `i` on are a person's name. */
static int name_at(const struct text *t, int i)
{
    const struct part *before = i ? &t->parts[i - 1] : NULL, *first = &t->parts[i];
    bool of_kin = before && !before->stop && in(kin, before);
    int n = capitals(t, i);
    if (before && strcmp(before->folded, " la ") == 0 && i > 1 && in(called, &t->parts[i - 2]))
        return name_after(t, i);
    if (before && in(called, before) && n)
        return n;
    if (n >= 2 && (in(surnames, first) || of_kin))
        return n;
    /* small letters: "ong nguyen van hai" */
    bool small = of_kin && in(surnames, first) && first->len > 1 && i + 1 < t->count && !first->stop;
    return small && (strstr(" van thi ", t->parts[i + 1].folded) && *t->parts[i + 1].folded)
               ? name_after(t, i)
               : 0;
}

/* The house behind "số nhà", "thôn", "đường"...: a number or a name in capitals. */
static int home_at(const struct text *t, int i)
{
    const struct part *before = i ? &t->parts[i - 1] : NULL;
    if (!before || before->stop)
        return 0;
    bool house = strcmp(before->folded, " nha ") == 0 && i > 1 && strcmp(t->parts[i - 2].folded, " so ") == 0;
    if (!house && !in(homes, before))
        return 0;
    return t->parts[i].digits ? 1 : in(homes, before) ? capitals(t, i) : 0;
}

static int personal(const struct text *t, int i, const char **is)
{
    const struct part *p = &t->parts[i];
    int n;
    *is = "[số]";
    if (memchr(p->at, '@', p->len) && memchr(p->at, '.', p->len)) {
        *is = "[thư]";
        return 1;
    }
    if (p->digits && is_date(p)) {
        *is = "[ngày]";
        return 1;
    }
    if ((n = long_number(t, i)) || (n = is_plate(p)))
        return n;
    *is = "[nơi]";
    if ((n = home_at(t, i)))
        return n;
    *is = "[tên]";
    return name_at(t, i);
}

enum rc privacy_mask(struct buf *out, const char *text, int *dropped, struct err *e)
{
    struct text *t = calloc(1, sizeof *t);
    if (!t)
        return err_no_memory(e);
    cut(t, text);
    const char *from = text, *is = "";
    int found = 0;
    for (int i = 0; i < t->count;) {
        int n = t->parts[i].len ? personal(t, i, &is) : 0;
        if (n) {
            const struct part *last = &t->parts[i + n - 1];
            buf_add(out, from, (size_t)(t->parts[i].at - from));
            buf_puts(out, is);
            from = last->at + last->len;
            found++;
        }
        i += n ? n : 1;
    }
    if (t->count < PARTS_MAX) /* what was not looked at is not handed on */
        buf_puts(out, from);
    free(t);
    if (dropped)
        *dropped = found;
    return out->failed == RC_NO_MEMORY ? err_no_memory(e) : out->failed;
}
