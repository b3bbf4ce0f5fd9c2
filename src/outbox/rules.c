/* rules.c - see rules.h. The tables follow the field list of the session adapter; one row a field. */
#include "outbox/rules.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/text.h"

enum wire_type { TEXT, MOMENT, DOSSIER_CODE, PROCEDURE_CODE, LINK, DIGITS, INTEGER, BOOLEAN, LIST };
enum { NEEDED = 1, MAY_BE_EMPTY = 2 };

struct field_rule {
    const char *name;
    enum wire_type type;
    int flags;                   /* NEEDED: the key must stand there; empty only with MAY_BE_EMPTY */
    size_t max;                  /* code points; 0 = no limit */
    const char *values;          /* "|0|1|": the only ones allowed */
    const struct field_rule *of; /* rows of a list */
    size_t min;                  /* rows of a list */
};

#define STATES "|1|2|3|4|5|6|7|8|9|10|"

static const struct field_rule identity_rules[] = {
    { "LoaiDinhDanh", TEXT, NEEDED, 0, "|1|2|" },
    { "SoDinhDanh", DIGITS, NEEDED },
    { 0 },
};

static const struct field_rule database_rules[] = {
    { "MaCSDL", TEXT, NEEDED },
    { 0 },
};

static const struct field_rule file_rules[] = {
    { "TepDinhKemId", TEXT },
    { "TenTepDinhKem", TEXT, NEEDED, 4000 },
    { "IsDeleted", TEXT, 0, 0, "|True|False|" },
    { "MaThanhPhanHoSo", TEXT },
    { "DuongDanTaiTepTin", LINK, NEEDED },
    { "DuocSoHoa", TEXT, 0, 0, "|0|1|" },
    { "DuocTaiSuDung", TEXT, 0, 0, "|0|1|2|" },
    { "DuocLayTuKhoDMQG", TEXT, 0, 0, "|0|1|" },
    { "MaKetQuaThayThe", TEXT },
    { 0 },
};

static const struct field_rule fee_rules[] = {
    { "TenPhiLePhi", TEXT, NEEDED },
    { "MaPhiLePhi", TEXT, NEEDED },
    { "HinhThucThu", TEXT, 0, 0, "|1|2|4|" },
    { "Gia", DIGITS },
    { "LoaiPhiLePhi", TEXT, 0, 0, "|1|2|3|" },
    { 0 },
};

static const struct field_rule other_file_rules[] = {
    { "TenGiayTo", TEXT },
    { "SoLuong", INTEGER },
    { "LoaiGiayTo", INTEGER },
    { 0 },
};

static const struct field_rule supplement_rules[] = {
    { "HoSoBoSungId", INTEGER, NEEDED },
    { "NguoiYeuCauBoSung", TEXT },
    { "NoiDungBoSung", TEXT, NEEDED },
    { "NgayBoSung", MOMENT, NEEDED },
    { "NguoiTiepNhanBoSung", TEXT },
    { "ThongTinTiepNhan", TEXT },
    { "NgayTiepNhanBoSung", MOMENT },
    { "TrangThaiBoSung", BOOLEAN, NEEDED },
    { "DanhSachGiayToBoSung", LIST },
    { "DanhSachLePhiBoSung", LIST },
    { "NgayHenTraTruoc", MOMENT },
    { "NgayHenTraMoi", MOMENT },
    { 0 },
};

static const struct field_rule result_rules[] = {
    { "TenGiayTo", TEXT, NEEDED, 2000 },
    { "MaThanhPhanHoSo", TEXT },
    { "GiayToId", TEXT },
    { "DuongDanTepTinKetQua", LINK, NEEDED },
    { "MaGiayToKetQua", TEXT, NEEDED },
    { 0 },
};

