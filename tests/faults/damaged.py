"""Files that a broken disk, a torn write or a hand changed: the program says so and does not fall over, and with the whole file all is there."""

import shutil
import time

import killed
import renkei

OFFICER = "furukawa-coordinator"
RECORDS = 12


def fill(program, data):
    """A folder whose program was killed with much still in the write-ahead log; what it acknowledged."""
    server, promises = renkei.Server(program, data), killed.Promises()
    try:
        client = renkei.Client(server, OFFICER)
        for _ in range(RECORDS):
            text = killed.words(promises.next())
            answer = client.call("POST", "/api/v1/consultations", {"consultation": {"kind": "consultation", "channel": "phone", "narrative": text}})
            promises.record(answer.json["id"], answer.json["number"], text)
        time.sleep(3)  # housekeeping notes the journal's end in instance.json every two seconds
    finally:
        server.kill()
    return promises


def ends_in_words(program, data, what):
    """verify and serve end by themselves, with 0 or with a reason; gives verify's status and the faults."""
    faults = []
    done = renkei.run(program, "verify", "--data", data, timeout=120)
    if done.returncode not in (0, 1, 4) or (done.returncode and not done.stderr.strip()):
        faults.append(f"{what}: verify ended with {done.returncode}: {done.stderr.decode()[-300:]}")
    try:
        server = renkei.Server(program, data)
        try:
            client = renkei.Client(server, OFFICER)
            for path in ("/inbox", "/consultations", "/search?q=kiroku", "/work"):
                answer = client.call("GET", "/api/v1" + path)
                if answer.status not in (200, 503):
                    faults.append(f"{what}: GET {path}: {answer.status} {answer.text[:200]}")
        except RuntimeError as refused:
            if "503" not in str(refused):
                faults.append(f"{what}: {refused}")
        finally:
            status = server.stop()
        if status not in (0, 1):
            faults.append(f"{what}: serve ended with {status}: {server.tail(5)}")
    except RuntimeError as refused:  # did not start: then the log says why
        if "error" not in str(refused) and "renkei:" not in str(refused):
            faults.append(f"{what}: no word: {refused}")
        if "assertion" in str(refused):
            faults.append(f"{what}: {refused}")
    return done.returncode, faults


def copy_of(data, name):
    other = data.parent / name
    shutil.copytree(data, other)
    return other


def torn_log(program, data, promises, chance):
    """Half a frame, and garbage, after what was committed: a power cut in the middle of the next write."""
    faults = []
    frame = 24 + 4096
    for name, tail in (("half", 1000), ("garbage", frame * 3), ("byte", 1)):
        torn = copy_of(data, f"torn-{name}")
        with open(torn / "renkei.sqlite-wal", "ab") as log:
            log.write(chance.randbytes(tail))
        faults += [f"torn log ({name}): {fault}" for fault in killed.check(program, torn, promises, whole=True)]
        shutil.rmtree(torn)
    return faults


def lost_log(program, data):
    """The log with what was acknowledged is gone: the folder remembers that there was more, and is refused."""
    lost = copy_of(data, "lost-log")
    (lost / "renkei.sqlite-wal").unlink()
    (lost / "renkei.sqlite-shm").unlink(missing_ok=True)
    done = renkei.run(program, "verify", "--data", lost)
    said = done.stderr.decode()
    faults = [] if done.returncode != 0 and said.strip() else [f"journal entries are gone and verify says {done.returncode} {said[-300:]}"]
    try:
        renkei.Server(program, lost).stop()
        faults.append("journal entries are gone and serve starts all the same")
    except RuntimeError as refused:
        if "assertion" in str(refused):
            faults.append(str(refused))
    shutil.rmtree(lost)
    return faults


def damaged_pages(program, whole, promises, chance, times):
    """Pages overwritten at random; how many verify found, and the faults."""
    faults, found = [], 0
    size = (whole / "renkei.sqlite").stat().st_size
    for turn in range(times):
        hurt = copy_of(whole, "hurt")
        with open(hurt / "renkei.sqlite", "r+b") as file:
            for _ in range(1 + turn % 8):
                file.seek(chance.randrange(size // 4096) * 4096 + chance.randrange(2048))
                file.write(chance.randbytes(512))
        status, wrong = ends_in_words(program, hurt, f"damage {turn}")
        found += status != 0
        faults += wrong
        shutil.rmtree(hurt)
        renkei.pathlib.Path(str(hurt) + ".log").unlink(missing_ok=True)
    for name, change in (("cut in half", size // 2), ("cut within a page", size - 1000), ("empty", 0)):
        hurt = copy_of(whole, "hurt")
        with open(hurt / "renkei.sqlite", "r+b") as file:
            file.truncate(change)
        status, wrong = ends_in_words(program, hurt, name)
        faults += wrong + ([] if status else [f"{name}: verify finds nothing"])
        shutil.rmtree(hurt)
    faults += killed.check(program, whole, promises, whole=True)
    return found, faults


def run(program, folder, short, chance):
    """Yields (what was tried, its faults, how much)."""
    folder = folder / "damaged"
    folder.mkdir()
    data = folder / "data"
    promises = fill(program, data)
    yield "a torn write-ahead log", torn_log(program, data, promises, chance), f"3 ends, {len(promises.records)} records each there"
    yield "the write-ahead log is gone", lost_log(program, data), "refused"
    whole = copy_of(data, "whole")
    renkei.Server(program, whole).stop()  # brings the log into the file
    times = 4 if short else 100
    found, faults = damaged_pages(program, whole, promises, chance, times)
    yield "pages overwritten at random, files cut", faults, f"{times} + 3 files, verify found {found} + 3"
