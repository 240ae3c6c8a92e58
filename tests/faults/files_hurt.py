"""The power goes, or the disk fails, while files come in. Each piece that was acknowledged is there afterwards and gone on with, each file that
a record names is there with its digest, and what no record names is swept away."""

import base64
import errno
import hashlib
import http.client
import os
import re
import sqlite3
import threading
import time

import commands
import files_by_tus
import injected
import renkei

ACCOUNTS = ("furukawa-intake", "furukawa-coordinator", "chuo-intake")
LONGEST_LIFE = 0.8  # seconds from the first acknowledged piece to the kill
OLD = 2 * 24 * 60 * 60  # seconds; longer than an upload or a stray file is kept
TURNS = 40  # of one failing disk at most


class Sending:
    """One file of one person: what was acknowledged of it, and what was asked and not answered."""

    def __init__(self, account, content):
        self.account, self.content, self.sha256 = account, content, files_by_tus.digest(content)
        self.upload, self.received, self.sent_to, self.record, self.attachment = None, 0, 0, None, None
        self.attaching = False


class Desks:
    """What the program said yes to. Each account's list is touched by its own thread only."""

    def __init__(self, chance):
        self.chance, self.open, self.whole = chance, {account: None for account in ACCOUNTS}, []
        self.lock, self.pieces = threading.Lock(), 0

    def content(self):
        with self.lock:
            size = self.chance.choice((self.chance.randrange(1, 2000), self.chance.randrange(50_000, 3_000_000)))
            return mail(self.chance.randbytes(min(size, 100_000))) if self.chance.random() < 0.3 else self.chance.randbytes(size)

    def piece(self):
        with self.lock:
            return self.chance.randrange(1, 700_000)

    def keep(self, sending):
        with self.lock:
            self.whole.append(sending)


def mail(part):
    head = (b"From: a@mikan.example.net\r\nSubject: parts\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
            b"Content-Disposition: attachment; filename=a.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n")
    return head + base64.encodebytes(part) + b"--b--\r\n"


class Refused(Exception):
    pass


def wanted(answer, status, what):
    if answer.status != status:
        raise Refused(f"{what}: {answer.status} {answer.text[:300]}")
    return answer


def send_on(client, desks, sending):
    """From where it is to an attachment of a record."""
    if sending.record is None:
        body = {"consultation": {"kind": "consultation", "channel": "visit", "narrative": "持参した。"}}
        sending.record = wanted(client.call("POST", "/api/v1/consultations", body), 201, "acceptance").json["id"]
    if sending.upload is None:
        sending.upload = wanted(files_by_tus.created(client, "証拠.bin", len(sending.content)), 201, "creation").json["id"]
    while sending.received < len(sending.content):
        sending.sent_to = min(sending.received + desks.piece(), len(sending.content))
        answer = files_by_tus.piece(client, sending.upload, sending.received, sending.content[sending.received:sending.sent_to])
        sending.received = int(wanted(answer, 204, "piece").headers["upload-offset"])
        desks.pieces += 1
    sending.attaching = True
    answer = client.call("POST", f"/api/v1/consultations/{sending.record}/attachments", {"upload": sending.upload})
    sending.attachment = wanted(answer, 201, "attaching").json["items"][0]["id"]


def work(server, account, desks, faults, stop):
    """Goes on with what the last kill left, and then sends files until the program is gone."""
    try:
        client = renkei.Client(server, account)
        left = desks.open[account]
        if left is not None:
            faults += find_again(client, left)
        while not stop.is_set() and not faults:
            sending = desks.open[account] = desks.open[account] or Sending(account, desks.content())
            if sending.attachment is None:
                send_on(client, desks, sending)
            desks.keep(sending)
            desks.open[account] = None
    except Refused as refused:
        faults.append(f"{account}: {refused}")
    except (OSError, http.client.HTTPException, ValueError, RuntimeError) as error:
        if not stop.is_set() and server.alive():
            faults.append(f"{account}: {type(error).__name__}: {error}")


