"""Broken, huge and odd input for the command line: bounded time and memory, a message that says where, and the rest goes on."""

import json
import os
import pathlib
import re
import resource
import signal
import sqlite3
import subprocess
import time

import renkei

MEGABYTE = 1024 * 1024
SECONDS = 240  # of processor time, for the largest case on a sanitizer build
MEMORY = 1500 * MEGABYTE  # resident; address space cannot be bounded under a sanitizer
ENVIRONMENT = os.environ | {"LC_ALL": "C.UTF-8"}


class Unexpected(Exception):
    pass


def expect(condition, message):
    if not condition:
        raise Unexpected(message)


class Ended:
    def __init__(self, status, out, err, megabytes, seconds):
        self.status, self.out, self.err, self.megabytes, self.seconds = status, out, err, megabytes, seconds

    def __str__(self):
        return f"status {self.status}, {self.megabytes:.0f} MB, {self.seconds:.1f} s, out {self.out[-300:]!r}, err {self.err[-500:]!r}"


class Command:
    """Runs the program within limits and measures it."""

    def __init__(self, program, folder, short):
        self.program, self.folder, self.short = program, folder, short

    def __call__(self, *arguments, stdin=None, seconds=SECONDS, environment=None):
        began = time.monotonic()
        out, err = self.folder / "out", self.folder / "err"
        with open(out, "wb") as out_file, open(err, "wb") as err_file, open(stdin or os.devnull, "rb") as in_file:
            process = subprocess.Popen([str(self.program), *map(str, arguments)], stdin=in_file, stdout=out_file, stderr=err_file,
                                       env=ENVIRONMENT | (environment or {}), preexec_fn=lambda: limit(seconds))
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        ended = Ended(process.returncode, out.read_text("utf-8", "replace"), err.read_text("utf-8", "replace"),
                      usage.ru_maxrss / 1024, time.monotonic() - began)
        expect(ended.status != -signal.SIGXCPU, f"more than {seconds} s of processor time: {ended}")
        expect(ended.status >= 0, f"died of a signal: {ended}")
        expect(ended.megabytes * MEGABYTE < MEMORY, f"too much memory: {ended}")
        return ended


def limit(seconds):
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def line(number, **members):
    item = {"id": f"F{number:05d}", "channel": "電話", "kind": "相談", "station": "S-FURUKAWA",
            "text": f"相談{number}。知らない番号 090-{number // 10000:04d}-{number % 10000:04d} から電話があった。"} | members
    return json.dumps({key: value for key, value in item.items() if value is not None}, ensure_ascii=False)


def demo_folder(run, folder):
    """A folder with the organisation loaded: starting once as a demonstration does that."""
    server = renkei.Server(run.program, folder)
    expect(server.stop() == 0, "the program does not end properly")
    return folder


def counts(ended):
    found = re.search(r"taken (\d+), unchanged (\d+), refused (\d+)", ended.out)
    expect(found is not None, f"no report of what was taken: {ended}")
    return tuple(map(int, found.groups()))


def bilingual(text):
    """Every message stands in Japanese and English."""
    return re.search("[぀-ヿ一-龯]", text) is not None and re.search("[A-Za-z]{3}", text) is not None


def broken_line_7312(run, folder):
    """In 8,000 lines; the short form repeats most of them, because each acceptance has its price under a sanitizer."""
    data, file = demo_folder(run, folder / "broken"), folder / "broken.jsonl"
    numbers = [number if number <= 40 or number > 7960 else number % 40 + 1 for number in range(1, 8001)] if run.short else range(1, 8001)
    with open(file, "w", encoding="utf-8") as stream:
        for place, number in enumerate(numbers, 1):
            stream.write((line(number)[:40] if place == 7312 else line(number)) + "\n")
    different = len(set(numbers))
    taken = different if run.short else different - 1
    ended = run("import", "consultations", file, "--data", data, seconds=1200)
    expect(ended.status == 0 and counts(ended) == (taken, 7999 - taken, 1), f"not exactly one refused: {ended}")
    expect("line 7312" in ended.err and bilingual(ended.err), f"line 7312 is not named: {ended}")
    strict = run("import", "consultations", file, "--data", data, "--strict", seconds=1200)
    expect(strict.status == 4 and counts(strict) == (0, 7999, 1), f"the second time: {strict}")
    verified = run("verify", "--data", data)
    expect(verified.status == 0 and int(verified.out) >= taken, f"verify: {verified}")


