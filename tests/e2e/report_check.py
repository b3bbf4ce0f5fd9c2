"""Reads the reports of report.sh with openpyxl. Exits with a sentence when something is not as promised."""
import datetime
import json
import sys

import openpyxl

work = sys.argv[1]


def need(true, sentence):
    if not true:
        sys.exit(sentence)


def cells(book):
    return [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]


def table(sheet):
    """Rows below the head that begins with TT, as dictionaries."""
    rows = list(sheet.iter_rows(values_only=True))
    head = next(i for i, r in enumerate(rows) if r[0] == "TT")
    return [dict(zip(rows[head], r)) for r in rows[head + 1:] if isinstance(r[0], (int, float))]


for name in ["d", "daily", "week", "ii06a", "fees", "handover", "index766"]:
    book = openpyxl.load_workbook(f"{work}/{name}.xlsx")
    need(all(c.data_type != "f" for c in cells(book)), f"{name}: a formula")
    need(all(s.sheet_state == "visible" for s in book), f"{name}: a hidden sheet")
    need(not book.properties.creator and not book.properties.lastModifiedBy, f"{name}: tells its author")
    need(all(s.page_setup.paperSize in (9, "9") for s in book), f"{name}: not A4")
    need(all(s.sheet_properties.pageSetUpPr.fitToPage for s in book), f"{name}: not fitted to the page")

handover = table(openpyxl.load_workbook(f"{work}/handover.xlsx")["Bàn giao"])
names = {r["Chủ hồ sơ"] for r in handover}
need({"=cmd|' /C calc'!A", "+A Thử", "@Y Thử"} <= names, f"names changed: {names}")
need(all(r["Điện thoại"] == "0912345678" for r in handover), "a telephone lost its zero")
need(all(isinstance(r["Nhận ngày"], datetime.datetime) for r in handover), "a day is not a day")
for c in cells(openpyxl.load_workbook(f"{work}/handover.xlsx")):
    need(not isinstance(c.value, str) or c.number_format == "@", f"{c.coordinate} would compute when edited")

# Every figure of the first sheet is found again by filtering the list.
book = openpyxl.load_workbook(f"{work}/d.xlsx")
figures = json.load(open(f"{work}/daily.json", encoding="utf-8"))["figures"]
rows = table(book["Hồ sơ"])
late = table(book["Quá hạn"])


def how_many(column, word):
    return sum(r[column] == word for r in rows)


need(how_many("Tính vào", "Nhận trong kỳ") == figures["received"], "received is not in the rows")
need(how_many("Tính vào", "Kỳ trước") == figures["carried"], "carried is not in the rows")
for word, figure in [("Xong trước hạn", "early"), ("Xong đúng hạn", "on_time"), ("Xong quá hạn", "late"),
                     ("Đang làm, quá hạn", "pending_late"), ("Chờ dân, dừng tính giờ", "pending_waiting")]:
    need(how_many("Xếp loại", word) == figures[figure], f"{figure} is not in the rows")
need(len(late) == figures["late"] + figures["pending_late"], "the late list has other rows than the figures")
first = book["Trang Chủ tịch"]
need(first._charts, "the first sheet has no chart")
need(len(first["A1"].value) > 0 and first["A1"].value == "ỦY BAN NHÂN DÂN XÃ ĐĂK TÔ", "the head is not the unit's")
words = " ".join(str(c.value) for c in cells(book))
need("Nguyễn Thị Mẫu" not in words and "0912345678" not in words, "a person stands in the chairman's book")

total = [r for r in openpyxl.load_workbook(f"{work}/ii06a.xlsx")["II.06a"].iter_rows(values_only=True) if r[1] == "Tổng số"][-1]
need(total[2] == total[3] + total[4] + total[5] == total[6] + total[10], f"II.06a: 3 = 4+5+6 = 7+11 does not hold: {total}")
need(total[6] == sum(total[7:10]) and total[10] == sum(total[11:13]), "II.06a: parts do not add up")