static const struct field_rule dossier_rules[] = {
    { "MaHoSo", DOSSIER_CODE, NEEDED },
    { "MaTTHC", PROCEDURE_CODE, NEEDED },
    { "TenTTHC", TEXT, NEEDED },
    { "MaLinhVuc", TEXT, NEEDED },
    { "TenLinhVuc", TEXT, NEEDED },
    { "KenhThucHien", TEXT, NEEDED, 0, "|1|2|3|" },
    { "SoBienNhan", TEXT },
    { "SoGiayToChuHoSo", TEXT },
    { "ChuHoSo", TEXT },
    { "LoaiDoiTuong", TEXT, NEEDED, 0, "|1|2|3|4|" },
    { "MaDoiTuong", TEXT },
    { "ThongTinKhac", TEXT },
    { "Email", TEXT },
    { "Fax", TEXT },
    { "SoDienThoai", TEXT },
    { "TrichYeuHoSo", TEXT, NEEDED, 1000 },
    { "NgayNopHoSo", MOMENT, NEEDED | MAY_BE_EMPTY },
    { "NgayTiepNhan", MOMENT, NEEDED },
    { "NgayHenTra", MOMENT },
    { "NgayTra", MOMENT },
    { "NgayKetThucXuLy", MOMENT },
    { "NgayTuChoi", MOMENT },
    { "TrangThaiHoSo", TEXT, NEEDED, 0, STATES },
    { "ThongTinTra", TEXT },
    { "HinhThuc", TEXT, NEEDED, 0, "|0|1|" },
    { "DonViXuLy", TEXT, NEEDED },
    { "GhiChu", TEXT },
    { "NoiNopHoSo", TEXT, NEEDED, 0, "|1|2|" },
    { "HoSoCoThanhPhanSoHoa", TEXT, NEEDED, 0, "|0|1|" },
    { "TaiKhoanDuocXacThucVoiVNeID", TEXT, NEEDED, 0, "|0|1|" },
    { "DuocThanhToanTrucTuyen", TEXT, NEEDED, 0, "|0|1|2|3|" },
    { "DinhDanhCHS", LIST, NEEDED, 0, NULL, identity_rules, 1 },
    { "DSKetNoiCSDL", LIST, 0, 0, NULL, database_rules },
    { "TaiLieuNop", LIST, 0, 0, NULL, file_rules },
    { "DanhSachLePhi", LIST, 0, 0, NULL, fee_rules },
    { "DanhSachTepDinhKemKhac", LIST, 0, 0, NULL, other_file_rules },
    { "DanhSachHoSoBoSung", LIST, 0, 0, NULL, supplement_rules },
    { "DanhSachGiayToKetQua", LIST, 0, 0, NULL, result_rules },
    { 0 },
};

static const struct field_rule progress_rules[] = {
    { "MaHoSo", DOSSIER_CODE, NEEDED },
    { "NguoiXuLy", TEXT, NEEDED, 50 },
    { "ChucDanh", TEXT },
    { "ThoiDiemXuLy", MOMENT, NEEDED },
    { "PhongBanXuLy", TEXT },
    { "NoiDungXuLy", TEXT },
    { "TrangThai", TEXT, NEEDED, 0, STATES },
    { "NgayBatDau", MOMENT },
    { "NgayKetThucTheoQuyDinh", MOMENT },
    { 0 },
};

static void __attribute__((format(printf, 3, 4)))
add(struct misfits *p, enum misfit_kind kind, const char *field, ...)
{
    if (p->count < MISFITS_MAX) {
        struct misfit *row = &p->rows[p->count];
        row->kind = kind;
        va_list ap;
        va_start(ap, field);
        vsnprintf(row->field, sizeof row->field, field, ap);
        va_end(ap);
        utf8_mend(row->field);
    }
    p->count++;
}

static bool digits(const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!isdigit((unsigned char)text[i]))
            return false;
    return true;
}

static int number(const char *text, size_t count)
{
    int n = 0;
    for (size_t i = 0; i < count; i++)
        n = n * 10 + (text[i] - '0');
    return n;
}

bool rules_time(int64_t *ret, const char *text)
{
    if (strlen(text) != 14 || !digits(text, 14))
        return false;
    struct day day = { number(text, 4), number(text + 4, 2), number(text + 6, 2) };
    int hour = number(text + 8, 2), minute = number(text + 10, 2), second = number(text + 12, 2);
    if (!day_valid(day) || hour > 23 || minute > 59 || second > 59)
        return false;
    *ret = utc_of(day, hour * 3600 + minute * 60 + second);
    return true;
}

