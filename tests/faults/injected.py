"""The Nth statement, write or fsync of the program fails, for N = 1, 2, 3 …; the disk is full for a while; the clock jumps. Each request is
either done or refused in clear words, what was acknowledged stays, what was refused is not there, and the journal proves itself."""

import errno
import mmap
import os
import pathlib
import struct
import subprocess

import killed
import renkei

HERE = pathlib.Path(__file__).resolve().parent
KINDS = ("statement", "write", "fsync", "rename")
SQLITE_IOERR, SQLITE_FULL = 10, 13
WITHIN = 8 * (5 * len(KINDS) + 1)  # where the part of a path stands
SIZE = WITHIN + 64
OFFICER = "furukawa-coordinator"
NOT_SAVED = "保存されていません"  # where a refusal does not say so, it must not be done in part, but may be done
UNSURE = object()


class Orders:
    """The struct of failing.c, mapped by the program and by us."""

    def __init__(self, folder, touched):
        self.library, self.file = folder / "failing.so", folder / "orders"
        if not self.library.exists():
            subprocess.run(["gcc", "-O1", "-shared", "-fPIC", "-o", self.library, HERE / "failing.c", "-ldl"], check=True)
        self.file.write_bytes(bytes(SIZE))
        self.file.chmod(0o666)
        with open(self.file, "r+b") as opened:
            self.memory = mmap.mmap(opened.fileno(), SIZE)
        self.environment = {"LD_PRELOAD": str(self.library), "RENKEI_FAULTS": str(self.file), "RENKEI_FAULT_FOLDER": str(touched)}

    def set(self, column, kind, value):
        struct.pack_into("q", self.memory, 8 * (column * len(KINDS) + KINDS.index(kind)), value)

    def get(self, column, kind):
        return struct.unpack_from("q", self.memory, 8 * (column * len(KINDS) + KINDS.index(kind)))[0]

    def fail(self, kind, nth, error, repeat=False):
        self.set(3, kind, 0)
        self.set(4, kind, 0)
        self.set(1, kind, int(repeat))
        self.set(2, kind, error)
        self.set(0, kind, nth)

    def stop(self, kind):
        """No more; whether one failed."""
        self.set(1, kind, 0)
        self.set(0, kind, 0)
        return self.get(4, kind) > 0

    def only(self, within):
        """Of the files that may be touched, those whose path holds this."""
        struct.pack_into("64s", self.memory, WITHIN, within.encode())

    def jump(self, seconds):
        struct.pack_into("q", self.memory, 8 * 5 * len(KINDS), seconds)


