"""Records taken elsewhere (move, backup, restore) while things go wrong: whatever fails leaves the source as it was and the target empty."""

import hashlib
import os
import pathlib
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import threading
import time

import killed
import renkei
import transfer_files
from commands import Unexpected, bilingual, expect

NOBODY = 65534
CHUNK = 64 * 1024 + 17
PATTERNS = {}  # folders that are copied, since making one takes seconds


class Ended:
    def __init__(self, done):
        self.status, self.out, self.err = done.returncode, done.stdout.decode(), done.stderr.decode()

    def __str__(self):
        return f"status {self.status}, out {self.out[-200:]!r}, err {self.err[-600:]!r}"


class Stage:
    """Folders of one case, each with its database where the store is PostgreSQL."""

    def __init__(self, program, folder, chance, short):
        self.program, self.folder, self.chance, self.short = program, folder, chance, short
        self.key = folder / "backup.key"
        expect(self("backup-key", self.key).status == 0, "no key was made")

    def __call__(self, *arguments, data=None, **options):
        """`data`: the folder whose store RENKEI_STORE names; --data says so itself."""
        if data is not None:
            options["env"] = renkei.databases.environment(data)
        return Ended(renkei.run(self.program, *arguments, timeout=600, **options))

    def place(self, name, kind, data):
        """The words of `move` for a data folder's store."""
        if renkei.databases.server is None or kind == "sqlite":
            return [f"--{name}", data]
        return [f"--{name}", renkei.databases.environment(data)["RENKEI_STORE"], f"--{name}-data", data]

    def served(self, name, consultations=200):
        """A copy of a folder with the demonstration's people and some consultations, which is not served any more."""
        consultations = 200 if self.short else consultations  # one pattern for all
        data, pattern = self.folder / name, PATTERNS.get((self.folder.parent, consultations))
        if pattern is None:
            pattern = self.of_its_own(f"../pattern-{consultations}", consultations)
            PATTERNS[self.folder.parent, consultations] = pattern
        shutil.copytree(pattern, data)
        if renkei.databases.server is not None:
            origin = renkei.databases.environment(pattern)["RENKEI_STORE"].split("?")[0].rsplit("/", 1)[1]
            renkei.databases.names[str(data)] = f"{origin}_{len(renkei.databases.names)}"
            renkei.databases.ask(f"CREATE DATABASE {renkei.databases.names[str(data)]} TEMPLATE {origin}")
        return data

    def of_its_own(self, name, consultations=120):
        """Another instance."""
        data = (self.folder / name).resolve()
        server = renkei.Server(self.program, data, ["--samples", renkei.ROOT / "samples" / "consultations.jsonl"])
        client = renkei.Client(server, transfer_files.OFFICER)
        for name, content in transfer_files.FILES.items():
            transfer_files.attach(client, name, content)
        expect(server.stop() == 0, f"the program does not end properly: {server.tail()}")
        if consultations > 120:
            made = self("developer", "multiply", consultations, "--decisions", 2, "--data", data)
            expect(made.status == 0, f"multiply: {made}")
        return data

    def new(self, name):
        return self.folder / name

    def proved(self, data):
        verified = self("verify", "--data", data)
        expect(verified.status == 0, f"verify {data.name}: {verified}")
        return int(verified.out)

    def backed_up(self, data, name):
        file = self.folder / name
        ended = self("backup", "--data", data, "--to", file, "--key", self.key)
        expect(ended.status == 0 and file.exists() and not file.with_name(name + ".new").exists(), f"backup: {ended}")
        return file, ended.out

    def refused(self, words, *arguments, **options):
        ended = self(*arguments, **options)
        expect(ended.status == 1 and words in ended.err and bilingual(ended.err), f"not refused with '{words}': {ended}")

    def nothing_at(self, data):
        """No store that counts, no key, no note; a lock's file may stay."""
        left = [str(file.relative_to(data)) for file in data.rglob("*") if file.is_file()] if data.exists() else []
        left = [file for file in left if not file.endswith(".lock")]
        expect(not left, f"{data.name} holds {left}")


