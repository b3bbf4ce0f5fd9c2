/* session_portal.c - see session_portal.h. */
#include "practice/session_portal.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "base/buf.h"
#include "base/json.h"
#include "outbox/rules.h"
#include "practice/shelf.h"

static struct js *answer(const char *code, const char *message)
{
    struct js *ret = js_object();
    js_put_text(ret, "error_code", code);
    js_put_text(ret, "message", message);
    return ret;
}

static enum rc random_name(char out[static 40], struct err *e)
{
    unsigned char bytes[16];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return err_no_memory(e);
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
    return RC_OK;
}

enum rc session_portal_login(
    struct js **ret, struct session_portal *portal, const struct js *body, int64_t now, struct err *e)
{
    const char *user = js_get_text(body, "username"), *password = js_get_text(body, "password");
    if (!user || !password || !*password || strcmp(user, portal->user) ||
        (*portal->password && strcmp(password, portal->password))) {
        *ret = answer("-1", "Sai tài khoản hoặc mật khẩu");
        return RC_OK;
    }
    struct portal_session *session = &portal->sessions[portal->next_session++ % PORTAL_SESSIONS];
    enum rc rc = random_name(session->id, e);
    if (rc)
        return rc;
    session->ends_at = now + (portal->session_life ? portal->session_life : 600);
    *ret = js_object();
    js_put_int(*ret, "error_code", 0);
    js_put_text(*ret, "session", session->id);
    return RC_OK;
}

void session_portal_end_sessions(struct session_portal *portal)
{
    memset(portal->sessions, 0, sizeof portal->sessions);
}

static bool session_lives(const struct session_portal *portal, const char *id, int64_t now)
{
    if (!id || !*id)
        return false;
    for (size_t i = 0; i < PORTAL_SESSIONS; i++)
        if (portal->sessions[i].ends_at > now && !strcmp(portal->sessions[i].id, id))
            return true;
    return false;
}

/* The part before the first '-' of a code is the unit itself, or an old code (3.2.2.province) of its
 * province. */
static bool unit_owns(const char *unit, const char *code)
{
    size_t len = strcspn(code, "-");
    if (strlen(unit) == len && !strncmp(unit, code, len))
        return true;
    size_t province = strcspn(unit, ".");
    return len == 13 && province == 3 && code[3] == '.' && !strncmp(code + 10, unit, 3);
}

static struct js *field_answer(const struct misfit *misfit)
{
    static const char *const words[] = {
        [MISFIT_MISSING] = "Thiếu trường %s",
        [MISFIT_TYPE] = "Trường %s không đúng kiểu dữ liệu",
        [MISFIT_FORMAT] = "Trường %s không đúng định dạng",
        [MISFIT_LENGTH] = "Trường %s vượt quá độ dài cho phép",
        [MISFIT_VALUE] = "Trường %s không có trong danh mục",
        [MISFIT_UNKNOWN] = "Không có trường %s",
        [MISFIT_CONFLICT] = "Trường %s mâu thuẫn với trường khác",
    };
    AUTO_BUF text = buf_limit(300);
    const char *format = words[misfit->kind], *place = strstr(format, "%s");
    if (buf_add(&text, format, (size_t)(place - format)) || buf_puts(&text, misfit->field) ||
        buf_puts(&text, place + 2))
        return answer("-1", "Dữ liệu không đúng");
    return answer("-1", buf_text(&text));
}

static enum rc look_up(struct js **ret, struct session_portal *portal, const struct js *body, struct err *e)
{
    const char *code = js_get_text(body, "mahoso");
    struct shelf_dossier found = { 0 };
    enum rc rc = code ? shelf_find(&found, portal->shelf, code, e) : RC_OK;
    if (rc)
        return rc;
    *ret = js_object();
    js_put_int(*ret, "error_code", 0);
    struct js *list = js_array();
    if (found.id) {
        struct js *row = js_object();
        js_put_text(row, "MaHoSo", code);
        js_put_text(row, "MaTTHC", found.procedure);
        js_put_text(row, "TrangThaiHoSo", found.state);
        js_add(list, row);
    }
    js_put(*ret, "result", list);
    return RC_OK;
}

/* An account number made from the ID number, so that the same person always gets the same one. */
static enum rc technical_id(struct js **ret, const struct js *body)
{
    const char *id = js_get_text(body, "mstorcmnd");
    *ret = js_object();
    js_put_int(*ret, "error_code", 0);
    struct js *list = js_array();
    if (id && strlen(id) >= 9 && strspn(id, "0123456789") == strlen(id)) {
        char account[64];
        snprintf(account, sizeof account, "0f0e0d0c-0000-4000-8000-%.12s", id);
        struct js *row = js_object();
        js_put_text(row, "TECHNICALID", account);
        js_add(list, row);
    }
    js_put(*ret, "result", list);
    return RC_OK;
}

/* May the state of a known dossier become `to`? The same again is an update of other fields. */
static bool may_move(const char *from, const char *to)
{
    static const struct {
        const char *from, *to;
    } moves[] = {
        { "1", "|2|3|5|7|" },
        { "2", "|4|5|6|7|8|9|" },
        { "4", "|5|6|7|8|9|" },
        { "5", "|2|4|7|8|" },
        { "6", "|4|7|8|9|" },
        { "7", "|4|8|" },
        { "8", "|10|" },
        { "9", "|4|10|" },
    };
    if (!strcmp(from, to))
        return true;
    char needle[16];
    snprintf(needle, sizeof needle, "|%s|", to);
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        if (!strcmp(moves[i].from, from))
            return strstr(moves[i].to, needle);
    return false;
}

