"""fortnight.py PROGRAM WORK: two weeks at the counter by verbs alone, Monday 20 April to Sunday 3 May 2026 with a national
holiday moved by a weekend and two more days off. 200 dossiers over every procedure that is served here go through their
lives by dice; each paper is made and read back by other programs; at the end every figure of the book is compared with
the count kept here. Prints "ok - sentence" and "not ok - sentence". All people here are invented."""
import collections
import datetime
import glob
import json
import os
import random
import subprocess
import sys

PROGRAM, WORK = sys.argv[1:3]
DOSSIERS = 200
OPEN_DAYS = ["2026-04-20", "2026-04-21", "2026-04-22", "2026-04-23", "2026-04-24", "2026-04-28", "2026-04-29"]
CLOSED_DAYS = ["2026-04-25", "2026-04-26", "2026-04-27", "2026-04-30", "2026-05-01", "2026-05-02", "2026-05-03"]
# The states and the steps between them as the ministries' tables have them, kept apart from the program's own.
STEPS = {
    "received": ["processing", "supplement", "withdrawn", "finished"],
    "processing": ["supplement", "payment", "withdrawn", "stopped", "finished"],
    "supplement": ["processing", "withdrawn", "stopped"],
    "payment": ["processing", "withdrawn", "stopped"],
    "withdrawn": ["stopped", "processing"],
    "finished": ["returned"],
    "stopped": [],
    "returned": [],
}
PAPERS = {"processing": "control", "supplement": "supplement", "stopped": "stop", "returned": "result"}
GIVEN = "Mẫu Hoa Lan Huệ Cúc Mai Đào Sen Thu Xuân Hạnh Yến Nga Trang Bình".split()
dice = random.Random(26)
now = None
troubles = []


class Own:
    """What this count knows of one dossier."""

    def __init__(self, answer, applicant):
        self.code, self.due, self.fee = answer["code"], answer["due_at"], answer["fee"]
        self.name, self.id_number = applicant["name"], applicant["id_number"]
        self.state, self.paid, self.supplements, self.events = "received", 0, 0, 1
        self.ended, self.apologised = False, False


def need(true, sentence):
    print(("ok - " if true else "not ok - ") + sentence, flush=True)


def run(*args, stdin=None, expected=0):
    clock = ["faketime", "-f", now.strftime("@%Y-%m-%d %H:%M:%S")] if now else []
    for _ in range(3):
        done = subprocess.run([*clock, PROGRAM, *args], input=stdin, capture_output=True, text=True,
                              env={**os.environ, "TZ": "Asia/Ho_Chi_Minh"}, check=False)
        if "faketime: sem_open" not in done.stderr:  # a name left over from a killed run: ours was not started
            break
    if done.returncode != expected:
        troubles.append(f"{' '.join(args)}: {done.returncode} {done.stdout[:300]} {done.stderr[:300]}")
    return done.stdout


def answer(*args, **more):
    text = run(*args, "--json", **more)
    try:
        return json.loads(text)
    except ValueError:
        troubles.append(f"{' '.join(args)}: no JSON: {text[:200]}")
        return {}


def at(day, minute):
    global now
    now = datetime.datetime.fromisoformat(day + "T07:30:00") + datetime.timedelta(minutes=minute)


# --- papers, read back by other programs ---

def paper(kind, own):
    path = f"{WORK}/{kind}-{own.code}-{own.events}.pdf"
    run("paper", kind, own.code, "-o", path)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=False).stdout
    text = " ".join(text.split())
    if own.code not in text or own.name not in text:
        troubles.append(f"{kind} of {own.code} does not name it: {text[:300]}")
    made[kind] += 1


def receipts_scan():
    """Every receipt's square is read from a picture of its first page, and checked by the program without a server."""
    genuine = 0
    for pdf in sorted(glob.glob(f"{WORK}/receipt-*.pdf")):
        subprocess.run(["pdftoppm", "-r", "150", "-gray", "-l", "1", "-singlefile", pdf, f"{WORK}/page"], check=False)
        read = subprocess.run(["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", f"{WORK}/page.pgm"],
                              capture_output=True, text=True, check=False)
        for payload in read.stdout.split("\n"):
            if payload and answer("verify", payload).get("genuine"):
                genuine += 1
                break
    return genuine


# --- one day ---

def receive(number, procedure):
    name = f"Nguyễn Thị {GIVEN[number % 15]} {GIVEN[number // 15]}"
    document = {
        "procedure": procedure, "variant": None, "channel": "direct",
        "applicant": {"kind": "citizen", "id_number": f"0621850{number:05d}", "name": name, "birth_date": "1985-08-15",
                      "sex": "female", "address": "Thôn 3, Xã Đăk Tô, Tỉnh Quảng Ngãi", "phone": "0912345678"},
        "submitter": None, "answers": {"child_name": "Trần Minh Mẫu"} if procedure == "1.001193" else {},
        "components": [], "result_by": "counter", "note": ""}
    own = Own(answer("intake", "--file", "-", stdin=json.dumps(document)), document["applicant"])
    if own.due and own.due[:10] in CLOSED_DAYS:
        troubles.append(f"{own.code} is promised for {own.due}, a day off")
    paper("receipt", own)
    return own