def digest_of(folder):
    """Of every file in it but locks and what SQLite keeps beside its database."""
    found = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.name.endswith((".lock", "-wal", "-shm")):
            found[str(file.relative_to(folder))] = hashlib.sha256(file.read_bytes()).hexdigest()
    return found


def sums(out):
    return [line for line in out.splitlines() if line.count("\t") == 2]


def words_found(stage, data):
    """What full text finds, without asking for it twice of one folder: each search is written down."""
    ended = stage("search", "銀行", "--limit", "1000", "--data", data)
    expect(ended.status == 0, f"search: {ended}")
    return sorted(re.findall(r'"number":"([^"]*)"', ended.out))


def there_and_back(stage):
    """Every store to every other, equal each time, keys and instance with it."""
    origin = stage.served("origin")
    before = stage.backed_up(origin, "before.backup")[1]
    middle, back = stage.new("middle"), stage.new("back")
    first = stage("move", *stage.place("from", "native", origin), *stage.place("to", "sqlite", middle))
    expect(first.status == 0 and sums(first.out) == sums(before), f"there: {first}")
    second = stage("move", *stage.place("from", "sqlite", middle), *stage.place("to", "native", back))
    expect(second.status == 0 and sums(second.out) == sums(first.out), f"back: {second}")
    expect(stage.proved(back) == stage.proved(origin), "not as many entries are proved")
    transfer_files.same_files(origin, back)
    for file in ("keys/card.key", "keys/seal.key", "instance.json"):
        expect((back / file).read_bytes() == (origin / file).read_bytes(), f"{file} is another")
        expect((back / file).stat().st_mode & 0o077 == 0, f"{file} is for others to read")
    expect(words_found(stage, back) == words_found(stage, origin), "full text finds something else")
    server = renkei.Server(stage.program, back)
    try:
        client = renkei.Client(server, "furukawa-intake")
        accepted = client.call("POST", "/api/v1/consultations", {"consultation": {"kind": "consultation", "channel": "phone", "narrative": "移行後の受理"}})
        expect(accepted.status == 201, f"nothing is accepted after the move: {accepted.status} {accepted.text}")
    finally:
        expect(server.stop() == 0, f"the program ended badly: {server.tail()}")
    stage.proved(back)


def move_is_refused(stage):
    origin = stage.served("origin", 120)
    source = stage.place("from", "native", origin)
    target = stage.new("target")
    server = renkei.Server(stage.program, origin)
    stage.refused("another program", "move", *source, *stage.place("to", "sqlite", target))
    other = stage.new("other")
    backed_up = stage("backup", "--data", origin, "--to", stage.folder / "while-served", "--key", stage.key)
    expect(backed_up.status == 0, f"backup beside serve: {backed_up}")
    expect(server.stop() == 0, "serve")
    before = digest_of(origin)
    stage.nothing_at(target)
    elsewhere = renkei.Server(stage.program, other)
    stage.refused("another", "move", *source, *stage.place("to", "native", other))
    expect(elsewhere.stop() == 0, "serve")
    # A folder with keys of its own, with a memory of its own, with records of its own.
    stage.refused("another file", "move", *source, *stage.place("to", "native", other))
    shutil.rmtree(other / "keys")
    stage.refused("another instance", "move", *source, *stage.place("to", "native", other))
    (other / "instance.json").unlink()
    stage.refused("not empty", "move", *source, *stage.place("to", "native", other))
    stage.refused("no database of Renkei", "move", "--from", stage.new("nothing"), "--to", target)
    stage.refused("password on the command line", "move", "--from", "postgresql://renkei:secret@db/renkei", "--to", target)
    stage.refused("not set", "move", "--from", "env:NO_SUCH_STORE", "--to", target)
    stage.refused("--from-data or --to-data", "move", *source, "--to", "postgresql://db/renkei")
    (target / "keys").mkdir(parents=True)
    (target / "keys" / "card.key").write_bytes(b"another key of 32 bytes.........")
    stage.refused("another file", "move", *source, *stage.place("to", "sqlite", target))
    expect(not (target / "renkei.sqlite").exists(), "the target has a database")
    (origin / "keys" / "link").symlink_to("/etc/passwd")
    stage.refused("no ordinary file", "move", *source, *stage.place("to", "sqlite", stage.new("links")))
    (origin / "keys" / "link").unlink()
    left = digest_of(origin).keys() ^ before.keys()
    expect(not left, f"the source's files are others: {left}")
    stage.proved(origin)


