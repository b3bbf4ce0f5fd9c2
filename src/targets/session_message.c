/* session_message.c - see session_message.h. The order of the keys is that of the portal's field list. */
#include "targets/session_message.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/json.h"

static const char *text_of(const struct js *object, const char *key)
{
    const char *text = js_get_text(object, key);
    return text ? text : "";
}

/* "2026-01-05T08:10:00+07:00" as "20260105081000", always in Vietnamese time; "" when there is none. */
static void put_moment(struct js *out, const char *key, const char *iso)
{
    char text[64] = "";
    int64_t at;
    if (iso && iso_time_parse(&at, iso)) {
        struct day day = day_of(at);
        int second = second_of_day(at);
        snprintf(text, sizeof text, "%04d%02d%02d%02d%02d%02d", day.y, day.m, day.d, second / 3600,
            second / 60 % 60, second % 60);
    }
    js_put_text(out, key, text);
}

struct code {
    const char *word, *code;
};

static const struct code channels[] = { { "direct", "1" }, { "online", "2" }, { "post", "3" }, { 0 } };

/* A household business is neither a company nor a state body: the portal's "organisation, other". */
static const struct code kinds[] = { { "citizen", "1" }, { "business", "2" }, { "agency", "3" },
    { "organisation", "4" }, { "household_business", "4" }, { 0 } };

/* The table knows "direct" and "post" only; a result fetched online is not posted. */
static const struct code result_ways[] = { { "counter", "0" }, { "online", "0" }, { "post", "1" }, { 0 } };

static const char *code_of(const struct code *table, const char *word)
{
    for (; table->word; table++)
        if (!strcmp(table->word, word))
            return table->code;
    return "";
}

static void put_state(struct js *out, const char *key, const struct js *facts)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)js_get_int(facts, "state_code", 0));
    js_put_text(out, key, text);
}

static bool digitised(const struct js *facts)
{
    const struct js *components = js_get(facts, "components");
    for (size_t i = 0; i < js_len(components); i++)
        if (js_len(js_get(js_at(components, i), "files")))
            return true;
    return false;
}

/* Files travel as links only. A desk that the portal cannot reach has none to give, so only files that were
 * published (and carry a "url") are named. */
static struct js *files(const struct js *facts)
{
    struct js *list = js_array();
    const struct js *components = js_get(facts, "components");
    for (size_t i = 0; i < js_len(components); i++) {
        const struct js *found = js_get(js_at(components, i), "files");
        for (size_t k = 0; k < js_len(found); k++) {
            const struct js *file = js_at(found, k);
            if (!*text_of(file, "url"))
                continue;
            struct js *row = js_object();
            js_put_text(row, "TepDinhKemId", text_of(file, "digest"));
            js_put_text(row, "TenTepDinhKem", text_of(file, "name"));
            js_put_text(row, "IsDeleted", "False");
            js_put_text(row, "MaThanhPhanHoSo", text_of(js_at(components, i), "portal_code"));
            js_put_text(row, "DuongDanTaiTepTin", text_of(file, "url"));
            js_put_text(row, "DuocSoHoa", "1");
            js_put_text(row, "DuocTaiSuDung", "0");
            js_put_text(row, "DuocLayTuKhoDMQG", "0");
            js_put_text(row, "MaKetQuaThayThe", "");
            js_add(list, row);
        }
    }
    return list;
}

/* What is asked for: the reason, then each paper by name. */
static void put_supplement_words(struct js *row, const struct js *facts)
{
    AUTO_BUF words = buf_limit(8000);
    buf_puts(&words, text_of(facts, "reason"));
    const struct js *items = js_get(facts, "items");
    for (size_t i = 0; i < js_len(items); i++)
        buf_addf(&words, "%s%s", words.len ? "; " : "", text_of(js_at(items, i), "name"));
    js_put_text(row, "NoiDungBoSung", buf_text(&words));
}