/* Everything but the storing of one dossier. *refusal stays NULL when it may be kept. */
static enum rc weigh_dossier(struct js **refusal, struct shelf_dossier *known, struct session_portal *portal,
    const struct js *body, const struct js *object, struct err *e)
{
    struct misfits misfits;
    rules_check_dossier(&misfits, object);
    if (misfits.count) {
        *refusal = field_answer(&misfits.rows[0]);
        return RC_OK;
    }
    const char *code = js_get_text(object, "MaHoSo");
    bool updating = !strcmp(js_get_text(body, "isUpdating"), "True");
    if (!unit_owns(js_get_text(body, "madonvi"), code)) {
        *refusal = answer("-1", "Đơn vị không được gửi hồ sơ có mã này");
        return RC_OK;
    }
    enum rc rc = shelf_find(known, portal->shelf, code, e);
    if (rc)
        return rc;
    if (known->id && !updating && !portal->forget)
        *refusal = answer("3", "Hồ sơ đã tồn tại");
    else if (!known->id && updating)
        *refusal = answer("-1", "Hồ sơ không tồn tại");
    else if (known->id && updating && !may_move(known->state, js_get_text(object, "TrangThaiHoSo")))
        *refusal = answer("-1", "Không được chuyển hồ sơ sang trạng thái này");
    return RC_OK;
}

static enum rc sync_dossiers(
    struct js **ret, struct session_portal *portal, const struct js *body, int64_t now, struct err *e)
{
    const char *updating = js_get_text(body, "isUpdating");
    const struct js *data = js_get(body, "data");
    if (!updating || (strcmp(updating, "True") && strcmp(updating, "False"))) {
        *ret = answer("-1", "Trường isUpdating phải là True hoặc False");
        return RC_OK;
    }
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && !*ret && i < js_len(data); i++) {
        const struct js *object = js_at(data, i);
        struct shelf_dossier known = { 0 };
        rc = weigh_dossier(ret, &known, portal, body, object, e);
        if (rc || *ret)
            break;
        if (!strcmp(updating, "True"))
            rc = shelf_replace(portal->shelf, known.id, object, now, e);
        else
            rc = shelf_add(portal->shelf, object, now, e);
    }
    if (!rc && !*ret)
        *ret = answer("0", !strcmp(updating, "True") ? "Cập nhật thành công" : "Đồng bộ thành công");
    return rc;
}

static enum rc sync_progress(
    struct js **ret, struct session_portal *portal, const struct js *body, int64_t now, struct err *e)
{
    const struct js *data = js_get(body, "data");
    for (size_t i = 0; i < js_len(data); i++) {
        const struct js *row = js_at(data, i);
        struct misfits misfits;
        rules_check_progress(&misfits, row);
        if (misfits.count) {
            *ret = field_answer(&misfits.rows[0]);
            return RC_OK;
        }
        int64_t done_at;
        if (rules_time(&done_at, js_get_text(row, "ThoiDiemXuLy")) && done_at > now + 300) {
            *ret = answer("-1", "Trường ThoiDiemXuLy ở tương lai");
            return RC_OK;
        }
        struct shelf_dossier known;
        enum rc rc = shelf_find(&known, portal->shelf, js_get_text(row, "MaHoSo"), e);
        if (!rc && !known.id)
            *ret = answer("-1", "Hồ sơ không tồn tại");
        else if (!rc)
            rc = shelf_add_progress(portal->shelf, row, now, e);
        if (rc || *ret)
            return rc;
    }
    *ret = answer("0", "Cập nhật thành công");
    return RC_OK;
}

enum rc session_portal_call(
    struct js **ret, struct session_portal *portal, const struct js *body, int64_t now, struct err *e)
{
    const char *service = js_get_text(body, "service"), *unit = js_get_text(body, "madonvi");
    *ret = NULL;
    if (!service || !unit || !*unit)
        *ret = answer("-1", "Thiếu service hoặc madonvi");
    else if (!session_lives(portal, js_get_text(body, "session"), now))
        *ret = answer("-2", "Phiên làm việc không hợp lệ hoặc đã hết hạn");
    else if (!strcmp(service, "TraCuuHoSo"))
        return look_up(ret, portal, body, e);
    else if (!strcmp(service, "TraCuuTechID"))
        return technical_id(ret, body);
    else if (!strcmp(service, "LayThuTuc"))
        *ret = portal_procedures_record(&portal->procedures, js_get_text(body, "maTTHC"));
    else if (!strcmp(service, "LayDanhSachTTHC"))
        *ret = portal_procedures_list(&portal->procedures);
    if (*ret)
        return RC_OK;

    const struct js *data = js_get(body, "data");
    if (!js_is_array(data) || !js_len(data) || js_len(data) > PORTAL_ROWS_MAX)
        *ret = answer("-1", "Trường data phải có từ 1 đến 10 phần tử");
    else if (!strcmp(service, "DongBoHoSoMC"))
        return sync_dossiers(ret, portal, body, now, e);
    else if (!strcmp(service, "CapNhatTienDoHoSoMC"))
        return sync_progress(ret, portal, body, now, e);
    else
        *ret = answer("-1", "Không có dịch vụ này");
    return RC_OK;
}