def change_schema(data, sql):
    """In the folder's store, behind the program's back."""
    if renkei.databases.server is None:
        database = sqlite3.connect(data / "renkei.sqlite")
        database.execute(sql)
        database.commit()
        database.close()
    else:
        done = subprocess.run(["psql", "-Xqc", sql, renkei.databases.environment(data)["RENKEI_STORE"]], capture_output=True, check=False)
        expect(done.returncode == 0, done.stderr.decode())


def other_versions(stage):
    """A folder of a newer version is neither read nor written to."""
    origin = stage.served("origin", 120)
    change_schema(origin, "INSERT INTO schema_version (number, name) VALUES (9999, 'tomorrow')")
    target = stage.new("target")
    stage.refused("newer program", "move", *stage.place("from", "native", origin), *stage.place("to", "sqlite", target))
    stage.refused("newer program", "backup", "--data", origin, "--to", stage.folder / "file", "--key", stage.key)
    stage.nothing_at(target)
    expect(not (stage.folder / "file").exists(), "a backup was written")
    change_schema(origin, "DELETE FROM schema_version WHERE number = 9999")
    file, _ = stage.backed_up(origin, "today.backup")
    newer = stage.new("newer")
    stage("verify", "--data", newer)  # an empty store
    change_schema(newer, "INSERT INTO schema_version (number, name) VALUES (9999, 'tomorrow')")
    stage.refused("newer program", "move", *stage.place("from", "native", origin), *stage.place("to", "native", newer))
    stage.refused("newer program", "restore", file, "--data", newer, "--key", stage.key)
    change_schema(newer, "DELETE FROM schema_version WHERE number = 9999")
    restored = stage("restore", file, "--data", newer, "--key", stage.key)
    expect(restored.status == 0, f"restore: {restored}")
    stage.proved(newer)
    change_schema(origin, "DELETE FROM schema_version WHERE number = (SELECT max(number) FROM schema_version)")
    stage.refused("older schema", "move", *stage.place("from", "native", origin), *stage.place("to", "sqlite", target))