static struct js *supplements(const struct js *facts, int64_t event_seq)
{
    struct js *list = js_array();
    if (js_get_int(facts, "state_code", 0) != 5)
        return list;
    struct js *row = js_object();
    js_put_int(row, "HoSoBoSungId", event_seq);
    js_put_text(row, "NguoiYeuCauBoSung", text_of(js_get(facts, "actor"), "name"));
    put_supplement_words(row, facts);
    put_moment(row, "NgayBoSung", js_get_text(facts, "at"));
    js_put_text(row, "NguoiTiepNhanBoSung", "");
    js_put_text(row, "ThongTinTiepNhan", "");
    js_put_text(row, "NgayTiepNhanBoSung", "");
    js_put_bool(row, "TrangThaiBoSung", false);
    js_put(row, "DanhSachGiayToBoSung", js_array());
    js_put(row, "DanhSachLePhiBoSung", js_array());
    put_moment(row, "NgayHenTraTruoc", js_get_text(facts, "due_at"));
    js_put_text(row, "NgayHenTraMoi", ""); /* known only when the citizen has come back */
    js_add(list, row);
    return list;
}

static struct js *identities(const struct js *applicant)
{
    struct js *list = js_array(), *row = js_object();
    const char *id = text_of(applicant, "id_number");
    js_put_text(row, "LoaiDinhDanh", strlen(id) == 12 ? "1" : "2");
    js_put_text(row, "SoDinhDanh", id);
    js_add(list, row);
    return list;
}

/* The fee's own code stands in no table we have, so the amount goes as a remark rather than under a made-up
 * code. */
static void put_remark(struct js *out, const struct js *facts)
{
    char text[80] = "";
    int64_t fee = js_get_int(facts, "fee", 0);
    if (fee > 0)
        snprintf(text, sizeof text, "Phí, lệ phí: %lld đồng", (long long)fee);
    js_put_text(out, "ThongTinKhac", text);
}

const char *session_code(const struct js *facts)
{
    const char *portal_code = text_of(facts, "portal_code");
    return *portal_code ? portal_code : text_of(facts, "code");
}

static void put_head(struct js *out, const struct js *facts, const char *account, const char *field_code)
{
    const struct js *procedure = js_get(facts, "procedure"), *applicant = js_get(facts, "applicant");
    js_put_text(out, "MaHoSo", session_code(facts));
    js_put_text(out, "MaTTHC", text_of(procedure, "code"));
    js_put_text(out, "TenTTHC", text_of(procedure, "name"));
    js_put_text(out, "MaLinhVuc", field_code ? field_code : text_of(procedure, "field_code"));
    js_put_text(out, "TenLinhVuc", text_of(procedure, "field"));
    js_put_text(out, "KenhThucHien", code_of(channels, text_of(facts, "channel")));
    js_put_text(out, "SoBienNhan", text_of(facts, "code"));
    js_put_text(out, "SoGiayToChuHoSo", text_of(applicant, "id_number"));
    js_put_text(out, "ChuHoSo", text_of(applicant, "name"));
    js_put_text(out, "LoaiDoiTuong", code_of(kinds, text_of(applicant, "kind")));
    js_put_text(out, "MaDoiTuong", account ? account : "");
    put_remark(out, facts);
    js_put_text(out, "Email", text_of(applicant, "email"));
    js_put_text(out, "Fax", "");
    js_put_text(out, "SoDienThoai", text_of(applicant, "phone"));
    js_put_text(out, "TrichYeuHoSo", text_of(facts, "summary"));
}

