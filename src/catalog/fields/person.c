/* person.c - the usual facts about a person, each a field of its own: mother_name, mother_birth_date, ... */
#include "base/i18n.h"
#include "catalog/field.h"

/* Labels as in the templates of Circular 04/2020/TT-BTP and its successors. */
static const struct field_part parts[] = {
    { "name", "name", "Họ, chữ đệm, tên", "Nguyễn Thị Hoa", false, false, true },
    { "birth_date", "date", "Ngày, tháng, năm sinh", "15081985; chỉ nhớ năm thì gõ 1985", true, true, true },
    { "sex", "sex", "Giới tính", "nữ", false, false, false },
    { "ethnic", "ethnic", "Dân tộc", "Xơ Đăng", false, false, true },
    { "nationality", "nationality", "Quốc tịch", "Việt Nam", false, false, true },
    { "residence", "text", "Nơi cư trú", "Thôn 3, xã Đăk Tô, tỉnh Quảng Ngãi", false, false, true },
    { "id_number", "idnumber", "Số định danh cá nhân", "062185001234", false, false, true },
    { "id_paper", "text", "Giấy tờ tùy thân (loại, số, nơi và ngày cấp)",
        "Căn cước 062185001234, Bộ Công an, 10/05/2021", false, false, false },
    { "birth_place", "text", "Nơi sinh", "xã Đăk Tô, tỉnh Quảng Ngãi", false, false, false },
    { "phone", "phone", "Số điện thoại", "0912 345 678", false, false, false },
    { 0 },
};

const struct field_type field_person = {
    .name = "person",
    .summary = N_("A person: name, birth day, ethnic group, nationality, residence, ID number"),
    .options = TAKES_PARTS,
    .parts = parts,
};