def odd_lines(run, folder):
    data, file = demo_folder(run, folder / "odd"), folder / "odd.jsonl"
    odd = [line(1), line(2, station="S-NOWHERE"), line(3, received_at="2099-01-01T00:00:00+09:00"), line(4, channel="伝書鳩"),
           line(5, text="  "), line(6, text=None), line(7, secret=1), "[]", "", "{}", line(8, text=7), line(9, id="x" * 300),
           line(10, received_at="yesterday"), line(1, text="別の内容"), line(1), line(11, text="あ" * 20001), line(12, text="\0"),
           line(13, labels={"urgency": "normal"}, based_on="x", based_on_fit="theme"), line(14, station=None), "{" * 100000]
    file.write_text("\n".join(odd) + "\n" + line(15), "utf-8")  # the last line has no end
    ended = run("import", "consultations", file, "--data", data)
    # 1, 13 and 15 are taken; the same again is unchanged; an empty line is nothing.
    expect(counts(ended) == (3, 1, 16), f"not 3 taken, 1 unchanged, 16 refused: {ended}")
    for where in ("line 2/station", "line 3/received_at", "line 4/channel", "line 5/text", "line 6/text", "line 7/secret", "line 8", "line 10/id",
                  "line 11/text", "line 12/id", "line 13/received_at", "line 14", "line 16/text", "line 17/text", "line 19/station", "line 20"):
        expect(where in ended.err, f"{where} is not named: {ended.err}")
    for message in ended.err.splitlines():
        if message.startswith("line "):
            expect(bilingual(message), f"not in both languages: {message}")
    again = run("import", "consultations", file, "--data", data, "--station", "S-FURUKAWA")
    expect(counts(again) == (1, 4, 15), f"the line without station was not taken with --station: {again}")


def encodings(run, folder):
    data = demo_folder(run, folder / "encodings")
    text = "\n".join(line(number) for number in range(1, 4)) + "\n"
    for encoding in ("shift_jis", "utf-16", "utf-16-be", "euc_jp"):
        file = folder / f"{encoding}.jsonl"
        file.write_bytes(text.encode(encoding))
        ended = run("import", "consultations", file, "--data", data)
        expect(counts(ended)[0] == 0 and counts(ended)[2] >= 1, f"{encoding} was taken: {ended}")
        expect(re.search("line 1", ended.err) and bilingual(ended.err) and re.search("UTF-?8", ended.err), f"{encoding}: not said why: {ended}")
    file = folder / "bom.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    expect(counts(run("import", "consultations", file, "--data", data)) == (3, 0, 0), "UTF-8 with a byte order mark is refused")
    expect(run("verify", "--data", data).status == 0, "verify")