def killed_moves(stage):
    """kill -9 at any moment: the source proves, the target is empty or whole, and moving again works."""
    origin = stage.served("origin", 600)
    entries = stage.proved(origin)
    source = stage.place("from", "native", origin)
    whole, empty = 0, 0
    for there in ("native", "sqlite"):
        began = time.monotonic()
        measured = stage("move", *source, *stage.place("to", there, stage.new(f"measured-{there}")))
        expect(measured.status == 0, f"move: {measured}")
        longest = time.monotonic() - began
        for number in range(2 if stage.short else 12):
            target = stage.new(f"{there}-{number}")
            words = ["move", *source, *stage.place("to", there, target)]
            for _ in range(2):
                process = subprocess.Popen([stage.program, *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                           env=renkei.databases.environment(None))
                time.sleep(stage.chance.uniform(0, longest * 1.1))
                process.kill()
                process.wait()
            again = stage(*words)
            if again.status == 0:
                empty += 1
                expect(sums(again.out) == sums(measured.out), f"another result after a kill: {again}")
            else:  # the last kill came after everything was done
                whole += 1
                expect("not empty" in again.err, f"after a kill: {again}")
            if there == "native":
                expect(stage.proved(target) == entries, "entries are lost")
            expect(not list(target.glob("*.incoming*")), f"something is left: {list(target.iterdir())}")
    expect(stage.proved(origin) == entries, "the source is not as it was")
    print(f"    moves killed twice each: {empty} done again from an empty target, {whole} whole already", flush=True)


def drill(stage):
    """docs/backup.md: a backup while people save, the machine dies, a fresh folder: what was acknowledged before the backup is there."""
    data, promises, faults, stop = stage.new("data"), killed.Promises(), [], threading.Event()
    server = renkei.Server(stage.program, data)
    writers = [threading.Thread(target=killed.write, args=(server, account, promises, faults, stop)) for account in killed.ACCOUNTS]
    for writer in writers:
        writer.start()
    end = time.monotonic() + 120
    while len(promises.records) < 30 and time.monotonic() < end and not faults:
        time.sleep(0.02)
    with promises.lock:
        acknowledged = dict(promises.records)
    file, out = stage.backed_up(data, "drill.backup")
    known = len(promises.records)
    while len(promises.records) < known + 5 and time.monotonic() < end and not faults:
        time.sleep(0.02)
    stop.set()
    server.kill()
    for writer in writers:
        writer.join()
    expect(not faults and len(acknowledged) >= 30, f"saving beside the backup: {faults}")
    checked = stage("backup", "--check", file, "--key", stage.key)
    expect(checked.status == 0 and sums(checked.out) == sums(out), f"check: {checked}")
    fresh = stage.new("fresh")
    restored = stage("restore", file, "--data", fresh, "--key", stage.key)
    expect(restored.status == 0 and sums(restored.out) == sums(out), f"restore: {restored}")
    expect("restored" in (fresh / "restored.json").read_text("utf-8"), "no note that it was restored")
    promised = killed.Promises()
    promised.records = acknowledged
    lost = killed.check(stage.program, fresh, promised, True)
    expect(not lost, f"after the restore: {lost[:5]}")
    print(f"    {len(acknowledged)} acknowledged before the backup, {len(promises.records) - known} after it, 0 of the first lost", flush=True)


def sessions_end(stage):
    """Who was signed in when the backup was made is not, after a restore."""
    data = stage.new("data")
    server = renkei.Server(stage.program, data)
    client = renkei.Client(server, "hq-analyst")
    file, _ = stage.backed_up(data, "one.backup")
    server.stop()
    fresh = stage.new("fresh")
    expect(stage("restore", file, "--data", fresh, "--key", stage.key).status == 0, "restore")
    again = renkei.Server(stage.program, fresh)
    try:
        answer = again.request("GET", "/api/v1/consultations", headers={"Cookie": client.cookie})
        expect(answer.status == 401, f"a session came back: {answer.status}")
    finally:
        again.stop()


def damaged_backups(stage):
    data = stage.served("origin", 120)
    file, _ = stage.backed_up(data, "good.backup")
    whole = file.read_bytes()
    bad, target = stage.folder / "bad.backup", stage.new("target")
    cuts = {0, 5, 18, 200, len(whole) - 1}
    for at in range(whole.index(b'"}') + 26, len(whole), CHUNK):
        cuts |= {at - 1, at, at + 1}
    cases = {f"cut at {at}": whole[:at] for at in sorted(cuts) if at < len(whole)}
    for at in [3, 17, 40, 300] + [stage.chance.randrange(len(whole)) for _ in range(4 if stage.short else 20)]:
        cases[f"flipped at {at}"] = whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1:]
    cases |= {"appended": whole + b"x", "twice": whole + whole, "no backup": b"SQLite format 3\0" * 100, "empty": b""}
    for number, (name, content) in enumerate(cases.items()):
        bad.write_bytes(content)
        restored_too = number % 4 == 0 or not stage.short  # opening a database takes long; --check reads the same
        for words in (("backup", "--check", bad), ("restore", bad, "--data", target))[:1 + restored_too]:
            ended = stage(*words, "--key", stage.key)
            expect(ended.status == 1 and bilingual(ended.err) and "backup" in ended.err, f"{name}: {ended}")
        stage.nothing_at(target)
    bad.write_bytes(whole[:17] + b"\x02" + whole[18:])
    stage.refused("format 2", "restore", bad, "--data", target, "--key", stage.key)
    expect(len(cases) > 20, "too few cases")
    ended = stage("restore", file, "--data", target, "--key", stage.key)
    expect(ended.status == 0, f"the good one, into the folder of the failures: {ended}")
    print(f"    {len(cases)} damaged backups refused, nothing left behind", flush=True)