def move(own):
    allowed = STEPS[own.state]
    if not allowed:
        refused = run("dossier", "move", own.code, dice.choice(["processing", "finished"]), "--json", expected=1)
        if json.loads(refused)["error"]["code"] != "move_not_possible":
            troubles.append(f"{own.code}: {refused}")
        return
    to = dice.choice(allowed)
    if to == "supplement" and own.supplements:
        return  # a second one is for the supervisor
    more = ["--reason", "lý do thử"]
    if to == "supplement":
        more += ["--items", f"{WORK}/items.json"]
    if to == "returned":
        who = {"name": own.name, "id_number": own.id_number} if dice.randrange(3) else {
            "name": "A Mẫu", "id_number": "062085012345", "relation": "delegate", "authority": "Giấy ủy quyền 20/4/2026"}
        with open(f"{WORK}/collector.json", "w", encoding="utf-8") as f:
            json.dump(who, f)
        more += ["--collector", f"{WORK}/collector.json"]
    out = answer("dossier", "move", own.code, to, *more)
    if own.state in ("supplement", "payment") and to == "processing":
        if own.due and out.get("due_at", "") < own.due:
            troubles.append(f"{own.code}: waiting shortened the promise")
        own.due = out.get("due_at")
    own.state, own.events = to, own.events + 1
    own.supplements += to == "supplement"
    if to in ("finished", "stopped", "withdrawn"):
        own.ended = True
    if to == "processing":
        own.ended = False
    if to in PAPERS:
        paper(PAPERS[to], own)


def pay(own):
    if own.fee and not own.paid:
        answer("money", "pay", own.code)
        own.paid, own.events = own.fee, own.events + 1
        paper("cash_receipt", own)


def apologise(own):
    """Form 04 with a later day, once, while the promise still stands."""
    if own.state == "processing" and own.due and own.due > now.isoformat() and not own.apologised:
        own.due = answer("dossier", "apologise", own.code, "--until", "2026-05-20", "--reason", "lý do thử")["due_at"]
        own.apologised, own.events = True, own.events + 1
        paper("apology", own)


def work_day(day, procedures):
    at(day, 0)
    quota = -(-(DOSSIERS - len(all_own)) // (len(OPEN_DAYS) - OPEN_DAYS.index(day)))
    for i in range(quota):
        at(day, 3 * i)
        all_own.append(receive(len(all_own) + 1, procedures[len(all_own) % len(procedures)]))
        received[day] += 1
    for i in range(60):
        at(day, 240 + i)
        own = dice.choice(all_own)
        dice.choice([move, move, move, move, pay, apologise])(own)
    at(day, 560)
    counted = answer("report", "daily", "--date", day, "-o", f"{WORK}/{day}.xlsx")["figures"]
    daily[day] = (counted["received"], counted["pending"])
    own_daily[day] = (received[day], sum(not d.ended for d in all_own))


# --- the fortnight ---

all_own, made, received = [], collections.Counter(), collections.Counter()
daily, own_daily = {}, {}
with open(f"{WORK}/items.json", "w", encoding="utf-8") as items:
    json.dump([{"name": "Giấy xác nhận", "reason": "còn thiếu"}], items)
at(OPEN_DAYS[0], 0)
served = [p["code"] for p in answer("catalog", "list")]
for one in OPEN_DAYS:
    work_day(one, served)

need(len(all_own) == DOSSIERS and len({o.code for o in all_own}) == DOSSIERS, "200 dossiers have 200 numbers")
need(len({served[i % len(served)] for i in range(DOSSIERS)}) == len(served), f"all {len(served)} procedures were asked for")
listed = {d["code"]: d for d in answer("dossier", "list")}
need({c: d["state"] for c, d in listed.items()} == {o.code: o.state for o in all_own}, "every dossier stands where this count has it")
need(len({o.state for o in all_own}) >= 7, "the lives went through the states")
need(all(listed[o.code]["due_at"] == o.due for o in all_own), "every promise is the one that was given")
history = {o: [e for e in answer("dossier", "show", o.code)["events"] if e["event"] != "printed"] for o in dice.sample(all_own, 40)}
need(all(len(events) == o.events for o, events in history.items()), "every step left one event, none more")
need(daily == own_daily, f"each day's report has the figures of this count: {daily} {own_daily}" if daily != own_daily else
     "each day's report has the figures of this count")
paid = sum(o.paid for o in all_own)
rows = [r for day in OPEN_DAYS for r in answer("money", "list", "--day", day)]
need(sum(r["amount"] for r in rows) == paid > 0, "the money is what was paid, to the dong")
need(sorted(r["number"] for r in rows) == list(range(1, len(rows) + 1)), "receipt numbers have no gap")
need(made["receipt"] == DOSSIERS and len(made) == 7 and min(made.values()) >= 2, f"papers of every kind were made: {dict(made)}")
need(receipts_scan() == DOSSIERS, "the square of every receipt scans from a picture and is genuine")
for one in OPEN_DAYS:
    run("paper", "book", one, "-o", f"{WORK}/book-{one}.pdf")
    book = subprocess.run(["pdftotext", "-layout", f"{WORK}/book-{one}.pdf", "-"], capture_output=True, text=True, check=False)
    need(all(o.code in "".join(book.stdout.split()) for o in all_own if one[2:].replace("-", "") in o.code),
         f"the register of {one} holds every dossier of the day")
need(answer("journal", "verify").get("whole") is True, "the journal is whole")
deliveries = answer("outbox", "list")
need(len(deliveries) >= sum(o.state != "received" for o in all_own), "what the portal has to know waits for it")
need(not troubles, "no command failed, no paper lacked its names" if not troubles else f"{len(troubles)} troubles: {troubles[:5]}")
