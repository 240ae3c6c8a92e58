#!/usr/bin/env python3
"""A newcomer adds the field "caller's preferred contact time": one member and its line, and the migration that the program drafts.

usage: add_field.py [--preset debug] [--keep DIR]      (compiles the program twice, the second time little; for `make deep`)

In a copy of the committed sources this adds the field in modules/intake/consultation, builds, lets `tools/new_migration` draft the
migration, builds again, and shows that the field has reached form, JSON, SQL, OpenAPI, export and journal (and full text). What each of
these says is also asked of the program without the field: every judgement must find it missing there, and must be the only one to fail
when only its own answer is the old one, so none can pass by itself.
"""

import argparse
import json
import os
import pathlib
import shutil
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
TOLD, CHANGED = "平日の午後6時以降", "午前中"


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
    built = subprocess.run(["ninja", "-C", f"build/{preset}", "--quiet", "-j", jobs, "renkei"], cwd=copy, env=environment, check=False,
                           capture_output=True, text=True)
    if built.returncode != 0:
        sys.exit(f"the program with the field does not compile:\n{built.stdout[-5000:]}{built.stderr[-2000:]}")
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


def tell(officer, told):
    """A record with the field set and then changed; without it where the program does not know it. Gives what was answered."""
    content = {"kind": "consultation", "channel": "phone", "narrative": "迷惑メールが届く。"}
    made = officer.call("POST", "/api/v1/consultations", {"consultation": content | {NAME: told}})
    if made.status != 201:
        refused = made
        made = officer.call("POST", "/api/v1/consultations", {"consultation": content})
        return {"made": refused.json, "read": officer.call("GET", f"/api/v1/consultations/{made.json['id']}").json}
    path = f"/api/v1/consultations/{made.json['id']}"
    changed = officer.call("PATCH", path, {NAME: CHANGED}, {"If-Match": '"1"'})
    too_long = officer.call("PATCH", path, {NAME: "長" * 121}, {"If-Match": '"2"'})
    return {"made": made.json, "changed": changed.json, "too_long": too_long.json, "read": officer.call("GET", path).json}


def evidence(program, folder):
    """What each place says, by its name."""
    said = {"OpenAPI": json.loads(renkei.run(program, "developer", "openapi").stdout)["components"]["schemas"]}
    server = renkei.Server(program, folder)
    try:
        officer = renkei.Client(server, "furukawa-intake")
        said["form"] = officer.call("GET", "/api/v1/schemas/consultation").json["fields"]
        said["JSON"] = tell(officer, TOLD)
        said["export"] = officer.call("GET", "/api/v1/consultations/export?purpose=test").text.splitlines()
        said["full text"] = officer.call("GET", f"/api/v1/search?q={CHANGED}").json["items"]
    finally:
        server.stop()
    store = sqlite3.connect(folder / "renkei.sqlite")
    columns = [row[1] for row in store.execute("PRAGMA table_info(consultations)")]
    said["SQL"] = columns, store.execute("SELECT * FROM consultations").fetchall()
    said["journal"] = [row[0] for row in store.execute(
        "SELECT c.content FROM journal_content c JOIN journal j ON j.seq = c.entry WHERE j.record_kind = 'consultation' ORDER BY j.seq")]
    store.close()
    return said


def in_form(fields):
    field = next((field for field in fields if field["name"] == NAME), {})
    return field.get("label") == {"ja": JAPANESE, "en": ENGLISH} and field.get("max_length") == 120


def in_json(answers):
    refused = [violation["field"] for violation in answers.get("too_long", {}).get("violations", [])]
    return (answers["made"].get(NAME) == TOLD and answers["changed"].get(NAME) == CHANGED and answers["read"].get(NAME) == CHANGED
            and refused == [NAME])


def in_sql(table):
    columns, rows = table
    return NAME in columns and [row[columns.index(NAME)] for row in rows] == [CHANGED]


def in_openapi(schemas):
    return any(NAME in schema.get("properties", {}) for schema in schemas.values())


def in_export(lines):
    return JAPANESE in lines[0] and any(CHANGED in line for line in lines[1:])


def in_journal(entries):
    return any(TOLD in entry for entry in entries) and any(NAME in entry and CHANGED in entry for entry in entries)


PLACES = {"form": in_form, "JSON": in_json, "SQL": in_sql, "OpenAPI": in_openapi, "export": in_export, "journal": in_journal,
          "full text": lambda found: len(found) == 1}


def missing(said):
    return {place for place, judge in PLACES.items() if not judge(said[place])}


def check_programs(check, without_field, with_field, folder):
    old, new = evidence(without_field, folder / "without"), evidence(with_field, folder / "with")
    absent = missing(new)
    for place in PLACES:
        check(place not in absent, f"the field reaches: {place}")
    check(missing(old) == set(PLACES), "of the program without the field every judgement says that it is missing")
    for place in PLACES:
        check(missing(new | {place: old[place]}) == absent | {place}, f"alone missing it would be noticed: {place}")
    check(renkei.run(with_field, "verify", "--data", folder / "with").returncode == 0, "the journal proves itself")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preset", default="debug")
    parser.add_argument("--keep", type=pathlib.Path, help="make the copy there and keep it")
    options = parser.parse_args()
    check = Checks()
    with tempfile.TemporaryDirectory(prefix="renkei-newcomer-") as temporary:
        copy = (options.keep or pathlib.Path(temporary) / "copy").resolve()
        subprocess.run(["git", "clone", "--quiet", "--local", str(ROOT), str(copy)], check=True)
        without_field = pathlib.Path(shutil.copy(build(copy, options.preset), temporary))
        source = copy / "src" / "modules" / "intake"
        insert_after(source / "consultation.h", MEMBER_AFTER, MEMBER, "\n")
        insert_after(source / "consultation.cpp", FIELD_AFTER, FIELD, "})),\n")
        changed = subprocess.run(["git", "diff", "--numstat"], cwd=copy, check=True, capture_output=True, text=True).stdout.split("\n")
        check([line.split("\t")[:2] for line in changed if line] == [["1", "0"], ["1", "0"]], "two lines are added, nothing else is changed")
        check_migration(check, copy, build(copy, options.preset))
        check_programs(check, without_field, build(copy, options.preset), pathlib.Path(temporary))
    print(f"{check.passed} passed, {check.failed} failed")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