def find_again(client, sending):
    """After a kill: as much as was acknowledged, or what was under way too, whole; never less and never in part attached."""
    if sending.upload is None:
        return []  # its creation was not acknowledged: another one is made, and that one expires
    answer = client.call("HEAD", f"/api/v1/uploads/{sending.upload}", None, {"Tus-Resumable": "1.0.0"})
    if answer.status == 404 and sending.attaching:
        items = client.call("GET", f"/api/v1/consultations/{sending.record}/attachments").json["items"]
        found = [item["id"] for item in items if item["sha256"] == sending.sha256]
        sending.attachment = found[0] if found else None
        return [] if len(found) == 1 else [f"upload {sending.upload} is gone and attached {len(found)} times"]
    if answer.status != 200:
        return [f"upload {sending.upload} with {sending.received} bytes acknowledged: {answer.status}"]
    offset = int(answer.headers["upload-offset"])
    if offset not in (sending.received, sending.sent_to) or answer.headers["upload-length"] != str(len(sending.content)):
        return [f"upload {sending.upload} is at {offset}, acknowledged {sending.received}, under way to {sending.sent_to}"]
    sending.received = offset
    return []


def one_life(program, data, desks, faults):
    server, stop = renkei.Server(program, data), threading.Event()
    before = desks.pieces
    workers = [threading.Thread(target=work, args=(server, account, desks, faults, stop)) for account in ACCOUNTS]
    for worker in workers:
        worker.start()
    end = time.monotonic() + 60
    while desks.pieces == before and time.monotonic() < end and not faults:
        time.sleep(0.005)
    time.sleep(desks.chance.uniform(0, LONGEST_LIFE))
    stop.set()
    server.kill()
    for worker in workers:
        worker.join()


def named(data, what="files"):
    """Hashes of the files, or ids of the uploads, of which the store holds a row."""
    sql = {"files": "SELECT sha256 FROM files", "uploads": "SELECT id FROM uploads WHERE sha256 IS NULL"}[what]
    if renkei.databases.server:
        return set(renkei.databases.ask(sql, renkei.databases.names[str(data)]).split())
    database = sqlite3.connect(data / "renkei.sqlite")
    try:
        return {row[0] if isinstance(row[0], str) else row[0].hex() for row in database.execute(sql)}
    finally:
        database.close()


def present(data):
    """Hash → path of every file that lies in the folder."""
    return {path.name: path for path in (data / "files").rglob("*") if path.is_file() and re.fullmatch("[0-9a-f]{64}", path.name)}


def rows_without_files(data):
    """Each row has its file with its bytes; `renkei verify` says the same."""
    faults, lying = [], present(data)
    for sha256 in named(data):
        if sha256 not in lying or hashlib.sha256(lying[sha256].read_bytes()).hexdigest() != sha256:
            faults.append(f"a row without its file: {sha256}")
    return faults


def proved(program, data):
    verified = renkei.run(program, "verify", "--data", data, timeout=600)
    return [] if verified.returncode == 0 else [f"renkei verify: {verified.returncode} {verified.stderr.decode()[:500]}"]


def downloads(server, sendings):
    """Every acknowledged attachment with its digest."""
    faults, clients = [], {}
    for sending in sendings:
        if sending.account not in clients:
            clients[sending.account] = renkei.Client(server, sending.account)
        answer = clients[sending.account].call("GET", f"/api/v1/consultations/{sending.record}/attachments/{sending.attachment}/content")
        if answer.status != 200 or files_by_tus.digest(answer.body) != sending.sha256:
            faults.append(f"lost: {sending.record}/{sending.attachment}: {answer.status}, {len(answer.body)} of {len(sending.content)} bytes")
    return faults


def swept(program, data):
    """Days later nothing lies in the folder that no row names; how much there was, and the faults."""
    strays = present(data).keys() - named(data)
    stray = data / "files" / "ab" / ("ab" * 32)  # as a kill between the rename and the row leaves it
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"stray")
    part = data / "uploads" / "01ARZ3NDEKTSV4RRFFQ69G5FAV.part"
    part.parent.mkdir(exist_ok=True)
    part.write_bytes(b"stray")
    for path in [*(data / "files").rglob("*"), *(data / "uploads").rglob("*")]:
        if path.is_file():
            os.utime(path, (time.time() - OLD, time.time() - OLD))
    server = renkei.Server(program, data)
    end = time.monotonic() + 60
    while (stray.exists() or part.exists()) and time.monotonic() < end:
        time.sleep(0.05)
    status = server.stop()
    faults = [] if status == 0 else [f"it ended with {status}: {server.tail()}"]
    left = present(data).keys() - named(data)
    incoming = list((data / "files" / "incoming").iterdir())
    parts = {path.name[:26] for path in (data / "uploads").iterdir()}
    faults += [f"not swept: {name}" for name in [*left, *incoming]]
    if len(parts) > len(named(data, "uploads")):
        faults.append(f"{len(parts)} parts of {len(named(data, 'uploads'))} uploads")
    return len(strays) + 2, faults + rows_without_files(data)


