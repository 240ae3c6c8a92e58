"""Whoever is shown personal data leaves an entry in the log of reads. Every operation is asked by somebody who may; where the answer holds a word that was
planted in a record's personal fields, the asker's newest entries must name that record. An operation that this walk does not know fails."""

import base64
import re
import urllib.parse

from matrix import ELSEWHERE, ON_DISPOSED, ON_DRAFTS, ON_NO_RECORD, ON_PERSONS, ON_PROPOSALS, ON_RECORDS, ON_UPLOADS, operations
from world import ULID, World

# Told by hand, in every field that the schema calls personal and in those that repeat what was said; each word is nobody else's.
PLANTED = ("御影石 蓮華", "みかげいし れんげ", "架空市幻町九丁目", "080-1122-3344", "mikageishi@planted.example", "鍾乳洞案内人", "曾祖母の隣人", "被害者名義人", "被害者連絡先",
           "幻町の踊り場", "植込みの件名", "植込みの本文", "植込みの依頼文", "植込みの回答文", "植込みの下書き", "植込みの延長理由", "植込みの添付", "植込みの写し", "植込みの御案内")  # fmt: skip
OFFICER, READER, LEAD = "furukawa-coordinator", "hq-guidance", "furukawa-case"
PROPOSER = "hq-analyst"
# Shown to nobody but the person who has just said it, or without a record behind it.
AUDITED = ("listAccess", "exportAccess", "getAccess", "staffActivity", "whoSawPerson", "listJournal", "exportJournal")
# So that the walk notices when it no longer meets what it is for.
EXPECTED = {"getConsultation", "listConsultations", "inbox", "workList", "search", "exportConsultations", "timeline", "listReferrals", "listSightings", "listLinks", "assess",
            "lookUpObservable", "getDraft", "listDrafts", "acceptConsultation", "editConsultation", "refer", "receiveReferral", "answerReferral", "holdBack", "getRetention", "listDisposals", "listAttachments", "addAttachment", "previewAttachment", "downloadAttachment", "listDraftFiles",
            "addDraftFile", "previewDraftFile", "listGuidanceSheets"}  # fmt: skip


# One pixel.
PICTURE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
TEXT = "植込みの写し".encode()


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


def persons(world, record):
    """Parties of the planted record and of two more that tell of the same caller, the first two put together; and the id of that person."""
    told = world.ask(OFFICER, "GET", f"/consultations/{record}").json
    caller = {name: told[name] for name in ("caller_name", "caller_phone", "caller_birth_date")}
    more = [world.ask(OFFICER, "POST", "/consultations", {"consultation": {"kind": "consultation", "channel": "phone", "narrative": "続き。"} | caller}).json["id"] for _ in range(2)]
    parties = [world.ask(READER, "GET", f"/consultations/{each}/people").json["items"][0]["id"] for each in (record, *more)]
    return parties, world.ask(READER, "POST", "/people/decisions", {"verdict": "same", "a": parties[0], "b": parties[1]}).json["identity"]


