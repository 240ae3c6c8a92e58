"""Files that strangers make to hurt, given to the running program as the browser sends them and to the command line: each gets an answer in
both languages that names what it is, in memory that does not grow with it, while others go on working; and each is kept as it came."""

import csv
import gzip
import io
import json
import random
import re
import struct
import tarfile
import threading
import time
import zipfile
import zlib

import commands
import files_by_tus
import make_office_samples as office
import renkei

MEGABYTE = 1024 * 1024
MOST_GROWTH = 96 * MEGABYTE  # of the server's own memory, over all files together; the largest one is 70 MB
MOST_MEMORY = 640 * MEGABYTE
OFFICER = "furukawa-coordinator"
IVS = "葛󠄀城"  # with U+E0100: the variant that the family writes
NAMES = f"髙﨑 {IVS} 👨‍👩‍👧🐟"
TURNED = "請求書\u202efdp.exe"
FORMULAS = ("=cmd|' /C calc'!A0", "+81 90", "-2+3", "@SUM(A1)", "\t=1+1", "＝1+1", "＋1", "－1", "＠A1")


# --- what is made ----------------------------------------------------------------------------------------------------------------------

def packed(entries):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return made.getvalue()


def zeros(size):
    """Deflated with zlib's head, without ever being in memory as a whole."""
    packer, made, block = zlib.compressobj(9), b"", bytes(MEGABYTE)
    for _ in range(size // MEGABYTE):
        made += packer.compress(block)
    return made + packer.compress(bytes(size % MEGABYTE)) + packer.flush()


def nested_bomb(leaf):
    for _ in range(6):
        leaf = packed([(f"{number}.zip", leaf) for number in range(10)])
    return leaf


def tar_bomb(size):
    made = io.BytesIO()
    with gzip.GzipFile(fileobj=made, mode="wb", compresslevel=9) as out:
        about = tarfile.TarInfo("zeros.bin")
        about.size = size
        out.write(about.tobuf())
        for _ in range(size // MEGABYTE + 1):
            out.write(bytes(MEGABYTE))
    return made.getvalue()


def png(width, height, bits, color, data):
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    head = struct.pack(">IIBBBBB", width, height, bits, color, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def mail(subject, sender, rest):
    def word(text):
        return "=?utf-8?B?" + files_by_tus.base64.b64encode(text.encode()).decode() + "?="
    return f"From: {word(sender)} <a@mikan.example.net>\r\nTo: madoguchi@police.example\r\nSubject: {word(subject)}\r\n".encode() + rest


def many_parts(count):
    part = b"--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=f%d.bin\r\n\r\ncontent %d\r\n"
    return mail("部品の多いメール", "田中", b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n"
                b"body\r\n" + b"".join(part % (number, number) for number in range(count)) + b"--b--\r\n")


def deep_parts(depth):
    part = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n"
    return mail("深いメール", "田中", b"MIME-Version: 1.0\r\n" + b"".join(part % (number, number) for number in range(depth)) +
                b"Content-Type: text/plain\r\n\r\nx\r\n")


def document(folder, before_macros=b"", macros=True):
    parts = [("[Content_Types].xml", "<Types/>"), (f"{folder}/document.xml", "<x/>"), (f"{folder}/media/a.bin", before_macros)]
    return packed(parts + ([(f"{folder}/vbaProject.bin", b"x")] if macros else []))


def old_document(text):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + text.encode("utf-16-le") + bytes(500)


# --- who tries -------------------------------------------------------------------------------------------------------------------------

class Others:
    """Somebody else who works all the while: every answer must be a yes."""

    def __init__(self, server):
        self.client, self.stop = renkei.Client(server, "chuo-coordinator"), threading.Event()
        self.answered, self.faults = 0, []
        self.worker = threading.Thread(target=self._work)
        self.worker.start()

    def _work(self):
        while not self.stop.is_set():
            text = f"他の署の相談 {self.answered}"
            said = self.client.call("POST", "/api/v1/consultations", {"consultation": {"kind": "consultation", "channel": "phone", "narrative": text}})
            seen = self.client.call("GET", "/api/v1/consultations?limit=5")
            if said.status != 201 or seen.status != 200:
                self.faults.append(f"somebody else: {said.status} {said.text[:200]}, {seen.status} {seen.text[:200]}")
                return
            self.answered += 1
            self.stop.wait(0.02)

    def goes_on(self):
        """Whether something was answered since now."""
        known, end = self.answered, time.monotonic() + 60
        while self.answered <= known and not self.faults and time.monotonic() < end:
            time.sleep(0.01)
        return self.answered > known

    def end(self):
        self.stop.set()
        self.worker.join()
        return self.faults


class Desk:
    def __init__(self, server):
        self.server, self.client = server, renkei.Client(server, OFFICER)
        self.kept = []  # (record, attachment, digest)

    def record(self, **fields):
        body = {"kind": "consultation", "channel": "visit", "narrative": "持参した。"} | fields
        answer = self.client.call("POST", "/api/v1/consultations", {"consultation": body})
        if answer.status != 201:
            raise RuntimeError(f"nothing is accepted: {answer.status} {answer.text}")
        return answer.json["id"]

    def attach(self, name, content, record=None):
        """The items and the preview of the first."""
        record = record or self.record()
        answer = files_by_tus.attached(self.client, f"consultations/{record}", name, content)
        if answer.status != 201:
            raise RuntimeError(f"{name}: {answer.status} {answer.text[:500]}")
        items = answer.json["items"]
        self.kept.append((record, items[0]["id"], files_by_tus.digest(content)))
        return items, self.client.call("GET", f"/api/v1/consultations/{record}/attachments/{items[0]['id']}/preview").json

    def picture(self):
        record, attachment, _ = self.kept[-1]
        return self.client.call("GET", f"/api/v1/consultations/{record}/attachments/{attachment}/picture")

    def lost(self):
        """Every file as it came, byte by byte."""
        faults = []
        for record, attachment, sha256 in self.kept:
            answer = self.client.call("GET", f"/api/v1/consultations/{record}/attachments/{attachment}/content")
            if answer.status != 200 or files_by_tus.digest(answer.body) != sha256:
                faults.append(f"{record}/{attachment}: {answer.status}, {len(answer.body)} bytes, another digest")
        return faults


def memory(server):
    """The most that the server ever had in memory, in bytes."""
    with open(f"/proc/{server.process.pid}/status", encoding="ascii") as status:
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read())[1]) * 1024


def warned(item, code, words):
    """The list says so, in both languages."""
    found = [warning["words"] for warning in item["warnings"] if warning["code"] == code]
    if not found or words not in found[0]["ja"] or not re.search("[A-Za-z]{3}", found[0]["en"]):
        return [f"{item['name']}: no warning '{code}' with '{words}': {json.dumps(item['warnings'], ensure_ascii=False)}"]
    return []


def said(preview, words):
    """What was read says so, in both languages."""
    if not any(words in one["ja"] and re.search("[A-Za-z]{3}", one["en"]) for one in preview["warnings"]):
        return [f"{preview['name']}: '{words}' is not said: {json.dumps(preview['warnings'], ensure_ascii=False)[:500]}"]
    return []


def expected(condition, what, found):
    return [] if condition else [f"{what}: {json.dumps(found, ensure_ascii=False)[:600]}"]


# --- the cases: each yields its faults -------------------------------------------------------------------------------------------------

def archives(desk, short):
    leaf = packed([("0.bin", bytes(40 * MEGABYTE if short else 400 * MEGABYTE))])
    items, preview = desk.attach("見積書一式.zip", packed([("zeros.bin", bytes(300 * MEGABYTE))]))
    yield from warned(items[0], "bomb", "書庫爆弾")
    yield from expected(preview["archive"]["bomb"] and len(preview["archive"]["entries"]) == 1, "a flat bomb", preview)
    declared = office.zip_bytes([(b"%d.bin" % number, True, b"x", 0xFFFFFFF0, False) for number in range(9000)])
    items, preview = desk.attach("申告.zip", declared)
    yield from warned(items[0], "bomb", "書庫爆弾")
    yield from expected(preview["archive"]["unpacked"] == 9000 * 0xFFFFFFF0 and len(preview["archive"]["entries"]) == 2000, "38 terabytes, as declared",
                        preview["archive"]["unpacked"])
    items, preview = desk.attach("入れ子.zip", nested_bomb(leaf))
    yield from said(preview, "書庫の中の書庫")
    yield from expected(len(preview["archive"]["entries"]) == 10, "archives within archives are opened", preview)
    items, preview = desk.attach("控え.tar.gz", tar_bomb((300 if short else 900) * MEGABYTE))
    yield from warned(items[0], "bomb", "書庫爆弾")
    yield from expected(preview["archive"]["bomb"], "a tar bomb", preview)
    items, preview = desk.attach("零.gz", gzip.compress(bytes(100 * MEGABYTE), 9))
    yield from said(preview, "項目が1つも見つかりません")


def pictures(desk, short):
    items, preview = desk.attach("写真.png", png(50_000, 50_000, 1, 0, zeros(50_000 * 6_251)))
    yield from warned(items[0], "unread", "画像が大きすぎます")
    yield from expected(preview["kind"] == "none" and preview["picture"]["width"] == 50_000, "a picture of 50,000 × 50,000", preview)
    yield from expected(desk.picture().status == 415, "it is shown all the same", desk.picture().status)
    side = 2_000 if short else 7_000  # within the limit: it is decoded, by the child
    items, preview = desk.attach("大きな写真.png", png(side, side, 8, 2, zeros(side * (3 * side + 1))))
    yield from expected(preview["kind"] == "picture" or warned(items[0], "unread", "") == [], "a large picture", preview)
    items, preview = desk.attach("嘘.png", png(3_000, 3_000, 8, 2, zeros(100)))
    yield from expected(items[0]["content"] in ("none", "picture"), "a picture that is cut", preview)


def mails(desk, short):
    items, preview = desk.attach("many.eml", many_parts(10_000))
    yield from expected(len(items) == 101, "a mail of 10,000 parts", len(items))
    kept = preview["mail"]["parts_in_all"]
    named = [one for one in preview["warnings"] if re.search(r"\d", one["ja"]) and re.search(r"\d", one["en"])]
    yield from expected(kept >= 100 and named, "what is left out is not said", preview["warnings"])
    items, preview = desk.attach("deep.eml", deep_parts(10_000))
    yield from expected(preview["kind"] == "mail" and preview["warnings"], "a mail of depth 10,000", preview)


def macros(desk, short):
    noise = random.Random(1).randbytes(200_000)
    workbook = office.xlsx({"表": ({"A1": "見えてはならない"}, [])}, macro=True)
    made = {"文書.docm": document("word"), "後ろに隠す.docx": document("word", noise), "表.xlsm": workbook, "表のふり.xlsx": workbook,
            "発表.pptm": document("ppt"), "古い表.xls": old_document("_VBA_PROJECT"), "open.ods": packed([("mimetype", "x"), ("Basic/script.xml", "x")])}
    for name, content in made.items():
        items, preview = desk.attach(name, content)
        yield from warned(items[0], "macros", "マクロ")
        yield from said(preview, "マクロ")
        yield from expected(items[0]["content"] == "none" and preview["kind"] == "none" and preview["texts"] == [] and
                            "workbook" not in preview and "archive" not in preview and "見えて" not in json.dumps(preview, ensure_ascii=False),
                            f"{name} is shown", preview)
    items, preview = desk.attach("無害.docx", document("word", noise, macros=False))
    yield from expected(all(one["code"] != "macros" for one in items[0]["warnings"]) and preview["kind"] == "archive", "no macros", preview)
    items, preview = desk.attach("古い.doc", old_document("nothing"))
    yield from warned(items[0], "unread", "古い形式")
    items, preview = desk.attach("メール.eml", mail("文書付き", "田中", b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                                 b"Content-Disposition: attachment; filename=a.docx\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
                                 files_by_tus.base64.encodebytes(document("word", noise)) + b"--b--\r\n"))
    yield from warned(items[1], "macros", "マクロ")


def formulas(desk, short):
    items, preview = desk.attach("口座一覧.csv", ("名前,値,備考\n" + "\n".join(f'"{text}",1,2' for text in FORMULAS)).encode())
    cells = [cell for row in preview["workbook"]["sheets"][0]["rows"] for cell in row["cells"]]
    yield from expected(not any(cell["formula"] for cell in cells) and len(cells) >= 3 * len(FORMULAS), "a CSV with formulas", preview)
    mark = f"式{random.randrange(10**9)}"
    for text in FORMULAS:
        desk.record(subject=text, narrative=f"{mark} {text}", victim_name=text, caller_name=text)
    listed = desk.client.call("GET", "/api/v1/consultations/export?purpose=test").body.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(listed)))
    subject, found = rows[0].index("件名"), []
    for row in rows[1:]:
        for cell in row:
            if cell[:1] in "=@\t\r" and cell or cell[:1] in "＝＋－＠" and cell or re.match(r"[+-][^0-9]|[+-]\d+[+ ]", cell):
                found.append(cell)
    yield from expected(not found, "cells that a spreadsheet runs", found)
    disarmed = {row[subject] for row in rows[1:]}
    for text in FORMULAS:
        yield from expected(any(cell.startswith("'") and text.strip() in cell for cell in disarmed), f"{text!r} is not in the export, disarmed", sorted(disarmed)[:20])
    book = zipfile.ZipFile(io.BytesIO(desk.client.call("GET", "/api/v1/consultations/export?format=xlsx&purpose=test").body))
    sheets = "".join(book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/"))
    yield from expected("<f>" not in sheets and "<f " not in sheets, "the workbook of the export holds a formula", sheets[:200])
    auditor = renkei.Client(desk.server, "auditor")
    for path in ("/api/v1/access-log/export", "/api/v1/journal/export"):
        answer = auditor.call("GET", path)
        if answer.status == 200:
            bad = [cell for row in csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))) for cell in row if cell[:1] in ("=", "@", "\t")]
            yield from expected(not bad, f"{path} holds cells that run", bad)