def backup_is_refused(stage):
    data = stage.served("origin", 120)
    file, _ = stage.backed_up(data, "good.backup")
    before = file.read_bytes()
    target, other_key = stage.new("target"), stage.folder / "other.key"
    expect(stage("backup-key", other_key).status == 0, "another key")
    stage.refused("of that name already", "backup-key", other_key)
    stage.refused("wrong key", "restore", file, "--data", target, "--key", other_key)
    stage.refused("of that name already", "backup", "--data", data, "--to", file, "--key", stage.key)
    expect(file.read_bytes() == before, "a backup was replaced")
    stage.refused("outside the data folder", "backup", "--data", data, "--to", data / "inside.backup", "--key", stage.key)
    inside = data / "keys" / "backup.key"
    shutil.copy(stage.key, inside)
    stage.refused("outside the data folder", "backup", "--data", data, "--to", stage.folder / "x", "--key", inside)
    inside.unlink()
    open_key = stage.folder / "open.key"
    shutil.copyfile(stage.key, open_key)
    open_key.chmod(0o640)
    stage.refused("chmod 600", "restore", file, "--data", target, "--key", open_key)
    stage.refused("cannot read", "restore", file, "--data", target, "--key", stage.folder / "no.key")
    stage.refused("cannot read", "restore", stage.folder / "no.backup", "--data", target, "--key", stage.key)
    stage.refused("no key of a backup", "restore", file, "--data", target, "--key", copy_private(file, stage.folder / "not-a.key"))
    if renkei.databases.server is None:
        stage.refused("no database of Renkei", "backup", "--data", stage.new("nothing"), "--to", stage.folder / "y", "--key", stage.key)
    stage.nothing_at(target)
    second = stage.of_its_own("second")
    proved = stage.proved(second)
    stage.refused("another instance", "restore", file, "--data", second, "--key", stage.key)
    (second / "instance.json").unlink()
    stage.refused("not empty", "restore", file, "--data", second, "--key", stage.key)
    shutil.copy(data / "instance.json", second / "instance.json")
    stage.refused("does not belong to this data folder", "backup", "--data", second, "--to", stage.folder / "z", "--key", stage.key)
    (second / "instance.json").unlink()
    if renkei.databases.server is None:
        expect(stage.proved(second) == proved, "the target of the refused restores is not as it was")
    expires(stage, data)


def copy_private(file, to):
    shutil.copyfile(file, to)
    to.chmod(0o600)
    return to


def expires(stage, data):
    """The date stands in the header, which cannot be changed; the clock is not ours, so the program's is moved."""
    file = stage.folder / "short-lived.backup"
    ended = stage("backup", "--data", data, "--to", file, "--key", stage.key, "--expires", 1)
    expect(ended.status == 0 and "expires 2" in ended.err, f"--expires: {ended}")
    late = stage.new("late")
    if shutil.which("faketime") is None:
        header = file.read_bytes()
        expect(b'"expires_at":"' in header[:600], "the header does not say when it expires")
        forged = stage.folder / "forged.backup"
        forged.write_bytes(re.sub(rb'"expires_at":"20\d\d', b'"expires_at":"2001', header, count=1))
        stage.refused("has expired", "restore", forged, "--data", late, "--key", stage.key)
        # Asked to, the program goes on, and finds that the header was forged.
        stage.refused("damaged", "restore", forged, "--data", late, "--key", stage.key, "--expired-too")
    stage.nothing_at(late)
    restored = stage("restore", file, "--data", late, "--key", stage.key)
    expect(restored.status == 0, f"before its date: {restored}")


