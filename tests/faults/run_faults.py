#!/usr/bin/env python3
"""What must hold when things go wrong: the power goes while people save, and input that no program should be given.

usage: run_faults.py --program build/debug/renkei [--store postgresql] [--short] [--only kill|injected|damaged|commands|nodes|transfer]

(a) kill: starts the program, lets several people save, kills it at a random moment, starts it again; every record and draft that was
acknowledged must be there with its number and words, found by full text, no number given twice and none missing, and `renkei verify`
must prove the journal. 200 times; 15 with --short.
(i) injected: the Nth statement, write or fsync fails, the disk is full, the clock jumps (failing.c, loaded before the program; not under sanitizers).
(d) damaged: a torn or lost write-ahead log, pages overwritten at random, files cut.
(n) nodes, with --store postgresql: two programs on one database hear each other, and lose nothing when its sessions are cut off.
(t) transfer: moves, backups and restores that are killed, refused, damaged, without room or right; and the drill of docs/backup.md.
(b) commands: broken, huge and odd files for the command line, each in bounded time and memory with a message that says where.
"""

import argparse
import itertools
import pathlib
import random
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import commands  # noqa: E402
import damaged  # noqa: E402
import injected  # noqa: E402
import killed  # noqa: E402
import nodes  # noqa: E402
import renkei  # noqa: E402
import transfer  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite",
                        help="postgresql: a database for each data folder, on a server of the tests' own")
    parser.add_argument("--short", action="store_true", help="fewer kills, fewer acceptances: for every change")
    parser.add_argument("--only", choices=("kill", "injected", "damaged", "commands", "nodes", "transfer"))
    parser.add_argument("--rounds", type=int, help="kills instead of 200 or 15")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the random moments")
    parser.add_argument("--case", default="", help="only the command and transfer cases whose name holds this")
    options = parser.parse_args()
    if options.store == "postgresql":
        renkei.databases.use_postgresql(__file__)
    program = options.program.resolve()
    rounds = options.rounds or (15 if options.short else 200)
    passed, failed = 0, 0
    with tempfile.TemporaryDirectory(prefix="renkei-faults-") as temporary:
        folder = pathlib.Path(temporary)
        if options.only in (None, "kill"):
            print(f"kill -9, {rounds} rounds, seed {options.seed}", flush=True)
            faults = killed.run(program, folder, rounds, random.Random(options.seed))
            passed, failed = passed + (not faults), failed + bool(faults)
            for fault in faults[:20]:
                print("  " + fault)
        tried = []
        if options.only in (None, "injected"):
            tried.append(injected.run(program, folder, options.short))
        if options.only in (None, "damaged") and options.store == "sqlite":
            tried.append(damaged.run(program, folder, options.short, random.Random(options.seed)))
        for what, faults, how in itertools.chain(*tried):
            print(f"{'FAILED' if faults else 'ok    '} {what}: {how}", flush=True)
            passed, failed = passed + (not faults), failed + bool(faults)
            for fault in faults[:20]:
                print("  " + fault)
        if options.store == "postgresql" and options.only in (None, "nodes"):
            print("two nodes on one database", flush=True)
            faults = nodes.run(program, folder)
            passed, failed = passed + (not faults), failed + bool(faults)
            for fault in faults[:20]:
                print("  " + fault)
        if options.only in (None, "transfer"):
            ok, bad = transfer.run(program, folder, random.Random(options.seed), options.short, options.case)
            passed, failed = passed + ok, failed + bad
        if options.store == "sqlite" and options.only in (None, "commands"):
            ok, bad = commands.run(program, folder, options.short, options.case)
            passed, failed = passed + ok, failed + bad
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