def names(desk, short):
    items, preview = desk.attach(f"{NAMES}.txt", "髙﨑".encode())
    yield from expected(items[0]["name"] == items[0]["safe_name"] == f"{NAMES}.txt" and items[0]["warnings"] == [], "a name as it is written", items[0])
    record, attachment, _ = desk.kept[-1]
    answer = desk.client.call("GET", f"/api/v1/consultations/{record}/attachments/{attachment}/content")
    encoded = renkei.urllib.parse.quote(f"{NAMES}.txt", safe=".-_")
    yield from expected(encoded.replace("%", "") in answer.headers["content-disposition"].replace("%", ""), "its download", dict(answer.headers))
    identity = desk.record(subject=f"{NAMES} 様", caller_name=NAMES, narrative=f"{NAMES}さんから")
    read = desk.client.call("GET", f"/api/v1/consultations/{identity}").json
    yield from expected(read["caller_name"] == NAMES and read["subject"] == f"{NAMES} 様", "a caller's name", read)
    for written in (NAMES, "高崎", "髙﨑", "葛城"):
        found = desk.client.call("GET", "/api/v1/search?q=" + written.split()[0]).json["items"]
        yield from expected(identity in [one["record"]["id"] for one in found], f"{written} does not find it", found)
    items, preview = desk.attach(TURNED, b"hello")
    yield from warned(items[0], "direction", "向き")
    yield from warned(items[0], "program", "実行される形式")
    yield from expected("\u202e" not in items[0]["safe_name"], "the name that is shown turns", items[0]["safe_name"])
    turned = mail(f"{NAMES} ご請求\u202efdp.exe\u2066x", "田中\u202e郎太", b"\r\nbody \xe2\x80\xaetext\r\n")
    items, preview = desk.attach("turned.eml", turned)
    yield from said(preview, "向き")
    yield from expected("\u202e" not in preview["mail"]["subject"] and "〔U+202E〕" in preview["mail"]["subject"], "the mail's subject turns", preview["mail"])
    draft = desk.client.call("POST", "/api/v1/drafts", {"content": {}}).json["id"]
    proposal = files_by_tus.attached(desk.client, f"drafts/{draft}", "turned.eml", turned).json["proposal"]["fields"]
    yield from expected(not re.search("[\u202a-\u202e\u2066-\u2069]", json.dumps(proposal, ensure_ascii=False)) and NAMES in proposal["subject"],
                        "what is proposed turns", proposal)
    inside = packed([(TURNED, b"x"), (f"{NAMES}.jpg", b"x"), ("../../etc/passwd", b"x")])
    items, preview = desk.attach("書類.zip", inside)
    entries = {entry["name"]: entry for entry in preview["archive"]["entries"]}
    yield from expected(f"{NAMES}.jpg" in entries and not entries[f"{NAMES}.jpg"]["deceptive_name"], "an entry's name", list(entries))
    yield from expected(not any("\u202e" in name for name in entries) and entries["請求書〔U+202E〕fdp.exe"]["deceptive_name"], "an entry that turns", list(entries))
    yield from expected(entries["../../etc/passwd"]["outside_name"], "an entry outside", entries["../../etc/passwd"])


