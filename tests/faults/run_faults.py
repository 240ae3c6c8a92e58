#!/usr/bin/env python3
"""What must hold when things go wrong: the power goes while people save, and input that no program should be given.

usage: run_faults.py --program build/debug/renkei [--store sqlite|postgresql|both] [--short] [--only kill,injected,…] [--jobs 2]

(k) kill: starts the program, lets several people save, kills it at a random moment, starts it again; every record and draft that was
acknowledged must be there with its number and words, found by full text, no number given twice and none missing, and `renkei verify`
must prove the journal. 200 times; 6 with --short.
(i) injected: the Nth statement, write or fsync fails, the disk is full, the clock jumps (failing.c, loaded before the program; not under sanitizers).
(f) starts: the same while a folder or database is made and migrated; the next start finishes it.
(d) damaged: a torn or lost write-ahead log, pages overwritten at random, files cut.
(n) nodes, on PostgreSQL: two programs on one database hear each other, and lose nothing when its sessions are cut off.
(s) server, restart, tls, on PostgreSQL: writes and fsyncs of its own server fail, its disk is full, it is restarted under load, and TLS with a
right and many wrong certificates; on a server of their own.
(t) transfer: moves, backups and restores that are killed, refused, damaged, without room or right; and the drill of docs/backup.md.
(u) uploads: kill -9, and writes, fsyncs and renames that fail, while files come in.
(h) hostile: archives, pictures, mails and documents made to hurt, to the running program and to the command line.
(c) commands: broken, huge and odd files for the command line, each in bounded time and memory with a message that says where.

With several jobs, or both stores, the suites run side by side in processes of their own, on one PostgreSQL server.
"""

import argparse
import concurrent.futures
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import commands  # noqa: E402
import damaged  # noqa: E402
import files_hurt  # noqa: E402
import hostile_files  # noqa: E402
import injected  # noqa: E402
import killed  # noqa: E402
import nodes  # noqa: E402
import renkei  # noqa: E402
import server_faults  # noqa: E402
import transfer  # noqa: E402


SUITES = {"sqlite": ("kill", "injected", "starts", "damaged", "transfer", "uploads", "hostile", "commands"),
          "postgresql": ("kill", "injected", "starts", "nodes", "server", "restart", "tls", "transfer", "uploads")}
# What runs in one process when there are several, longest first.
GROUPS = (("postgresql", ("transfer",)), ("postgresql", ("server", "restart", "tls")), ("sqlite", ("transfer",)), ("sqlite", ("commands",)),
          ("postgresql", ("kill",)), ("sqlite", ("kill",)), ("postgresql", ("injected", "starts", "nodes")), ("sqlite", ("injected", "starts")),
          ("sqlite", ("damaged", "hostile")),
          ("sqlite", ("uploads",)), ("postgresql", ("uploads",)))


class Report:
    def __init__(self):
        self.passed = self.failed = 0

    def add(self, what, faults, how):
        print(f"{'FAILED' if faults else 'ok    '} {what}: {how}", flush=True)
        for fault in faults[:20]:
            print("  " + fault, flush=True)
        self.passed, self.failed = self.passed + (not faults), self.failed + bool(faults)

    def count(self, passed, failed):
        self.passed, self.failed = self.passed + passed, self.failed + failed


def tried(options, folder):
    """Yields (what was tried, its faults, how much) of the suites that report so."""
    program, short, wanted = options.program, options.short, options.only
    if "kill" in wanted:
        rounds = options.rounds or (6 if short else 200)
        print(f"kill -9, {rounds} rounds, seed {options.seed}", flush=True)
        yield "kill -9 while people save", killed.run(program, folder, rounds, random.Random(options.seed)), f"{rounds} times"
    if "injected" in wanted:
        yield from injected.run(program, folder, short)
    if "starts" in wanted:
        yield from injected.starts(program, folder, short)
    if "uploads" in wanted:
        yield from files_hurt.run(program, folder, short, random.Random(options.seed), options.rounds)
    if "hostile" in wanted:
        yield from hostile_files.run(program, folder, short, options.case)
    if "damaged" in wanted:
        yield from damaged.run(program, folder, short, random.Random(options.seed))
    if "nodes" in wanted:
        yield "two nodes on one database", nodes.run(program, folder), "see above"
    hurt = [suite for suite in ("server", "restart", "tls") if suite in wanted]
    if hurt:
        yield from server_faults.run(program, folder, short, random.Random(options.seed), hurt)


def run_here(options, report):
    if options.store == "postgresql":
        renkei.databases.use_postgresql(__file__)
    with tempfile.TemporaryDirectory(prefix="renkei-faults-") as temporary:
        folder = pathlib.Path(temporary)
        for each in tried(options, folder):
            report.add(*each)
        if "transfer" in options.only:
            report.count(*transfer.run(options.program, folder, random.Random(options.seed), options.short, options.case))
        if "commands" in options.only:
            report.count(*commands.run(options.program, folder, options.short, options.case))


def run_side_by_side(options, report):
    """Each group in a process of its own, as many at once as there are jobs; what one says is shown when it ends."""
    if options.store != "sqlite":
        renkei.databases.use_postgresql(__file__)

    def run(store, suites):
        words = [sys.executable, __file__, "--program", options.program, "--store", store, "--only", ",".join(suites), "--seed", options.seed,
                 "--case", options.case] + ["--short"] * options.short + (["--rounds", options.rounds] if options.rounds else [])
        began = time.monotonic()
        done = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        print(f"== {store}: {', '.join(suites)} ({time.monotonic() - began:.0f} s)\n{done.stdout.decode('utf-8', 'replace')}", end="", flush=True)
        found = re.findall(rb"^(\d+) passed, (\d+) failed$", done.stdout, re.MULTILINE)
        passed, failed = (int(number) for number in found[-1]) if found else (0, 0)
        return passed, failed or int(done.returncode != 0)

    groups = [(store, [suite for suite in suites if suite in options.only]) for store, suites in GROUPS if options.store in (store, "both")]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for counted in pool.map(lambda group: run(*group), [group for group in groups if group[1]]):
            report.count(*counted)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--store", choices=("sqlite", "postgresql", "both"), default="sqlite",
                        help="postgresql: a database for each data folder, on a server of the tests' own")
    parser.add_argument("--short", action="store_true", help="fewer kills, fewer acceptances: for every change")
    parser.add_argument("--only", default="", help="suites, with commas between them")
    parser.add_argument("--rounds", type=int, help="kills instead of 200 or 6")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the random moments")
    parser.add_argument("--case", default="", help="only the command and transfer cases whose name holds this")
    parser.add_argument("--jobs", type=int, default=1, help="how many suites run at once")
    options = parser.parse_args()
    options.program = options.program.resolve()
    known = {suite for store, suites in SUITES.items() if options.store in (store, "both") for suite in suites}
    options.only = options.only.split(",") if options.only else list(known)
    if not known.issuperset(options.only):
        parser.error(f"--only: {', '.join(sorted(known))}")
    report = Report()
    if options.jobs > 1 or options.store == "both":
        run_side_by_side(options, report)
    else:
        run_here(options, report)
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
