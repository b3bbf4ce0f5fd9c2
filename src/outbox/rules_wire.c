/* rules_wire.c - see rules.h: the wire objects of the session profile. The tables follow the field list of
 * the session adapter; one row a field. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "outbox/rules.h"
#include "outbox/rules_private.h"

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

static bool is_link(const char *text)
{
    return (!strncmp(text, "https://", 8) && text[8]) || (!strncmp(text, "http://", 7) && text[7]);
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
        return rules_digits(text, strlen(text));
    default:
        return true;
    }
}

static void check_text(
    struct misfits *p, const struct field_rule *rule, const struct js *value, const char *at)
{
    const char *text = js_text(value);
    if (!text)
        misfits_add(p, MISFIT_TYPE, "%s", at);
    else if (!*text && (rule->flags & NEEDED) && !(rule->flags & MAY_BE_EMPTY))
        misfits_add(p, MISFIT_MISSING, "%s", at);
    else if (*text && !well_written(rule->type, text))
        misfits_add(p, MISFIT_FORMAT, "%s", at);
    else if (rule->max && rules_length(text) > rule->max)
        misfits_add(p, MISFIT_LENGTH, "%s", at);
    else if (*text && rule->values && !listed(rule->values, text))
        misfits_add(p, MISFIT_VALUE, "%s", at);
}

static void check_object(
    struct misfits *p, const struct field_rule *rules, const struct js *object, const char *above);

static void check_list(
    struct misfits *p, const struct field_rule *rule, const struct js *list, const char *at)
{
    if (!js_is_array(list)) {
        misfits_add(p, MISFIT_TYPE, "%s", at);
        return;
    }
    if (js_len(list) < rule->min)
        misfits_add(p, MISFIT_MISSING, "%s", at);
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
            misfits_add(p, MISFIT_MISSING, "%s", at);
    } else if (rule->type == LIST) {
        check_list(p, rule, value, at);
    } else if (rule->type == INTEGER || rule->type == BOOLEAN) {
        if (rule->type == INTEGER ? !js_is_int(value) : !js_is_bool(value))
            misfits_add(p, MISFIT_TYPE, "%s", at);
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
        misfits_add(p, MISFIT_TYPE, "%s", above);
        return;
    }
    for (const struct field_rule *rule = rules; rule->name; rule++)
        check_field(p, rule, object, above);
    for (size_t i = 0; i < js_len(object); i++)
        if (!known(rules, js_key_at(object, i)))
            misfits_add(p, MISFIT_UNKNOWN, "%s%.40s", above, js_key_at(object, i));
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
        if (!strcmp(state, state_needs[i].state) && !rules_filled(object, state_needs[i].field))
            misfits_add(p, MISFIT_MISSING, "%s", state_needs[i].field);
    if (!strcmp(state, "5") && !has_open_supplement(object))
        misfits_add(p, MISFIT_MISSING, "DanhSachHoSoBoSung");
}

void rules_check_dossier(struct misfits *ret, const struct js *object)
{
    *ret = (struct misfits){ 0 };
    check_object(ret, dossier_rules, object, "");
    check_state(ret, object);

    const char *channel = js_get_text(object, "KenhThucHien");
    if (channel && !strcmp(channel, "2") && !rules_filled(object, "MaDoiTuong"))
        misfits_add(ret, MISFIT_MISSING, "MaDoiTuong");
    int64_t received, due;
    const char *received_text = js_get_text(object, "NgayTiepNhan"),
               *due_text = js_get_text(object, "NgayHenTra");
    if (received_text && due_text && rules_time(&received, received_text) && rules_time(&due, due_text) &&
        due < received)
        misfits_add(ret, MISFIT_CONFLICT, "NgayHenTra");
}

void rules_check_progress(struct misfits *ret, const struct js *row)
{
    *ret = (struct misfits){ 0 };
    check_object(ret, progress_rules, row, "");
}
