#!/usr/bin/env python3
"""A newcomer adds the field "caller's preferred contact time": one member and its line, and the migration that the program drafts.

usage: add_field.py [--preset debug] [--keep DIR]      (compiles the program twice, the second time little; for `make deep`)

In a copy of the committed sources this adds the field in modules/intake/consultation, builds, lets `tools/new_migration` draft the
migration, builds again, and shows that the field has reached form, JSON, SQL column, OpenAPI, CSV export, full text and journal.
"""

import argparse
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))

import renkei  # noqa: E402

NAME, JAPANESE, ENGLISH = "caller_contact_time", "連絡希望時間帯", "Preferred contact time"
MEMBER_AFTER = "    std::string caller_phone;\n"
MEMBER = f"    std::string {NAME};\n"
FIELD_AFTER = "field<&Consultation::caller_phone>"
FIELD = (f'    field<&Consultation::{NAME}>("{JAPANESE}", "{ENGLISH}", caller({{.asked = true, .searchable = true, .max_length = 120}})),\n')
TOLD = "平日の午後6時以降"


def insert_after(path, marker, addition, ending):
    """Adds a line after the statement that begins with the marker and ends with `ending`."""
    text = path.read_text("utf-8")
    end = text.index(ending, text.index(marker)) + len(ending)
    path.write_text(text[:end] + addition + text[end:], "utf-8")


def build(copy, preset):
    # Compiled objects of the original are found again although this folder has another name.
    environment = os.environ | {"CCACHE_BASEDIR": str(copy), "CCACHE_NOHASHDIR": "true"}
    environment.pop("RENKEI_SEED", None)
    if not (copy / "build" / preset / "build.ninja").exists():
        subprocess.run(["cmake", "--preset", preset, "--log-level=WARNING"], cwd=copy, env=environment, check=True, stdout=subprocess.DEVNULL)
    jobs = os.environ.get("JOBS", str(os.cpu_count()))
    subprocess.run(["ninja", "-C", f"build/{preset}", "--quiet", "-j", jobs, "renkei"], cwd=copy, env=environment, check=True)
    return copy / "build" / preset / "renkei"


class Checks:
    def __init__(self):
        self.passed, self.failed = 0, 0

    def __call__(self, holds, what):
        self.passed, self.failed = self.passed + bool(holds), self.failed + (not holds)
        print(f"{'ok  ' if holds else 'FAIL'} {what}", flush=True)


def check_migration(check, copy, program):
    before = set((copy / "migrations").iterdir())
    subprocess.run(["tools/new_migration", "add_contact_time", str(program)], cwd=copy, check=True, stdout=subprocess.DEVNULL)
    drafted = set((copy / "migrations").iterdir()) - before
    check(len(drafted) == 1, "one migration is drafted")
    for path in drafted:
        statement = path.read_text("utf-8")
        check(NAME in statement and "ALTER TABLE consultations" in statement, f"{path.name} adds the column")


def check_program(check, program, folder):
    document = json.loads(renkei.run(program, "developer", "openapi").stdout)
    check(NAME in json.dumps(document["components"]), "OpenAPI describes it")
    schema = renkei.run(program, "developer", "schema").stdout.decode()
    check(NAME in schema, "the store's schema has its column")
    server = renkei.Server(program, folder)
    try:
        officer = renkei.Client(server, "furukawa-intake")
        form = officer.call("GET", "/api/v1/schemas/consultation").json
        field = next((field for field in form["fields"] if field["name"] == NAME), None)
        check(field is not None and field["label"] == {"ja": JAPANESE, "en": ENGLISH} and field["max_length"] == 120,
              "the form has it, labelled in both languages")
        made = officer.call("POST", "/api/v1/consultations", {"consultation": {
            "kind": "consultation", "channel": "phone", "narrative": "迷惑メールが届く。", NAME: TOLD}})
        check(made.status == 201 and made.json[NAME] == TOLD, "it is accepted and answered in JSON")
        path = f"/api/v1/consultations/{made.json['id']}"
        changed = officer.call("PATCH", path, {NAME: "午前中"}, {"If-Match": '"1"'})
        check(changed.status == 200 and changed.json[NAME] == "午前中", "it is edited")
        too_long = officer.call("PATCH", path, {NAME: "長" * 121}, {"If-Match": '"2"'})
        check(too_long.status == 422 and too_long.json["violations"][0]["field"] == NAME, "what is too long is refused by its name")
        export = officer.call("GET", "/api/v1/consultations/export").text
        check(JAPANESE in export.splitlines()[0] and "午前中" in export, "the CSV export has its column and value")
        found = officer.call("GET", "/api/v1/search?q=午前中").json["items"]
        check(len(found) == 1, "full text finds it")
    finally:
        server.stop()
    store = sqlite3.connect(folder / "renkei.sqlite")
    check(store.execute(f"SELECT {NAME} FROM consultations").fetchall() == [("午前中",)], "the column holds it")
    contents = [row[0] for row in store.execute(
        "SELECT c.content FROM journal_content c JOIN journal j ON j.seq = c.entry WHERE j.record_kind = 'consultation' ORDER BY j.seq")]
    store.close()
    check(any(TOLD in content for content in contents) and any(NAME in content and "午前中" in content for content in contents),
          "the journal holds it before and after the change")
    check(renkei.run(program, "verify", "--data", folder).returncode == 0, "the journal proves itself")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preset", default="debug")
    parser.add_argument("--keep", type=pathlib.Path, help="make the copy there and keep it")
    options = parser.parse_args()
    check = Checks()
    with tempfile.TemporaryDirectory(prefix="renkei-newcomer-") as temporary:
        copy = (options.keep or pathlib.Path(temporary) / "copy").resolve()
        subprocess.run(["git", "clone", "--quiet", "--local", str(ROOT), str(copy)], check=True)
        source = copy / "src" / "modules" / "intake"
        insert_after(source / "consultation.h", MEMBER_AFTER, MEMBER, "\n")
        insert_after(source / "consultation.cpp", FIELD_AFTER, FIELD, "})),\n")
        changed = subprocess.run(["git", "diff", "--numstat"], cwd=copy, check=True, capture_output=True, text=True).stdout.split("\n")
        check([line.split("\t")[:2] for line in changed if line] == [["1", "0"], ["1", "0"]], "two lines are added, nothing else is changed")
        check_migration(check, copy, build(copy, options.preset))
        check_program(check, build(copy, options.preset), pathlib.Path(temporary) / "data")
    print(f"{check.passed} passed, {check.failed} failed")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
