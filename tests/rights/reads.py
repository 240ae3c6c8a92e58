"""Whoever is shown personal data leaves an entry in the log of reads. Every operation is asked by somebody who may; where the answer holds a word that was
planted in a record's personal fields, the asker's newest entries must name that record. An operation that this walk does not know fails."""

import re
import urllib.parse

from matrix import ELSEWHERE, ON_DRAFTS, ON_NO_RECORD, ON_RECORDS, operations
from world import ULID, World

# Told by hand, in every field that the schema calls personal and in those that repeat what was said; each word is nobody else's.
PLANTED = ("御影石 蓮華", "みかげいし れんげ", "架空市幻町九丁目", "080-1122-3344", "mikageishi@planted.example", "鍾乳洞案内人", "曾祖母の隣人", "被害者名義人", "被害者連絡先",
           "幻町の踊り場", "植込みの件名", "植込みの本文", "植込みの依頼文", "植込みの回答文", "植込みの下書き")  # fmt: skip
OFFICER, READER, LEAD = "furukawa-coordinator", "hq-guidance", "furukawa-case"
# Shown to nobody but the person who has just said it, or without a record behind it.
AUDITED = ("listAccess", "exportAccess", "getAccess", "staffActivity", "whoSawPerson", "listJournal", "exportJournal")
# So that the walk notices when it no longer meets what it is for.
EXPECTED = {"getConsultation", "listConsultations", "inbox", "workList", "search", "exportConsultations", "timeline", "listReferrals", "listSightings", "listLinks", "assess",
            "lookUpObservable", "getDraft", "listDrafts", "acceptConsultation", "editConsultation", "refer", "receiveReferral", "answerReferral"}  # fmt: skip


class Watch:
    """What the log of reads gained since, by asking the auditor's own route."""

    def __init__(self, world):
        self.world = world

    def newest(self, account):
        items = self.world.ask("auditor", "GET", f"/access-log?filter[account]={account}&limit=20").json["items"]
        return [(item["node"], item["seq"]) for item in items], items

    def names(self, item, record):
        if item["records_total"] <= len(item["records"]):
            return any(each["id"] == record for each in item["records"])
        node = urllib.parse.quote(item["node"], safe="")
        whole = self.world.ask("auditor", "GET", f"/access-log/entries/{node}/{item['seq']}").json
        return any(each["id"] == record for each in whole["records"])


def plant(world):
    """A record with a planted word in every personal field, and its referral; ids of both."""
    personal = [field["name"] for field in world.ask(OFFICER, "GET", "/schemas/consultation").json["fields"] if field.get("personal_data")]
    told = dict(zip(("caller_name", "caller_kana", "caller_address", "caller_phone", "caller_email", "caller_occupation", "caller_relation", "victim_name", "victim_contact",
                     "place"), PLANTED)) | {"caller_birth_date": "1999-09-09"}  # fmt: skip
    left_out = [name for name in personal if name not in told]
    consultation = {"kind": "consultation", "channel": "phone", "subject": "植込みの件名",
                    "narrative": "植込みの本文。080-1122-3344 と mikageishi@planted.example から。カードは 4012 8888 8888 1881。"} | told  # fmt: skip
    answer = world.ask(OFFICER, "POST", "/consultations", {"consultation": consultation})
    assert answer.status == 201, answer.text
    record = answer.json["id"]
    sent = world.ask(OFFICER, "POST", f"/consultations/{record}/referrals",
                     {"purpose": "support", "to": [world.units["H-CYBER-GUIDANCE"]["id"]], "message": "植込みの依頼文"})  # fmt: skip
    return record, sent.json["items"][0]["id"], left_out