class Work:
    """An officer's round of saving, and what of it was acknowledged."""

    def __init__(self, server):
        self.server, self.promises = server, killed.Promises()
        self.states, self.absent, self.faults = {}, [], []
        self.asked = self.refused = 0
        self.said = ""
        self.sign_in()

    def sign_in(self):
        self.client = renkei.Client(self.server, OFFICER)
        units = self.client.call("GET", "/api/v1/units?limit=200").json["items"]
        self.unit = next(unit["id"] for unit in units if unit["code"] == "H-CYBER-ANALYSIS")

    def ask(self, method, path, content=None, headers=None):
        """The answer when it is a yes; a refusal must say in both languages that the store is unavailable."""
        self.asked += 1
        answer = self.client.call(method, "/api/v1" + path, content, headers)
        if 200 <= answer.status < 300:
            return answer
        self.refused += 1
        problem = answer.json or {}
        self.said = problem.get("detail") or problem.get("title") or ""
        if answer.status != 503 or not problem.get("detail") and not problem.get("title"):
            self.faults.append(f"{method} {path}: {answer.status} {answer.text[:300]}")
        return None

    def round(self):
        text = killed.words(self.promises.next())
        body = {"consultation": {"kind": "consultation", "channel": "phone", "narrative": text}}
        draft = self.ask("POST", "/drafts", {"content": {}})
        if draft is not None:
            identity = draft.json["id"]
            saved = self.ask("PUT", f"/drafts/{identity}", {"content": body}, {"If-Match": f'"{draft.json["version"]}"'})
            if saved is not None:
                self.promises.draft(identity, OFFICER, saved.json["version"], text)
                self.promises.drafts = {identity: self.promises.drafts[identity]}  # the older ones are deleted below
        self.accept(text, body)
        for path in ("/inbox", "/consultations?limit=5", "/search?q=kiroku"):
            self.ask("GET", path)

    def accept(self, text, body):
        """Refused is nothing saved, or "try again": then the same key again gives the record, once."""
        key = {"Idempotency-Key": text.split()[1]}
        accepted = self.ask("POST", "/consultations", body, key)
        if accepted is None and NOT_SAVED in self.said:
            self.absent.append(text.split()[1])
            return
        if accepted is None:
            accepted = self.ask("POST", "/consultations", body, key)
        if accepted is not None:
            self.change(accepted.json["id"], accepted.json["number"], text)

    def change(self, identity, number, text):
        self.promises.record(identity, number, text)
        state = self.states[identity] = {}
        path = f"/consultations/{identity}"
        read = self.ask("GET", path)
        version = read.json["version"] if read is not None else 1
        patched = self.ask("PATCH", path, {"place": "自宅"}, {"If-Match": f'"{version}"'})
        state["place"] = self.outcome(patched, "自宅", None)
        decided = self.ask("POST", path + "/decisions", {"table": "urgency", "codes": ["same_day"]})
        state["urgency"] = self.outcome(decided, "same_day", None)
        state["told"] = self.outcome(self.ask("POST", path + "/guidance-sheets", {"codes": ["preserve_evidence"]}), True, False)
        sent = self.ask("POST", path + "/referrals", {"purpose": "support", "to": [self.unit], "message": "照会願います"})
        state["referral"] = self.outcome(sent, sent and [sent.json["items"][0]["id"]], [])

    def outcome(self, answer, done, undone):
        return done if answer is not None else undone if NOT_SAVED in self.said else UNSURE

    def check(self, identity):
        """One record as it was acknowledged, no more and no less."""
        state, path = self.states[identity], f"/api/v1/consultations/{identity}"
        answer = self.client.call("GET", path)
        if answer.status != 200:
            return [f"lost: {identity}: {answer.status} {answer.text[:200]}"]
        record, faults = answer.json, []
        if state["place"] not in (UNSURE, record.get("place") or None):
            faults.append(f"{identity}: place is {record.get('place')!r} instead of {state['place']!r}")
        if state["urgency"] not in (UNSURE, None, record["urgency"]):
            faults.append(f"{identity}: urgency is {record['urgency']} instead of {state['urgency']}")
        told = any(entry["action"] == "tell_guidance" for entry in self.client.call("GET", path + "/timeline").json["items"])
        if state["told"] not in (UNSURE, told):
            faults.append(f"{identity}: guidance told: {told} instead of {state['told']}")
        supports = [each["id"] for each in self.client.call("GET", path + "/referrals").json["items"] if each["purpose"] == "support"]
        if state["referral"] not in (UNSURE, supports):
            faults.append(f"{identity}: referrals {supports} instead of {state['referral']}")
        return faults

    def check_last(self, known):
        """After a round: the records made in it, and that what was refused is nowhere."""
        faults = [fault for identity in list(self.states)[known:] for fault in self.check(identity)]
        for word in self.absent:
            found = self.client.call("GET", f"/api/v1/search?q={word}")
            if found.status != 200 or found.json["items"]:
                faults.append(f"refused and there all the same: {word}: {found.status} {found.text[:300]}")
        self.absent.clear()
        for draft in self.client.call("GET", "/api/v1/drafts").json["items"]:
            if draft["id"] not in self.promises.drafts:
                self.client.call("DELETE", f"/api/v1/drafts/{draft['id']}")
        return faults


def start(program, data, orders, arguments=()):
    saved = dict(os.environ)
    os.environ.update(orders.environment)
    try:
        return renkei.Server(program, data, arguments)
    finally:
        os.environ.clear()
        os.environ.update(saved)


def each_nth(orders, work, kind, error, step):
    """One failure in each round, a step later each time, until a round passes without."""
    nth, rounds, faults = 1, 0, []
    while not faults:
        known = len(work.states)
        orders.fail(kind, nth, error)
        work.round()
        fired = orders.stop(kind)
        faults += work.faults + work.check_last(known)
        rounds, nth = rounds + 1, nth + step
        if not fired:
            break
    return rounds, [f"{kind} {nth - step}: {fault}" for fault in faults]