def calls(world, record, referral):
    """(operation, account, method, path, body): each asked by somebody who may, about the planted record where it takes one."""
    first = {part: world.ask(READER, "GET", f"/consultations/{record}/{part}").json["items"][0]["id"] for part in ("clocks", "sightings")}
    parties, person = persons(world, record)
    sheet = world.ask(OFFICER, "POST", f"/consultations/{record}/guidance-sheets", {"own_lines": "植込みの御案内"}).json["id"]
    draft = world.ask(OFFICER, "POST", "/drafts", {"content": {"consultation": {"subject": "植込みの下書き"}}}).json["id"]
    session = world.clients[OFFICER].session
    upload = world.begin_upload(OFFICER)
    files = {(kind, name): world.attach(OFFICER, about, f"植込みの添付.{name}", content, kind) for kind, about in (("consultations", record), ("drafts", draft))
             for name, content in (("txt", TEXT), ("png", PICTURE))}  # fmt: skip
    urgency = world.ask(READER, "GET", "/tables/urgency").json
    row = '  planted: {code: same_day, weight: 99, any: ["kind 相談", "kind 通報", "kind 情報提供"], ja: 試し}\n'
    proposal = world.ask(PROPOSER, "POST", "/table-proposals", {"base_version": urgency["version"]["version"], "files": [{"table": "urgency", "text": urgency["text"] + row}], "reason": "試し"}).json["id"]
    special = {
        "addAttachment": (OFFICER, {"upload": world.complete_upload(OFFICER, "植込みの添付.txt", TEXT)}),
        "addDraftFile": (OFFICER, {"upload": world.complete_upload(OFFICER, "植込みの添付.txt", TEXT)}),
        "restrictAttachment": (OFFICER, ON_RECORDS["restrictAttachment"][1]), "removeAttachment": (OFFICER, ON_RECORDS["removeAttachment"][1]),
        "editConsultation": (OFFICER, {"command_text": "指揮"}),
        "answerReferral": (READER, {"text": "植込みの回答文"}),
        "receiveReferral": (READER, {"name": "受領者", "extension": "1"}),
        "approveReferral": ("furukawa-chief", {}),
        "returnReferral": (READER, {"reason": "植込みの回答文"}),
        "refer": (OFFICER, {"purpose": "support", "to": [world.units["H-CYBER-ANALYSIS"]["id"]], "message": "植込みの依頼文"}),
        "search": (READER, None), "inbox": (READER, None), "assess": (READER, {"text": "080-1122-3344 から電話", "caller_name": "御影石 蓮華"}),
        "lookUpObservable": (READER, None), "acceptConsultation": (OFFICER, {"consultation": {"kind": "report", "channel": "phone", "subject": "植込みの件名", "caller_name": "御影石 蓮華", "narrative": "080-1122-3344 から。"}}),
        "listMergers": ("administrator", None), "exportStaff": ("administrator", None), "getStaffTemplate": ("administrator", None), "getSetup": ("administrator", None),
        "whoSawPerson": ("auditor", {"value": "御影石 蓮華", "purpose": "確認"}),
        "holdBack": (OFFICER, {"reason": "植込みの延長理由"}), "releaseHold": (OFFICER, None), "proposeDisposal": (OFFICER, None),
        "returnDisposal": ("furukawa-chief", {"reason": "植込みの延長理由"}), "approveDisposal": ("furukawa-chief", {"number": "植込み"}),
        "separate": (READER, {"reason": "別人", "a": record, "b": record}),
        "decidePerson": (READER, {"verdict": "different", "a": parties[0], "b": parties[2]}), "getPerson": (READER, None),
    }  # fmt: skip
    paths = {"listSavedViews": "/saved-views/consultations", "search": "/search?q=植込みの本文", "lookUpObservable": "/observables?value=080-1122-3344", "workList": "/work/mine", "listDisposals": "/disposals?list=held", "getSchema": "/schemas/consultation",
             "get_staff": f"/staff/{session['staff']['id']}", "get_unit": f"/units/{session['unit']['id']}", "staffActivity": f"/access-log/staff/{session['staff']['id']}",
             "getAccess": f"/access-log/entries/{world.node()}/1", "exportConsultations": "/consultations/export?purpose=確認"}  # fmt: skip
    known = set(ON_RECORDS) | set(ON_NO_RECORD) | set(ON_DRAFTS) | ON_UPLOADS | ON_PERSONS | set(ON_PROPOSALS) | ON_DISPOSED | ELSEWHERE
    version = world.ask(READER, "GET", "/tables").json["current"]["version"]
    paths |= {"getTable": "/tables/urgency", "listTableVersions": "/tables/urgency/versions", "getTableVersion": f"/tables/urgency/versions/{version}"}
    order = {"restrictAttachment": 1, "removeAttachment": 2, "removeDraftFile": 2, "cancelUpload": 2, "acceptConsultation": -1, "holdBack": -1, "releaseHold": 3, "receiveReferral": 1, "answerReferral": 2, "returnReferral": 3, "restrict": 4, "deleteDraft": 5, "changeTableProposal": 1, "withdrawTableProposal": 6}  # what changes the rest comes last
    for name, method, path, action in sorted(operations(world), key=lambda call: order.get(call[0], 0)):
        if action is None or name in ELSEWHERE | ON_DISPOSED:
            continue
        if name not in known:
            yield name, None, method, path, None
            continue
        body = ON_RECORDS[name][1] if name in ON_RECORDS else (ON_NO_RECORD | ON_DRAFTS).get(name)
        account, body = special.get(name, (READER if name in ON_RECORDS else OFFICER, body if isinstance(body, dict) else None))
        if name in AUDITED:
            account = "auditor"
        if name in ON_PROPOSALS or name == "createTableProposal":
            account, body = PROPOSER, (ON_NO_RECORD | ON_PROPOSALS).get(name)
        about = ON_RECORDS[name][0] if name in ON_RECORDS else ""
        target = person if name in ON_PERSONS else draft if name in ON_DRAFTS else upload if name in ON_UPLOADS else proposal if name in ON_PROPOSALS else {"clock": first["clocks"], "referral": referral, "sheet": sheet}.get(about, record)
        path = paths.get(name, path).replace("{id}", target).replace("{sighting}", first["sightings"])
        path = path.replace("{attachment}", files["drafts" if name in ON_DRAFTS else "consultations", "png" if "icture" in name else "txt"])
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
