#!/usr/bin/env python3
"""make_workbooks.py DIR - workbooks for catalog.sh: one good, the others as an attacker or a bad disk makes them.

All procedures in them are invented."""
import io
import os
import sys
import zipfile

out = sys.argv[1]


def path(name):
    return os.path.join(out, name)


def good():
    """As Excel saves it when openpyxl is there; else the same parts by hand."""
    rows = [
        ["code", "name", "field", "limit_direct", "fee_direct"],
        [2.000110, "Thủ tục mẫu, có dấu phẩy", "Lĩnh vực mẫu", "5 working_day", 8000],
        None,
        ["1.900003", 'Thủ tục "mẫu" hai', "Lĩnh vực mẫu", "3 day", None],
    ]
    try:
        import openpyxl
    except ImportError:
        return by_hand("good.xlsx", sheet(rows))
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row or [], 1):
            book.active.cell(row=number, column=column, value=value)
    book.create_sheet("khác").append(["không đọc"])
    book.save(path("good.xlsx"))


def cell(place, value):
    if isinstance(value, (int, float)):
        return f'<c r="{place}"><v>{value}</v></c>'
    text = str(value).replace("&", "&amp;").replace("<", "&lt;")
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(rows, head=""):
    body = io.StringIO()
    for number, row in enumerate(rows, 1):
        if row:
            cells = "".join(cell("ABCDEFG"[i] + str(number), v) for i, v in enumerate(row) if v is not None)
            body.write(f'<row r="{number}">{cells}</row>')
    return '<?xml version="1.0" encoding="UTF-8"?>' + head + "<worksheet><sheetData>" + body.getvalue() + "</sheetData></worksheet>"


def by_hand(name, sheet_xml, texts=None):
    with zipfile.ZipFile(path(name), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
        z.writestr("xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>')
        z.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>')
        if texts:
            z.writestr("xl/sharedStrings.xml", texts)
        if isinstance(sheet_xml, str):
            z.writestr("xl/worksheets/sheet1.xml", sheet_xml)
        else:
            with z.open("xl/worksheets/sheet1.xml", "w") as part:
                for piece in sheet_xml:
                    part.write(piece)


def bomb():
    """Nine entities, each ten of the one before."""
    lines = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)]
    head = "<!DOCTYPE x [" + "".join(lines) + "]>"
    by_hand("bomb.xlsx", '<?xml version="1.0"?>' + head + '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&a9;</v></c></row></sheetData></worksheet>')
    texts = '<?xml version="1.0"?>' + head + "<sst><si><t>&a9;</t></si></sst>"
    by_hand("bomb_texts.xlsx", sheet([["code"], ["1.900001"]]), texts)
    outside = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    by_hand("outside.xlsx", outside + '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&f;</v></c></row></sheetData></worksheet>')


def rows_without_end():
    def pieces():
        yield b"<worksheet><sheetData>"
        yield b"<row><c><v>1</v></c></row>" * 1000000
        yield b"</sheetData></worksheet>"
    by_hand("million.xlsx", pieces())
    by_hand("far.xlsx", '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>code</v></c></row><row r="10000000"><c r="A10000000"><v>1</v></c></row></sheetData></worksheet>')
    by_hand("wide.xlsx", '<worksheet><sheetData><row r="1"><c r="XFD1" t="str"><v>code</v></c></row></sheetData></worksheet>')


def zeros():
    """A part that unpacks to 200 MB."""
    def pieces():
        yield b"<worksheet><sheetData>"
        for _ in range(200):
            yield b"<x>" + b"a" * (1 << 20) + b"</x>"
        yield b"</sheetData></worksheet>"
    by_hand("zeros.xlsx", pieces())


def broken():
    whole = open(path("good.xlsx"), "rb").read()
    open(path("cut.xlsx"), "wb").write(whole[: len(whole) * 2 // 3])
    flipped = bytearray(whole)
    with zipfile.ZipFile(path("good.xlsx")) as z:
        part = z.getinfo("xl/worksheets/sheet1.xml")
    flipped[part.header_offset + 30 + len(part.filename) + part.compress_size // 2] ^= 0x55
    open(path("flipped.xlsx"), "wb").write(flipped)
    open(path("text.xlsx"), "w").write("code,name\n1.900001,x\n")
    open(path("empty.xlsx"), "wb").close()
    by_hand("nothing.xlsx", sheet([]))
    by_hand("index.xlsx", '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData></worksheet>')
    by_hand("formula.xlsx", '<worksheet><sheetData><row r="1"><c r="A1" t="e"><v>#REF!</v></c></row></sheetData></worksheet>')
    by_hand("doubled.xlsx", sheet([["code", "name", "field"], ["1.900001", "Mẫu", "Mẫu"], ["1.900001", "Mẫu", "Mẫu"]]))
    with open(path("large.xlsx"), "wb") as f:
        f.truncate(21 << 20)


good()
bomb()
rows_without_end()
zeros()
broken()
