"""A data folder that is filled by the program's own imports, each timed, and compared with the truth afterwards."""

import shutil
import sqlite3
import subprocess
import time
from pathlib import Path

from figures import Row
from renkei import Server

IMPORTS = (("misp", "feed", "attributes of a MISP feed"), ("indicators", "lists", "values of plain lists"),
           ("consultations", "consultations.jsonl", "consultations"))  # fmt: skip


class Folder:
    def __init__(self, program: Path, data: Path, known: Path, say):
        self.program, self.data, self.known, self.say = program, data, known, say
        self.database = data / "renkei.sqlite"
        self.stamp = data.parent / (data.name + ".complete")

    @property
    def complete(self) -> bool:
        return self.stamp.exists() and self.database.exists()

    def build(self, summary: dict, most_seconds: float) -> list[Row]:
        self.stamp.unlink(missing_ok=True)
        shutil.rmtree(self.data, ignore_errors=True)
        Server(self.program, self.data).stop()  # the demonstration's accounts and units
        rows = []
        total = 0.0
        for kind, path, words in IMPORTS:
            self.say(f"importing {words}")
            started = time.monotonic()
            done = subprocess.run([str(self.program), "import", kind, str(self.known / path), "--data", str(self.data), "--strict"],
                                  capture_output=True, text=True, check=False)  # fmt: skip
            seconds = time.monotonic() - started
            if done.returncode != 0:
                raise SystemExit(f"bench: import {kind} ended with {done.returncode}:\n{done.stdout}{done.stderr[-4000:]}")
            taken = int(done.stdout.split()[1].rstrip(","))
            total += seconds
            rows.append(Row(f"import: {words} per second ({taken:,} in {seconds:.0f} s)", [taken / seconds], "1/s"))
        rows.append(Row(f"import, all: {summary['observables']:,} observables", [total], "s", most_seconds, self.differences()))
        self.stamp.write_text("", "utf-8")
        return rows

    def differences(self) -> list[str]:
        """The gate of the import: the observables in the store are the truth's, no more and no fewer."""
        with (self.known / "truth/observables.tsv").open(encoding="utf-8") as file:
            wanted = {tuple(line.rstrip("\n").split("\t")) for line in file}
        store = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        found = set(store.execute("SELECT type, value FROM observable"))
        store.close()
        return [f"missing: {key}" for key in sorted(wanted - found)[:20]] + [f"not in the truth: {key}" for key in sorted(found - wanted)[:20]]

    def sizes(self) -> list[Row]:
        return [Row("database", [sum(file.stat().st_size for file in self.data.glob("renkei.sqlite*")) / 1e6], "MB")]

    @staticmethod
    def memory_of(process: int) -> float:
        status = Path(f"/proc/{process}/status").read_text("utf-8")
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))