def full_disk(stage):
    """The file may not grow: as on a full disk, but without root."""
    data = stage.served("origin", 600)
    file, _ = stage.backed_up(data, "good.backup")
    size = file.stat().st_size

    def limited(most):
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        return limit

    second = stage.folder / "second.backup"
    for most in (0, 10, 4096, CHUNK + 5, size // 2, size - 1):
        ended = stage("backup", "--data", data, "--to", second, "--key", stage.key, preexec_fn=limited(most))
        expect(ended.status == 1 and bilingual(ended.err), f"at most {most} bytes: {ended}")
        expect(not second.exists() and not second.with_name("second.backup.new").exists(), f"something is left at {most}")
    stage.proved(data)
    if renkei.databases.server is None:
        for most in (0, 50_000, 1_000_000, 3_000_000):
            target = stage.new(f"target-{most}")
            for words in (("restore", file, "--data", target, "--key", stage.key), ("move", "--from", data, "--to", target)):
                ended = stage(*words, preexec_fn=limited(most))
                expect(ended.status == 1 and bilingual(ended.err), f"{words[0]}, at most {most} bytes: {ended}")
                stage.nothing_at(target)
            expect(stage("restore", file, "--data", target, "--key", stage.key).status == 0, "not with room again, either")
        stage.proved(data)


def no_permission(stage):
    # Modes do not hold for root, who therefore becomes somebody else.
    as_whom = (lambda: os.setuid(NOBODY)) if os.getuid() == 0 else None
    closed, data = stage.folder / "closed", stage.served("origin", 120)
    file, _ = stage.backed_up(data, "good.backup")
    closed.mkdir()
    closed.chmod(0o555)
    stage.folder.chmod(0o755)
    stage.folder.parent.chmod(0o755)
    if as_whom:
        for path in (stage.key, file, data, *data.rglob("*")):
            os.chown(path, NOBODY, -1)
    if renkei.databases.server is None:  # the socket of the tests' server lets its owner in only
        stage.refused("Permission denied", "backup", "--data", data, "--to", closed / "x.backup", "--key", stage.key, preexec_fn=as_whom)
        stage.refused("cannot make", "restore", file, "--data", closed / "target", "--key", stage.key, preexec_fn=as_whom)
        stage.refused("cannot make", "move", "--from", data, "--to", closed / "target", preexec_fn=as_whom)
    stage.refused("Permission denied", "backup-key", closed / "x.key", preexec_fn=as_whom)
    if as_whom:
        os.chown(file, 0, -1)
        file.chmod(0o600)
        stage.refused("Permission denied", "restore", file, "--data", stage.folder / "t", "--key", stage.key, preexec_fn=as_whom)
    expect(not list(closed.iterdir()), "something was written")


def killed_backups(stage):
    data = stage.served("origin", 600)
    file = stage.folder / "one.backup"
    began = time.monotonic()
    stage.backed_up(data, "measured.backup")
    longest = time.monotonic() - began
    for _ in range(3 if stage.short else 12):
        process = subprocess.Popen([stage.program, "backup", "--data", data, "--to", file, "--key", stage.key],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=renkei.databases.environment(data))
        time.sleep(stage.chance.uniform(0, longest))
        process.kill()
        process.wait()
        if file.exists():
            expect(stage("backup", "--check", file, "--key", stage.key).status == 0, "half a backup has the name of a whole one")
            file.unlink()
    stage.backed_up(data, "one.backup")


CASES = (there_and_back, transfer_files.files_come_along, drill, sessions_end, damaged_backups, backup_is_refused, move_is_refused, other_versions, killed_moves, killed_backups,
         full_disk, no_permission)


def run(program, folder, chance, short, wanted=""):
    passed, failed = 0, 0
    for case in CASES:
        if wanted not in case.__name__:
            continue
        own = pathlib.Path(folder) / f"transfer-{case.__name__}"
        own.mkdir()
        began = time.monotonic()
        said, reason = "ok  ", ""
        try:
            case(Stage(program, own, chance, short))
            passed += 1
        except (Unexpected, RuntimeError, sqlite3.Error, ValueError, OSError, subprocess.SubprocessError) as error:
            failed, said, reason = failed + 1, "FAIL", f"\n  {type(error).__name__}: {error}"
        print(f"{said} {case.__name__.replace('_', ' ')} ({time.monotonic() - began:.1f} s){reason}", flush=True)
        shutil.rmtree(own, ignore_errors=True)
    return passed, failed