def full_disk(orders, work, nths):
    """From the Nth write on there is no room; then there is again, without a restart."""
    faults = []
    for nth in nths:
        known = len(work.states)
        orders.fail("write", nth, errno.ENOSPC, repeat=True)
        work.round()
        orders.stop("write")
        refused = work.refused
        work.round()
        faults += work.check_last(known)
        if work.refused != refused:
            faults.append(f"write {nth}: with room again it still refuses")
    return faults + work.faults


def jumping_clock(orders, work, jumps):
    """Sessions may end by it; records, numbers and their order do not suffer. Before its first day of service nobody is let in."""
    faults = []
    orders.jump(-86400 * 400)
    early = renkei.Client(work.server).call("POST", "/api/v1/sessions", {"account": OFFICER, "password": renkei.PASSWORD})
    if early.status != 401:
        faults.append(f"signed in 400 days before the first day of service: {early.status} {early.text[:200]}")
    for seconds in jumps:
        known = len(work.states)
        orders.jump(seconds)
        work.sign_in()
        work.round()
        faults += [f"clock at {seconds:+d} s: {fault}" for fault in work.faults + work.check_last(known)]
    orders.jump(0)
    work.sign_in()
    return faults


def start_and_again(program, data, orders, what, end=lambda: None):
    """A fault while the folder is made and migrated, then `end` of it: the program says so, and the next start finishes it."""
    faults = []
    try:
        start(program, data, orders).stop()
    except RuntimeError as refused:
        if "error" not in str(refused) and "renkei:" not in str(refused):
            faults.append(f"start, {what}: ended without a word: {refused}")
    end()
    try:
        server = start(program, data, orders)
        work = Work(server)
        work.round()
        faults += [f"start, {what}: {fault}" for fault in work.faults + work.check_last(0)]
        if server.stop() != 0:
            faults.append(f"start, {what}: it ended badly: {server.tail()}")
    except RuntimeError as refused:
        faults.append(f"start, {what}: does not start afterwards: {refused}")
    return faults


def starts(program, folder, short):
    """Yields (what was tried, its faults, how much)."""
    folder = folder / "starts"
    folder.mkdir()
    orders = Orders(folder, folder)
    kinds = [("statement", SQLITE_IOERR)]
    nths = (40,) if short else range(1, 200, 3)
    if renkei.databases.server is None:
        kinds += [("write", errno.ENOSPC), ("fsync", errno.EIO)]
    faults, failed = [], 0
    for kind, error in kinds:
        for nth in nths:
            data = folder / f"{kind}-{nth}"
            orders.environment["RENKEI_FAULT_FOLDER"] = str(data)
            renkei.databases.environment(data)  # makes the database with a client of its own, which is not to fail
            orders.fail(kind, nth, error)
            faults += start_and_again(program, data, orders, f"{kind} {nth}", lambda kind=kind: orders.stop(kind))
            failed += orders.get(4, kind) > 0
    yield "faults while a folder is made", faults + ([] if failed else ["nothing failed"]), f"{len(nths) * len(kinds)} starts, {failed} faults"


def run(program, folder, short):
    """Yields (what was tried, its faults, how much)."""
    postgresql = renkei.databases.server is not None
    folder = folder / "injected"
    data = folder / "data"
    data.mkdir(parents=True)
    orders = Orders(folder, data)
    server = start(program, data, orders)
    try:
        work = Work(server)
        work.round()
        tried = [("statement", SQLITE_IOERR, 17 if short else 1)]
        if not postgresql:
            tried += [("write", errno.EIO, 9 if short else 1), ("fsync", errno.EIO, 1)]
        for kind, error, step in tried:
            rounds, faults = each_nth(orders, work, kind, error, step)
            yield f"every {kind} fails once" if step == 1 else f"every {step}th {kind} fails once", faults, f"{rounds} rounds"
        if not postgresql:
            nths = range(1, 40, 13 if short else 1)
            yield "no room on the disk, then room again", full_disk(orders, work, nths), f"{len(nths)} times"
        jumps = (3600, -3600, 86400 * 40, -3600, 0)
        yield "the clock jumps", jumping_clock(orders, work, jumps), f"{len(jumps)} jumps"
        faults = [fault for identity in work.states for fault in work.check(identity)]
        status = server.stop()
        faults += killed.check(program, data, work.promises, whole=True) + ([] if status == 0 else [f"it ended with {status}: {server.tail()}"])
        yield "all acknowledged is there after a restart", faults, (
            f"{len(work.states)} records, {work.asked} requests, {work.refused} refused")
    finally:
        if server.alive():
            server.kill()
