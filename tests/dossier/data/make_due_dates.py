#!/usr/bin/env python3
"""Writes due_dates.csv: 300 due dates reckoned without any of the program's code.

It walks minute by minute and day by day through data/holidays.csv and data/working_hours.csv, the slow and plain way,
so that a mistake in the program's shorter arithmetic shows. Run it again when those tables change.
"""
import calendar
import csv
import datetime as dt
import pathlib
import random

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent.parent
kinds = {r["date"]: r["kind"] for r in csv.DictReader(open(root / "data/holidays.csv", encoding="utf-8"))}
hours = list(csv.DictReader(open(root / "data/working_hours.csv", encoding="utf-8")))
RESIDENCE = "Đăng ký, quản lý cư trú"


def rows(day, field):
    kind = kinds.get(day.isoformat())
    if kind and kind != "swap_work":
        return []
    weekday = "2" if kind else ("2", "3", "4", "5", "6", "7", "CN")[day.weekday()]
    own = [r for r in hours if r["field"] == field and r["weekday"] == weekday]
    return own or [r for r in hours if r["field"] == "*" and r["weekday"] == weekday]


def minute(text):
    return int(text[:2]) * 60 + int(text[3:])


def is_open(at, field):
    now = at.hour * 60 + at.minute
    return any(minute(r["from"]) <= now < minute(r["to"]) for r in rows(at.date(), field))


def counts(day, field):
    found = rows(day, field)
    return bool(found) and found[0]["counts"] == "1"


def start(at, field):
    while not is_open(at, field):
        at += dt.timedelta(minutes=1)
    return at


def workdays(at, days, field):
    while days:
        at += dt.timedelta(days=1)
        days -= counts(at.date(), field)
    return at


def closing(day, field):
    last = max(minute(r["to"]) for r in rows(day, field))
    return dt.datetime.combine(day, dt.time(last // 60, last % 60))


def shifted(at, field):
    while not counts(at.date(), field):
        found = rows(at.date(), field)
        if found and at <= closing(at.date(), field):
            break
        at += dt.timedelta(days=1)
    return at


def due(unit, value, field, received):
    at = start(received, field)
    if unit == "working_day":
        return workdays(at, value, field)
    if unit == "day":
        return shifted(at + dt.timedelta(days=value), field)
    if unit == "month":
        month = at.month - 1 + value
        year, month = at.year + month // 12, month % 12 + 1
        return shifted(at.replace(year=year, month=month, day=min(at.day, calendar.monthrange(year, month)[1])), field)
    if unit == "same_day_15h":
        day = at if at.time() <= dt.time(15) else workdays(at, 1, field)
        return closing(day.date(), field)
    at = workdays(at, value // 8, field)
    left = value % 8 * 60
    while left:
        left -= is_open(at, field)
        at += dt.timedelta(minutes=1)
    return at


def main():
    dice = random.Random(20260213)
    limits = [("working_day", n) for n in (1, 2, 3, 5, 7, 10, 15, 20, 45)]
    limits += [("day", n) for n in (1, 5, 15, 30, 60)] + [("hour", n) for n in (1, 2, 4, 8, 20, 24)]
    limits += [("month", n) for n in (1, 2, 6)] + [("same_day_15h", 1)] * 4
    edges = ["2026-02-13 16:45", "2026-02-13 17:00", "2026-02-16 09:00", "2026-01-01 00:00", "2026-08-21 15:01",
             "2026-08-22 08:00", "2026-08-28 16:59", "2026-11-23 11:30", "2026-11-23 13:29", "2025-12-31 15:00",
             "2026-04-25 10:00", "2026-04-29 16:00", "2027-02-04 09:00", "2028-01-31 09:00", "2025-04-25 09:00"]
    out = csv.writer(open(here / "due_dates.csv", "w", encoding="utf-8"), lineterminator="\n")
    out.writerow(["unit", "value", "field", "received", "due"])
    for i in range(300):
        unit, value = limits[i % len(limits)] if i < 150 else dice.choice(limits)
        if i < 5 * len(edges):
            received = dt.datetime.fromisoformat(edges[i % len(edges)])
        else:
            received = dt.datetime(2025, 1, 1) + dt.timedelta(minutes=dice.randrange(3 * 365 * 24 * 60))
            if dice.random() < 0.7:
                received = received.replace(hour=dice.choice([7, 8, 9, 10, 11, 13, 14, 15, 16]))
        field = dice.choice(["", "Hộ tịch", RESIDENCE])
        end = due(unit, value, field, received)
        out.writerow([unit, value, field, received.isoformat() + "+07:00", end.isoformat() + "+07:00"])


main()