bool rules_dossier_code(const char *text)
{
    size_t unit = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.");
    if (!unit || text[unit] != '-')
        return false;
    const char *day = text + unit + 1;
    size_t day_len = strspn(day, "0123456789");
    if ((day_len != 6 && day_len != 8) || day[day_len] != '-')
        return false;
    const char *serial = day + day_len + 1;
    size_t serial_len = strspn(serial, "0123456789");
    return serial_len >= 4 && serial_len <= 7 && !serial[serial_len];
}

bool rules_procedure_code(const char *text)
{
    if (strlen(text) < 8 || !digits(text, 1) || text[1] != '.' || !digits(text + 2, 6))
        return false;
    const char *tail = text + 8;
    return !*tail ||
           (*tail == '.' && tail[1] && !tail[strspn(tail, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.")]);
}

static bool is_link(const char *text)
{
    return (!strncmp(text, "https://", 8) && text[8]) || (!strncmp(text, "http://", 7) && text[7]);
}

static size_t code_points(const char *text)
{
    size_t n = 0;
    for (; *text; text++)
        n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

static bool listed(const char *values, const char *value)
{
    char needle[32];
    int len = snprintf(needle, sizeof needle, "|%s|", value);
    return len < (int)sizeof needle && !strchr(value, '|') && strstr(values, needle);
}

/* Whether a text that is not empty is written as its type asks. */
static bool well_written(enum wire_type type, const char *text)
{
    int64_t moment;
    switch (type) {
    case MOMENT:
        return rules_time(&moment, text);
    case DOSSIER_CODE:
        return rules_dossier_code(text);
    case PROCEDURE_CODE:
        return rules_procedure_code(text);
    case LINK:
        return is_link(text);
    case DIGITS:
        return digits(text, strlen(text));
    default:
        return true;
    }
}

static void check_text(
    struct misfits *p, const struct field_rule *rule, const struct js *value, const char *at)
{
    const char *text = js_text(value);
    if (!text)
        add(p, MISFIT_TYPE, "%s", at);
    else if (!*text && (rule->flags & NEEDED) && !(rule->flags & MAY_BE_EMPTY))
        add(p, MISFIT_MISSING, "%s", at);
    else if (*text && !well_written(rule->type, text))
        add(p, MISFIT_FORMAT, "%s", at);
    else if (rule->max && code_points(text) > rule->max)
        add(p, MISFIT_LENGTH, "%s", at);
    else if (*text && rule->values && !listed(rule->values, text))
        add(p, MISFIT_VALUE, "%s", at);
}

static void check_object(
    struct misfits *p, const struct field_rule *rules, const struct js *object, const char *above);

static void check_list(
    struct misfits *p, const struct field_rule *rule, const struct js *list, const char *at)
{
    if (!js_is_array(list)) {
        add(p, MISFIT_TYPE, "%s", at);
        return;
    }
    if (js_len(list) < rule->min)
        add(p, MISFIT_MISSING, "%s", at);
    for (size_t i = 0; rule->of && i < js_len(list); i++) {
        char row[64];
        snprintf(row, sizeof row, "%.36s[%zu].", at, i);
        check_object(p, rule->of, js_at(list, i), row);
    }
}

static void check_field(
    struct misfits *p, const struct field_rule *rule, const struct js *object, const char *above)
{
    const struct js *value = js_get(object, rule->name);
    char at[96];
    snprintf(at, sizeof at, "%.63s%.31s", above, rule->name);
    if (!value) {
        if (rule->flags & NEEDED)
            add(p, MISFIT_MISSING, "%s", at);
    } else if (rule->type == LIST) {
        check_list(p, rule, value, at);
    } else if (rule->type == INTEGER || rule->type == BOOLEAN) {
        if (rule->type == INTEGER ? !js_is_int(value) : !js_is_bool(value))
            add(p, MISFIT_TYPE, "%s", at);
    } else {
        check_text(p, rule, value, at);
    }
}

static bool known(const struct field_rule *rules, const char *name)
{
    for (; rules->name; rules++)
        if (!strcmp(rules->name, name))
            return true;
    return false;
}

static void check_object(
    struct misfits *p, const struct field_rule *rules, const struct js *object, const char *above)
{
    if (!js_is_object(object)) {
        add(p, MISFIT_TYPE, "%s", above);
        return;
    }
    for (const struct field_rule *rule = rules; rule->name; rule++)
        check_field(p, rule, object, above);
    for (size_t i = 0; i < js_len(object); i++)
        if (!known(rules, js_key_at(object, i)))
            add(p, MISFIT_UNKNOWN, "%s%.40s", above, js_key_at(object, i));
}

static bool filled(const struct js *object, const char *key)
{
    const char *text = js_get_text(object, key);
    return text && *text;
}

static bool has_open_supplement(const struct js *object)
{
    const struct js *list = js_get(object, "DanhSachHoSoBoSung");
    for (size_t i = 0; i < js_len(list); i++)
        if (js_is_bool(js_get(js_at(list, i), "TrangThaiBoSung")) &&
            !js_get_true(js_at(list, i), "TrangThaiBoSung"))
            return true;
    return false;
}

/* What one state demands of other fields. */
static const struct {
    const char *state, *field;
} state_needs[] = {
    { "9", "NgayKetThucXuLy" },
    { "10", "NgayKetThucXuLy" },
    { "10", "NgayTra" },
    { "3", "NgayTuChoi" },
};

static void check_state(struct misfits *p, const struct js *object)
{
    const char *state = js_get_text(object, "TrangThaiHoSo");
    if (!state)
        return;
    for (size_t i = 0; i < sizeof state_needs / sizeof *state_needs; i++)
        if (!strcmp(state, state_needs[i].state) && !filled(object, state_needs[i].field))
            add(p, MISFIT_MISSING, "%s", state_needs[i].field);
    if (!strcmp(state, "5") && !has_open_supplement(object))
        add(p, MISFIT_MISSING, "DanhSachHoSoBoSung");
}

void rules_check_dossier(struct misfits *ret, const struct js *object)
{
    *ret = (struct misfits){ 0 };
    check_object(ret, dossier_rules, object, "");
    check_state(ret, object);

    const char *channel = js_get_text(object, "KenhThucHien");
    if (channel && !strcmp(channel, "2") && !filled(object, "MaDoiTuong"))
        add(ret, MISFIT_MISSING, "MaDoiTuong");
    int64_t received, due;
    const char *received_text = js_get_text(object, "NgayTiepNhan"),
               *due_text = js_get_text(object, "NgayHenTra");
    if (received_text && due_text && rules_time(&received, received_text) && rules_time(&due, due_text) &&
        due < received)
        add(ret, MISFIT_CONFLICT, "NgayHenTra");
}

void rules_check_progress(struct misfits *ret, const struct js *row)
{
    *ret = (struct misfits){ 0 };
    check_object(ret, progress_rules, row, "");
}

/* --- the neutral facts --- */

/* Texts that must be there, and how staff call them. `of` is the object above, "" for the root. */
static const struct fact_rule {
    const char *of, *key, *label;
} fact_rules[] = {
    { "", "code", N_("the dossier code") },
    { "procedure", "code", N_("the procedure's code") },
    { "procedure", "name", N_("the procedure's name") },
    { "procedure", "field", N_("the name of the procedure's field") },
    { "unit", "name", N_("the unit's name") },
    { "applicant", "kind", N_("what kind of applicant it is") },
    { "applicant", "name", N_("the applicant's name") },
    { "applicant", "id_number", N_("the applicant's ID number (12 or 9 digits)") },
    { "", "summary", N_("the dossier's subject") },
    { "", "channel", N_("how the dossier was handed in") },
    { "", "received_at", N_("when the dossier was received") },
    { "actor", "name", N_("who did this step") },
};

/* Moments that a state cannot do without, by its number. */
static const struct {
    int state;
    const char *key, *label;
} fact_moments[] = {
    { 3, "refused_at", N_("when the dossier was refused") },
    { 9, "finished_at", N_("when the work was finished") },
    { 10, "finished_at", N_("when the work was finished") },
    { 10, "returned_at", N_("when the result was handed over") },
};

static void need_text(struct misfits *p, const struct js *facts, const char *of, const char *key)
{
    const struct js *object = *of ? js_get(facts, of) : facts;
    if (!filled(object, key))
        add(p, MISFIT_MISSING, "%s%s%s", of, *of ? "." : "", key);
}

static void check_moment(struct misfits *p, const struct js *facts, const char *key)
{
    int64_t moment;
    const char *text = js_get_text(facts, key);
    if (text && *text && !iso_time_parse(&moment, text))
        add(p, MISFIT_FORMAT, "%s", key);
}

void rules_check_facts(struct misfits *ret, const struct js *facts)
{
    *ret = (struct misfits){ 0 };
    for (size_t i = 0; i < sizeof fact_rules / sizeof *fact_rules; i++)
        need_text(ret, facts, fact_rules[i].of, fact_rules[i].key);
    int64_t state = js_get_int(facts, "state_code", 0);
    if (state < 1 || state > 10)
        add(ret, MISFIT_VALUE, "state_code");
    for (size_t i = 0; i < sizeof fact_moments / sizeof *fact_moments; i++)
        if (fact_moments[i].state == state)
            need_text(ret, facts, "", fact_moments[i].key);

    const char *code = js_get_text(facts, "code"),
               *procedure = js_get_text(js_get(facts, "procedure"), "code");
    if (code && *code && !rules_dossier_code(code))
        add(ret, MISFIT_FORMAT, "code");
    if (procedure && *procedure && !rules_procedure_code(procedure))
        add(ret, MISFIT_FORMAT, "procedure.code");
    const char *id = js_get_text(js_get(facts, "applicant"), "id_number");
    size_t id_len = id ? strlen(id) : 0;
    if (id_len && ((id_len != 12 && id_len != 9) || !digits(id, id_len)))
        add(ret, MISFIT_FORMAT, "applicant.id_number"); /* the portal has no code for other papers */
    const char *summary = js_get_text(facts, "summary"), *actor = js_get_text(js_get(facts, "actor"), "name");
    if (summary && code_points(summary) > 1000)
        add(ret, MISFIT_LENGTH, "summary");
    if (actor && code_points(actor) > 50)
        add(ret, MISFIT_LENGTH, "actor.name");
    static const char *const moments[] = { "at", "submitted_at", "received_at", "due_at", "finished_at",
        "returned_at", "refused_at" };
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++)
        check_moment(ret, facts, moments[i]);
}

static const char *label_of(const char *field)
{
    char name[96];
    for (size_t i = 0; i < sizeof fact_rules / sizeof *fact_rules; i++) {
        const struct fact_rule *rule = &fact_rules[i];
        snprintf(name, sizeof name, "%s%s%s", rule->of, *rule->of ? "." : "", rule->key);
        if (!strcmp(name, field))
            return _(rule->label);
    }
    for (size_t i = 0; i < sizeof fact_moments / sizeof *fact_moments; i++)
        if (!strcmp(fact_moments[i].key, field))
            return _(fact_moments[i].label);
    return field;
}

const char *rules_words(char *out, size_t size, const struct misfit *misfit)
{
    static const char *const formats[] = {
        [MISFIT_MISSING] = N_("The portal needs this and the dossier does not have it: %s"),
        [MISFIT_TYPE] = N_("The portal expects another kind of value for: %s"),
        [MISFIT_FORMAT] = N_("The portal cannot read this as it is written: %s"),
        [MISFIT_LENGTH] = N_("This is longer than the portal keeps: %s"),
        [MISFIT_VALUE] = N_("The portal has no such value for: %s"),
        [MISFIT_UNKNOWN] = N_("The portal does not know this field: %s"),
        [MISFIT_CONFLICT] = N_("This contradicts another date of the dossier: %s"),
    };
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(out, size, _(formats[misfit->kind]), label_of(misfit->field));
#pragma GCC diagnostic pop
    return out;
}