def large(desk, short):
    content = bytes(70 * MEGABYTE)
    items, preview = desk.attach("証拠.bin", content)
    yield from warned(items[0], "unread", "大きいため")
    too_large = files_by_tus.created(desk.client, "もっと大きな証拠.bin", 2**40)
    yield from expected(too_large.status == 413 and commands.bilingual(too_large.text) and "MB" in too_large.text, "larger than any", too_large.text)
    for name, content in (("book.xlsx", office.xlsx({"S": ({"A1": "x"}, [])}, extra={"xl/worksheets/sheet1.xml": (
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + '<row r="1"><c t="n"><v>1</v></c></row>' * 4_000_000 +
            "</sheetData></worksheet>")})), ("行の多い.csv", b"a,b,c\n" * 6_000_000)):
        items, preview = desk.attach(name, content)
        yield from expected(items[0]["warnings"] or preview["warnings"] or preview["kind"] == "workbook", f"{name} without a word", preview)


CASES = (archives, pictures, mails, macros, formulas, names, large)


def served(program, folder, short, wanted):
    """Yields (what was tried, its faults, how much)."""
    data = folder / "hostile"
    server = renkei.Server(program, data)
    try:
        desk, others = Desk(server), Others(server)
        others.goes_on()
        before = memory(server)
        for case in CASES:
            if wanted not in case.__name__:
                continue
            known, kept = others.answered, len(desk.kept)
            try:
                faults = list(case(desk, short))
            except (RuntimeError, KeyError, TypeError, IndexError) as error:
                faults = [f"{type(error).__name__}: {error}"]
            faults += [] if others.goes_on() else ["nobody else is answered any more"]
            grown = memory(server) - before
            if grown > MOST_GROWTH or memory(server) > MOST_MEMORY:
                faults.append(f"the server's memory grew by {grown // MEGABYTE} MB to {memory(server) // MEGABYTE} MB")
            yield f"hostile {case.__name__}", faults, f"{len(desk.kept) - kept} files, {others.answered - known} answers to somebody else, memory {grown / MEGABYTE:+.0f} MB"
        faults = others.end() + desk.lost()
        status = server.stop()
        verified = renkei.run(program, "verify", "--data", data, timeout=600)
        faults += [] if status == 0 else [f"it ended with {status}: {server.tail()}"]
        faults += [] if verified.returncode == 0 else [f"renkei verify: {verified.stderr.decode()[:500]}"]
        yield "all of them are kept as they came", faults, f"{len(desk.kept)} files"
    finally:
        if server.alive():
            others.stop.set()
            server.kill()