def killed(program, folder, rounds, chance):
    """Yields (what was tried, its faults, how much)."""
    data, desks, faults = folder / "files-killed", Desks(chance), []
    for turn in range(1, rounds + 1):
        one_life(program, data, desks, faults)
        faults += rows_without_files(data) + proved(program, data)
        if faults:
            break
    server = renkei.Server(program, data)
    gone_on = sum(sending is not None and sending.upload is not None for sending in desks.open.values())
    for account, sending in desks.open.items():  # what the last kill left
        client = renkei.Client(server, account)
        faults += find_again(client, sending) if sending is not None and not faults else []
        if sending is not None and sending.attachment is None and not faults:
            send_on(client, desks, sending)
            desks.keep(sending)
    faults += downloads(server, desks.whole)
    status = server.stop()
    faults += [] if status == 0 and desks.whole else [f"{len(desks.whole)} files, ended with {status}: {server.tail()}"]
    yield "kill -9 while files come in", faults, (
        f"{rounds} times, {desks.pieces} pieces and {len(desks.whole)} files acknowledged, {gone_on} gone on with after the last, none lost")
    strays, faults = swept(program, data)
    yield "what no record names is swept", faults + proved(program, data), f"{strays} strays"


class Patient:
    """One person who sends on after each refusal, which must be in words."""

    def __init__(self, server, chance):
        self.client, self.desks, self.refused, self.whole = renkei.Client(server, ACCOUNTS[0]), Desks(chance), 0, []

    def file(self, orders_end):
        """A mail with a part, in three pieces; `orders_end` is called after the first refusal. Its faults."""
        sending = Sending(ACCOUNTS[0], mail(self.desks.chance.randbytes(20_000)))
        self.desks.piece = lambda: len(sending.content) // 3 + 1
        for _ in range(TURNS):
            try:
                send_on(self.client, self.desks, sending)
                self.whole.append(sending)
                return []
            except Refused as refused:
                self.refused += 1
                if ": 503 " not in str(refused) or not commands.bilingual(str(refused)):
                    return [f"not refused in words: {refused}"]
                orders_end()
                faults = find_again(self.client, sending)
                if faults or sending.attachment is not None:
                    return faults
        return ["never done, though the disk is whole again"]


def failing(program, folder, short, chance):
    """Yields (what was tried, its faults, how much): the Nth write, fsync or rename of the folders of files fails, or there is no room."""
    data = folder / "files-failing"
    data.mkdir(parents=True)
    orders = injected.Orders(folder, data)
    server = injected.start(program, data, orders)
    try:
        person = Patient(server, chance)
        tried = [("/uploads/", "write", errno.EIO, False), ("/uploads/", "fsync", errno.EIO, False), ("/files/", "write", errno.EIO, False),
                 ("/files/", "fsync", errno.EIO, False), ("/files/", "rename", errno.EIO, False),
                 ("/uploads/", "write", errno.ENOSPC, True), ("/files/", "write", errno.ENOSPC, True), ("/files/", "rename", errno.ENOSPC, True)]
        for within, kind, error, repeat in tried:
            orders.only(within)
            nth, faults, failed = 1, [], 0
            while not faults and nth < TURNS:
                orders.fail(kind, nth, error, repeat)
                faults = person.file(lambda kind=kind: orders.stop(kind))
                fired = orders.stop(kind)
                failed, nth = failed + fired, nth + 1
                if not fired:
                    break
            faults += rows_without_files(data) + ([] if failed else ["nothing failed"])
            yield f"a {kind} fails in {within}{' until there is room' if repeat else ''}", faults, f"{failed} faults"
        orders.only("")
        status = server.stop()
        faults = proved(program, data) + ([] if status == 0 else [f"it ended with {status}: {server.tail()}"])
        again = renkei.Server(program, data)
        faults += downloads(again, person.whole)
        again.stop()
        yield "all files are there afterwards", faults, f"{len(person.whole)} files, {person.refused} refusals"
    finally:
        orders.only("")
        if server.alive():
            server.kill()


def run(program, folder, short, chance, rounds=None):
    folder = folder / "hurt"  # a name in which no folder of the data stands
    folder.mkdir()
    yield from killed(program, folder, rounds or (6 if short else 100), chance)
    yield from failing(program, folder, short, chance)