def calls(world, record, referral):
    """(operation, account, method, path, body): each asked by somebody who may, about the planted record where it takes one."""
    first = {part: world.ask(READER, "GET", f"/consultations/{record}/{part}").json["items"][0]["id"] for part in ("clocks", "sightings")}
    draft = world.ask(OFFICER, "POST", "/drafts", {"content": {"consultation": {"subject": "植込みの下書き"}}}).json["id"]
    session = world.clients[OFFICER].session
    special = {
        "editConsultation": (OFFICER, {"command_text": "指揮"}),
        "answerReferral": (READER, {"text": "植込みの回答文"}),
        "receiveReferral": (READER, {"name": "受領者", "extension": "1"}),
        "approveReferral": ("furukawa-chief", {}),
        "returnReferral": (READER, {"reason": "植込みの回答文"}),
        "refer": (OFFICER, {"purpose": "support", "to": [world.units["H-CYBER-ANALYSIS"]["id"]], "message": "植込みの依頼文"}),
        "search": (READER, None), "inbox": (READER, None), "assess": (READER, {"text": "080-1122-3344 から電話", "caller_name": "御影石 蓮華"}),
        "lookUpObservable": (READER, None), "acceptConsultation": (OFFICER, {"consultation": {"kind": "report", "channel": "phone", "subject": "植込みの件名", "caller_name": "御影石 蓮華", "narrative": "080-1122-3344 から。"}}),
        "whoSawPerson": ("auditor", {"value": "御影石 蓮華", "purpose": "確認"}),
        "separate": (READER, {"reason": "別人", "a": record, "b": record}),
    }  # fmt: skip
    paths = {"search": "/search?q=植込みの本文", "lookUpObservable": "/observables?value=080-1122-3344", "workList": "/work/mine", "getSchema": "/schemas/consultation",
             "get_staff": f"/staff/{session['staff']['id']}", "get_unit": f"/units/{session['unit']['id']}", "staffActivity": f"/access-log/staff/{session['staff']['id']}",
             "getAccess": f"/access-log/entries/{world.node()}/1"}  # fmt: skip
    known = set(ON_RECORDS) | set(ON_NO_RECORD) | set(ON_DRAFTS) | ELSEWHERE
    order = {"acceptConsultation": -1, "receiveReferral": 1, "answerReferral": 2, "returnReferral": 3, "restrict": 4, "deleteDraft": 5}  # what changes the rest comes last
    for name, method, path, action in sorted(operations(world), key=lambda call: order.get(call[0], 0)):
        if action is None or name in ELSEWHERE:
            continue
        if name not in known:
            yield name, None, method, path, None
            continue
        body = ON_RECORDS[name][1] if name in ON_RECORDS else (ON_NO_RECORD | ON_DRAFTS)[name]
        account, body = special.get(name, (READER if name in ON_RECORDS else OFFICER, body if isinstance(body, dict) else None))
        if name in AUDITED:
            account = "auditor"
        about = ON_RECORDS[name][0] if name in ON_RECORDS else ""
        target = draft if name in ON_DRAFTS else {"clock": first["clocks"], "referral": referral}.get(about, record)
        path = paths.get(name, path).replace("{id}", target).replace("{sighting}", first["sightings"])
        yield name, account, method, path, body


def run(program, folder):
    """Operations asked, those that showed planted words, and what is wrong."""
    world = World(program, folder)
    try:
        record, referral, left_out = plant(world)
        wrong = [f"the personal field {name} is planted with nothing" for name in left_out]
        watch, asked, showed = Watch(world), set(), set()
        for name, account, method, path, body in calls(world, record, referral):
            if account is None:
                wrong.append(f"{name} is not known to this walk")
                continue
            headers = {"If-Match": f'"{version_of(world, record)}"'} if method in ("PATCH", "PUT") else None
            before, _ = watch.newest(account)
            answer = world.ask(account, method, path, body, headers)
            asked.add(name)
            if method == "GET" and answer.status != 200:
                wrong.append(f"{name} could not be asked: {answer.status} {answer.text[:200]}")
            shown = [word for word in PLANTED if word in answer.text]
            if not shown:
                continue
            showed.add(name)
            if account == "auditor":
                wrong.append(f"{name} shows the auditor {shown}")
                continue
            _, items = watch.newest(account)
            fresh = [item for item in items if (item["node"], item["seq"]) not in before]
            subject = re.search(ULID, path)[0] if "drafts/" in path else answer.json["id"] if name == "acceptConsultation" else None if name == "listDrafts" else record
            if not any(subject is None or watch.names(item, subject) for item in fresh):
                wrong.append(f"{name} showed {account} {shown} and left no entry that names the record")
        return asked, showed, wrong
    finally:
        world.close()


def version_of(world, record):
    return world.ask(OFFICER, "GET", f"/consultations/{record}").json["version"]