def on_the_command_line(program, folder, short):
    """import mail of the same mails, within limits."""
    folder = folder / "hostile-mails"
    letters = folder / "in"
    letters.mkdir(parents=True)
    turned = mail(f"{NAMES} ご請求\u202efdp.exe", "田中\u202e郎太", b"\r\nbody\r\n")
    made = {"many.eml": many_parts(10_000), "deep.eml": deep_parts(10_000), "turned.eml": turned, f"{NAMES}.eml": mail(NAMES, NAMES, b"\r\nx\r\n"),
            "bomb.zip": packed([("zeros.bin", bytes(100 * MEGABYTE))])}
    for name, content in made.items():
        (letters / name).write_bytes(content)
    run = commands.Command(program, folder, short)
    faults = []
    try:
        data = commands.demo_folder(run, folder / "data")
        ended = run("import", "mail", letters, "--unit", "S-FURUKAWA", "--data", data)
        if commands.counts(ended) != (4, 0, 1) or not re.search(r"bomb\.zip.*メールではありません", ended.err) or not commands.bilingual(ended.err):
            faults.append(f"not 4 taken and 1 refused by name: {ended}")
        again = run("import", "mail", letters, "--unit", "S-FURUKAWA", "--data", data)
        if commands.counts(again) != (0, 4, 1):
            faults.append(f"the second time: {again}")
        server = renkei.Server(program, data)
        listed = renkei.Client(server, OFFICER).call("GET", "/api/v1/consultations?filter[channel]=mail&limit=10").text
        server.stop()
        if "〔U+202E〕" not in listed or "\u202e" in listed or NAMES not in listed:
            faults.append(f"the subject or the name turns: {listed[:800]}")
        verified = run("verify", "--data", data)
        if verified.status != 0:
            faults.append(f"verify: {verified}")
        text = commands.line(1, text=f"{NAMES} の相談 \u202eabc", id=f"{IVS}-1")
        (folder / "names.jsonl").write_text(text + "\n", "utf-8")
        taken = run("import", "consultations", folder / "names.jsonl", "--data", data)
        if commands.counts(taken) != (1, 0, 0):
            faults.append(f"names of a line: {taken}")
    except (commands.Unexpected, RuntimeError) as error:
        faults.append(f"{type(error).__name__}: {error}")
    yield "hostile mails on the command line", faults, f"{len(made)} files"


def run(program, folder, short, wanted=""):
    yield from served(program, folder, short, wanted)
    yield from on_the_command_line(program, folder, short)