def one_line_of_50_megabytes(run, folder):
    data, file = demo_folder(run, folder / "huge"), folder / "huge.jsonl"
    with open(file, "w", encoding="utf-8") as stream:
        stream.write(line(1) + "\n" + line(2, text="あ" * (50 * MEGABYTE // 3)) + "\n" + line(3) + "\n")
    ended = run("import", "consultations", file, "--data", data)
    expect(counts(ended) == (2, 0, 1) and "line 2" in ended.err and bilingual(ended.err), f"{ended}")
    expect(ended.megabytes < 600, f"memory grows with the line: {ended}")


def no_such_file(run, folder):
    data = demo_folder(run, folder / "nothing")
    for path in (folder / "no-such-file.jsonl", folder):
        ended = run("import", "consultations", path, "--data", data)
        expect(ended.status not in (0, 4) and bilingual(ended.err), f"{path}: {ended}")
    empty = folder / "empty.jsonl"
    empty.write_bytes(b"")
    expect(counts(run("import", "consultations", empty, "--data", data)) == (0, 0, 0), "an empty file is not nothing")


def texts(run, folder):
    cases = {"digits": [json.dumps({"id": "D", "text": "9" * 1_000_000})],
             "empty": [], "blank": ["", ""],
             "odd": ['{"id": "A"', "[]", json.dumps({"id": "B", "text": ""}), json.dumps({"id": "C", "text": "電話は 090-1234-5678 。"}, ensure_ascii=False)]}
    for name, lines in cases.items():
        file = folder / f"{name}.jsonl"
        file.write_text("\n".join(lines), "utf-8")
        for command in ("extract", "triage", "links"):
            ended = run(command, file)
            expect(ended.status == 0, f"{command} {name}: {ended}")
            if name == "odd":
                for where in ("line 1", "line 2", "line 3/text"):
                    expect(where in ended.err, f"{command}: {where} is not named: {ended}")
                expect(command == "links" or '"C"' in ended.out, f"{command} stops at a broken line: {ended}")
    ended = run("extract", "-", stdin=folder / "odd.jsonl")
    expect(ended.status == 0 and "+819012345678" in ended.out, f"standard input: {ended}")
    for command in ("extract", "triage", "links"):
        ended = run(command, folder / "no-such-file")
        expect(ended.status == 1 and bilingual(ended.err), f"{command} without a file: {ended}")


def text_of_50_megabytes(run, folder):
    file = folder / "text50.jsonl"
    with open(file, "w", encoding="utf-8") as stream:
        stream.write(json.dumps({"id": "L", "text": "知らない番号から電話。" * (50 * MEGABYTE // 33)}, ensure_ascii=False) + "\n")
        stream.write(json.dumps({"id": "C", "text": "電話は 090-1234-5678 。"}, ensure_ascii=False) + "\n")
    for command in ("extract", "triage", "links"):
        ended = run(command, file)
        expect(ended.status == 0, f"{command}: {ended}")
        expect("line 1" in ended.err or '"L"' in ended.out, f"{command}: neither refused nor answered: {ended}")
        expect(command == "links" or '"C"' in ended.out, f"{command} stops at a large line: {ended}")


def many_small_lines(run, folder):
    """50 MB of texts in lines of a usual size run through in memory that does not grow with the file."""
    file = folder / "many.jsonl"
    with open(file, "w", encoding="utf-8") as stream:
        for number in range(4000):
            stream.write(json.dumps({"id": str(number), "text": "電話があった。" * 20}, ensure_ascii=False) + "\n")
    ended = run("extract", file)
    expect(ended.status == 0 and ended.out.count("\n") == 4000, f"{ended.status}, {ended.out.count(chr(10))} lines")


def verify_nothing(run, folder):
    ended = run("verify", "--data", folder / "new-folder")
    expect(ended.status == 0 and ended.out.strip() == "0", f"an empty folder: {ended}")


def tampering(run, folder):
    source = demo_folder(run, folder / "tampered")
    file = folder / "three.jsonl"
    file.write_text("\n".join(line(number) for number in (1, 2, 3)) + "\n", "utf-8")
    expect(counts(run("import", "consultations", file, "--data", source)) == (3, 0, 0), "import")
    expect(run("verify", "--data", source).status == 0, "verify before")
    for number, (table, change) in enumerate(tampered_rows(source)):
        copied = folder / f"tampered-{number}"
        copied.mkdir()
        whole = sqlite3.connect(source / "renkei.sqlite")
        forged = sqlite3.connect(copied / "renkei.sqlite")
        whole.backup(forged)
        whole.close()
        seq = forged.execute(change[0]).fetchone()[0]
        forged.execute(change[1], (seq,))
        forged.commit()
        forged.close()
        ended = run("verify", "--data", copied)
        named = re.search(rf"^(journal|access_log|journal_content) \D*{seq}\b|^{table} {seq}:", ended.err, re.MULTILINE)
        expect(ended.status == 1 and bilingual(ended.err), f"{change[1]}: not noticed: {ended}")
        expect(named or "DELETE" in change[1], f"{change[1]}: entry {seq} is not named: {ended}")


def tampered_rows(source):
    middle = "SELECT seq FROM journal WHERE record_kind = 'consultation' ORDER BY seq LIMIT 1"
    yield "journal", (middle, "UPDATE journal SET action = 'forged' WHERE seq = ?")
    yield "journal", (middle, "UPDATE journal SET at = at + 1 WHERE seq = ?")
    yield "journal", (middle, "DELETE FROM journal WHERE seq = ?")
    yield "journal_content", (middle, "UPDATE journal_content SET content = replace(content, '相談', '妄言') WHERE entry = ?")
    yield "journal", ("SELECT max(seq) FROM journal", "DELETE FROM journal WHERE seq = ?")


def journal_keys(run, folder):
    """A key that may not be one is refused before anything is served; a good one signs what the anchor file keeps."""
    data, key, anchor = folder / "signed", folder / "signing.key", folder / "anchor.jsonl"
    made = run("key", "new", key)
    expect(made.status == 0 and re.fullmatch("[0-9a-f]{64}\n", made.out), f"key new: {made}")
    expect(key.stat().st_mode & 0o777 == 0o600, "the key file can be read by others")
    expect(run("key", "new", key).status == 1, "a key file was overwritten")
    refused(run, data, folder / "no-such-key", "is not there")
    open_to_all, broken, inside = folder / "open.key", folder / "broken.key", data / "inside.key"
    data.mkdir()
    for path, text, mode in ((open_to_all, key.read_text(), 0o644), (broken, "not a key", 0o600), (inside, key.read_text(), 0o600)):
        path.write_text(text)
        path.chmod(mode)
    refused(run, data, open_to_all, "others")
    refused(run, data, broken, "not a key file")
    refused(run, data, inside, "outside the data folder")
    inside.unlink()
    os.environ |= {"RENKEI_JOURNAL_KEY": str(key), "RENKEI_ANCHOR": str(anchor)}
    try:
        demo_folder(run, data)
        demo_folder(run, data)
    finally:
        del os.environ["RENKEI_JOURNAL_KEY"], os.environ["RENKEI_ANCHOR"]
    lines = [json.loads(text) for text in anchor.read_text().splitlines()]
    expect(lines and all(item["signature"] for item in lines), f"the anchor file: {lines}")
    check = ("verify", "--data", data, "--public-key", made.out.strip(), "--anchor", anchor)
    proved = run(*check)
    expect(proved.status == 0 and f"signed {len(lines)}, anchored {len(lines)}" in proved.err, f"verify: {proved}")
    other = run("key", "new", folder / "other.key").out.strip()
    wrong = run("verify", "--data", data, "--public-key", other)
    expect(wrong.status == 1 and "not named" in wrong.err and bilingual(wrong.err), f"another key: {wrong}")
    expect(run("verify", "--data", data, "--public-key", "xyz").status == 1, "a public key that is none")
    forged = sqlite3.connect(data / "renkei.sqlite")
    forged.execute("DELETE FROM checkpoint")
    forged.commit()
    forged.close()
    cut = run(*check)
    expect(cut.status == 1 and "checkpoint 1: " in cut.err and bilingual(cut.err), f"checkpoints removed: {cut}")


def refused(run, data, key, words):
    for arguments in (("serve", "--demo", "--port", "0", "--data", data), ("verify", "--data", data)):
        ended = run(*arguments, environment={"RENKEI_JOURNAL_KEY": str(key)})
        expect(ended.status == 1 and words in ended.err and bilingual(ended.err), f"{arguments[0]} with {key.name}: {ended}")
    expect(not (data / "renkei.sqlite").exists(), f"{key.name}: something was opened")


def wrong_usage(run, folder):
    for arguments in ((), ("serve", "--port", "x"), ("import", "gossip", "x"), ("import", "consultations"), ("no-such-command",)):
        ended = run(*arguments)
        expect(ended.status != 0 and ended.err.strip(), f"{arguments}: {ended}")
    not_a_database = folder / "not-a-database"
    not_a_database.mkdir()
    (not_a_database / "renkei.sqlite").write_bytes(b"this is no database " * 1000)
    ended = run("verify", "--data", not_a_database)
    expect(ended.status == 1 and ended.err.strip(), f"a file that is no database: {ended}")
    (folder / "a-file").write_text("x")
    ended = run("verify", "--data", folder / "a-file")
    expect(ended.status == 1 and ended.err.strip(), f"a file as the data folder: {ended}")


CASES = (verify_nothing, wrong_usage, no_such_file, texts, many_small_lines, odd_lines, encodings, one_line_of_50_megabytes,
         text_of_50_megabytes, tampering, journal_keys, broken_line_7312)


def run(program, folder, short, wanted=""):
    passed, failed = 0, 0
    for case in CASES:
        if wanted not in case.__name__:
            continue
        name = case.__name__.replace("_", " ")
        own = pathlib.Path(folder) / case.__name__
        own.mkdir()
        began = time.monotonic()
        try:
            case(Command(program, own, short), own)
            passed, said = passed + 1, "ok  "
            reason = ""
        except (Unexpected, RuntimeError, sqlite3.Error, ValueError, OSError) as error:
            failed, said = failed + 1, "FAIL"
            reason = f"\n  {type(error).__name__}: {error}" if not isinstance(error, Unexpected) else f"\n  {error}"
        print(f"{said} {name} ({time.monotonic() - began:.1f} s){reason}", flush=True)
    return passed, failed