static void put_life(struct js *out, const struct js *facts)
{
    put_moment(out, "NgayNopHoSo", js_get_text(facts, "submitted_at"));
    put_moment(out, "NgayTiepNhan", js_get_text(facts, "received_at"));
    put_moment(out, "NgayHenTra", js_get_text(facts, "due_at"));
    put_state(out, "TrangThaiHoSo", facts);
    put_moment(out, "NgayTra", js_get_text(facts, "returned_at"));
    bool online = !strcmp(text_of(facts, "result_by"), "online");
    js_put_text(out, "ThongTinTra", online && js_get_text(facts, "returned_at") ? "Trả trực tuyến" : "");
    js_put_text(out, "HinhThuc", code_of(result_ways, text_of(facts, "result_by")));
    put_moment(out, "NgayKetThucXuLy", js_get_text(facts, "finished_at"));
    put_moment(out, "NgayTuChoi", js_get_text(facts, "refused_at"));
    js_put_text(out, "DonViXuLy", text_of(js_get(facts, "unit"), "name"));
    js_put_text(out, "GhiChu", text_of(facts, "note"));
}

struct js *session_dossier(
    const struct js *facts, const char *account, const char *field_code, int64_t event_seq)
{
    const struct js *applicant = js_get(facts, "applicant");
    struct js *out = js_object();
    put_head(out, facts, account, field_code);
    put_life(out, facts);
    js_put(out, "TaiLieuNop", files(facts));
    js_put(out, "DanhSachLePhi", js_array());
    js_put(out, "DanhSachTepDinhKemKhac", js_array());
    js_put(out, "DanhSachHoSoBoSung", supplements(facts, event_seq));
    js_put(out, "DanhSachGiayToKetQua", js_array()); /* needs a link and a result code; see files() */
    js_put_text(out, "NoiNopHoSo", "2");
    js_put_text(out, "HoSoCoThanhPhanSoHoa", digitised(facts) ? "1" : "0");
    js_put_text(out, "TaiKhoanDuocXacThucVoiVNeID", js_get_true(applicant, "vneid_verified") ? "1" : "0");
    js_put_text(out, "DuocThanhToanTrucTuyen", js_get_int(facts, "fee", 0) > 0 ? "3" : "0");
    js_put(out, "DinhDanhCHS", identities(applicant));
    js_put(out, "DSKetNoiCSDL", js_array()); /* the table of database codes is not public: none is guessed */
    return out;
}

/* What was done, in the portal's words. */
static const char *step_words(const struct js *facts)
{
    static const char *const words[] = { NULL, "Mới đăng ký", "Được tiếp nhận", "Không được tiếp nhận",
        "Đang xử lý", "Yêu cầu bổ sung giấy tờ", "Yêu cầu thực hiện nghĩa vụ tài chính",
        "Công dân yêu cầu rút hồ sơ", "Dừng xử lý", "Đã xử lý xong", "Đã trả kết quả" };
    int64_t state = js_get_int(facts, "state_code", 0);
    return state >= 1 && state <= 10 ? words[state] : "";
}

struct js *session_progress(const struct js *facts)
{
    const struct js *actor = js_get(facts, "actor");
    struct js *out = js_object();
    js_put_text(out, "MaHoSo", session_code(facts));
    js_put_text(out, "NguoiXuLy", text_of(actor, "name"));
    js_put_text(out, "ChucDanh", text_of(actor, "title"));
    put_moment(out, "ThoiDiemXuLy", js_get_text(facts, "at"));
    js_put_text(out, "PhongBanXuLy", text_of(actor, "desk"));
    const char *reason = text_of(facts, "reason");
    js_put_text(out, "NoiDungXuLy", *reason ? reason : step_words(facts));
    put_state(out, "TrangThai", facts);
    put_moment(out, "NgayBatDau", js_get_text(facts, "received_at"));
    put_moment(out, "NgayKetThucTheoQuyDinh", js_get_text(facts, "due_at"));
    return out;
}

enum rc session_body(
    char **ret, const char *session, const char *unit, const char *service, struct js *own, struct err *e)
{
    AUTO_JS taken = own;
    AUTO_JS body = js_object();
    js_put_text(body, "session", session);
    js_put_text(body, "madonvi", unit);
    js_put_text(body, "service", service);
    for (size_t i = 0; i < js_len(taken); i++) {
        const char *key = js_key_at(taken, i);
        js_put(body, key, js_copy(js_get(taken, key)));
    }
    return js_write(ret, body, JS_LINE, e);
}
