"""Every operation × every role × every record, against docs/rights.md. Relations are worked out here from what the records say of
themselves, not by the program's own rules. What may not even be read answers 404, what may be read and no more 403."""

import dataclasses
import re

import renkei
from table import expected_status, read_table
from world import PEOPLE, World, parents

# How each operation is asked about one record. {id} is the record, {clock} and {referral} one of its own, {sighting} one of its sightings. A body must be
# well-formed, so that rights are what decides; whether the act is then possible (409, 422) is no matter here.
ON_RECORDS = {
    "getConsultation": ("", None),
    "editConsultation": ("", {"place": "自宅"}),
    "recordClocks": ("", None),
    "listDecisions": ("", None),
    "decide": ("", {"table": "urgency", "codes": ["same_day"]}),
    "takeBackDecision": ("", {"reason": "選び間違い"}),
    "handOverGuidanceSheet": ("", {"codes": ["preserve_evidence"]}),
    "listGuidanceSheets": ("", None),
    "getGuidanceSheet": ("sheet", None),
    "listLinks": ("", None),
    "listReferrals": ("", None),
    "refer": ("", {"purpose": "report", "to": []}),
    "openSealed": ("", {"purpose": "照会"}),
    "listSightings": ("", None),
    "decideRole": ("sighting", {"role": "subject"}),
    "timeline": ("", None),
    "authorship": ("", None),
    "enterRecord": ("", {"tab": "t1"}),
    "leaveRecord": ("", None),
    "getRestriction": ("", None),
    "getInterview": ("", None),
    "answerInterview": ("", {"answers": {"q_bring": {"state": "later"}}}),
    "restrict": ("", {"restriction": "none", "staff": ["{staff}"], "reason": "照会"}),
    "finishClock": ("clock", {"late_reason": "確認のため"}),
    "waiveClock": ("clock", {"reason": "済んだ"}),
    "answerReferral": ("referral", {"text": "回答"}),
    "approveReferral": ("referral", {"late_reason": "確認のため"}),
    "receiveReferral": ("referral", {"name": "受領者", "extension": "1"}),
    "returnReferral": ("referral", {"reason": "差戻し"}),
    "getRetention": ("", None),
    "holdBack": ("", {"reason": "係争中"}),
    "releaseHold": ("", None),
    "proposeDisposal": ("", None),
    "returnDisposal": ("", {"reason": "確認のため"}),
    "approveDisposal": ("", {"number": "違う番号"}),
    "separate": ("pair", {"reason": "別人"}),
    "listPeople": ("", None),
    "decidePerson": ("parties", {"verdict": "different", "reason": "別人"}),
    "listAttachments": ("", None),
    "addAttachment": ("upload", {}),
    "previewAttachment": ("", None),
    "attachmentPicture": ("", None),
    "downloadAttachment": ("", None),
    "restrictAttachment": ("", {"restricted": True, "reason": "児童の画像のおそれ"}),
    "removeAttachment": ("", {"reason": "別の相談の写し"}),
}
# A hand-over is a referral with another purpose: its own action, the same operation.
BY_BODY = {"refer": ("consultation.hand_over", {"purpose": "hand_over", "to": [], "message": "引継"}, "consultation.refer")}
# Acts that change whose a record is: last, and with what it says of itself read anew each time.
MOVING = {"restrictAttachment", "removeAttachment", "answerReferral", "approveReferral", "receiveReferral", "returnReferral"}
# Without a record: the role alone decides. Parameters where the operation needs some.
ON_NO_RECORD = {
    "assess": {"text": "不審な電話"},
    "acceptConsultation": {"consultation": {"kind": "consultation", "channel": "phone", "narrative": ""}},
    "createDraft": {"content": {}},
    "listConsultations": None,
    "handOverMany": {"records": ["01ARZ3NDEKTSV4RRFFQ69G5FAV"], "to": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "dry_run": True},
    "exportConsultations": None,
    "listDrafts": None,
    "getDraftKey": None,
    "listFeeds": None,
    "listGuidance": None,
    "previewGuidanceSheet": {"codes": ["preserve_evidence"]},
    "proposeGuidance": {"text": "不審な電話"},
    "dayList": None,
    "board": None,
    "listSavedViews": "consultations",
    "keepView": "consultations",
    "forgetView": "consultations",
    "inbox": None,
    "listJournal": None,
    "exportJournal": None,
    "listAccess": None,
    "exportAccess": None,
    "getAccess": "entry",
    "staffActivity": "staff",
    "whoSawPerson": {"value": "090-1234-5678", "purpose": "照会"},
    "lookUpObservable": "?value=090-1234-5678",
    "getSchema": "consultation",
    "search": "?q=電話",
    "get_session": None,
    "list_staff": None,
    "get_staff": "staff",
    "listTables": None,
    "getTable": "table",
    "listTableVersions": "table",
    "getTableVersion": "table",
    "listTableProposals": None,
    "createTableProposal": {"base_version": 1, "files": [{"table": "calendar~holidays", "text": "holidays: []"}], "reason": "照会"},
    "list_units": None,
    "get_unit": "unit",
    "listDisposals": None,
    "exportDisposals": None,
    "work": None,
    "workList": "mine",
    "createUpload": {},
    "listPosts": None,
    "addUnit": {"code": "x", "name": "", "kind": "section", "valid_from": "2026-01-01"},
    "correctUnit": "unit",
    "closeUnit": "unit",
    "reopenUnit": "unit",
    "markCoordinator": "unit",
    "withdrawCoordinator": "unit",
    "addPost": {"code": "", "kind": "post", "name": ""},
    "editPost": "unit",
    "addStaff": {"name": "", "valid_from": "2026-01-01"},
    "correctStaff": "staff",
    "transferStaff": "staff",
    "endService": "staff",
    "withdrawTransfer": "staff",
    "issueAccount": {"staff": None, "account": "x", "roles": []},
    "changeAccount": "unit",
    "listMergers": None,
    "mergeUnits": {"units": [], "date": "2020-01-01", "dry_run": True},
    "takeBackMerger": "unit",
    "importStaff": {},
    "getStaffTemplate": None,
    "getSetup": None,
    "deskManual": None,
    "exportStaff": None,
}
# A draft is its writer's: asked of one's own and of another's.
ON_DRAFTS = {"getDraft": None, "replaceDraft": {"content": {}}, "deleteDraft": None, "listDraftFiles": None, "addDraftFile": "upload", "previewDraftFile": None, "draftPicture": None,
             "removeDraftFile": None}  # fmt: skip
# A proposal of hq-analyst's: the role decides who reads and who may act at all; whose it is and how it stands, what comes of it (scenarios).
ON_PROPOSALS = {
    "getTableProposal": None,
    "changeTableProposal": {"files": [{"table": "calendar~holidays", "text": "holidays: []"}]},
    "rebaseTableProposal": None,
    "proposeTableChange": None,
    "previewTableChange": None,
    "withdrawTableProposal": None,
    "approveTableChange": {"version": 1},
    "refuseTableChange": {"version": 1, "reason": "確認のため"},
}
# An upload is whoever's began it.
ON_UPLOADS = {"getUpload", "cancelUpload"}
# What is gone is asked of by those who stood to it in some way.
ON_DISPOSED = {"getDisposal"}
# Of people whom others put together: nobody is of an identity that is not there.
ON_PERSONS = {"getPerson"}
# Walked elsewhere: the stream answers for ever (tests/scenarios), signing out would end the walk, a withdrawal needs a separation or judgement of one's own, a piece of an upload its own headers (scenarios),
# a one-time password ends the sessions of its account, a merger would have to be there (scenarios).
ELSEWHERE = {"events", "sign_out", "withdrawSeparation", "withdrawPersonDecision", "appendUpload", "issuePassword", "getMerger"}
NO_BODY = object()


@dataclasses.dataclass
class Findings:
    cells: set = dataclasses.field(default_factory=set)  # operation × role × relations
    asked: int = 0
    wrong: list = dataclasses.field(default_factory=list)

    def judge(self, what, status, expected):
        self.asked += 1
        is_right = status == expected if expected else status not in (401, 403, 404) and status < 500
        if not is_right:
            self.wrong.append(f"{what}: answered {status}, the table says {expected or 'allowed'}")


def operations(world):
    document = world.server.request("GET", "/api/openapi.json").json
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield operation["operationId"], method.upper(), path.removeprefix("/api/v1"), operation.get("x-action")


def populate(world):
    """Records that stand to the people in every relation of the table."""
    words = "振込先は七十七銀行 本店営業部 普通 7654321、電話は 090-1234-5678。カードは 4012 8888 8888 1881。"
    at_once = {"urgency": ["immediate"], "needs_specialist": True, "recipients": ["H-CYBER"]}  # a clock, and a report to be approved
    made = {who: world.take_in(who, words, decisions=at_once) for who in ("furukawa-intake", "furukawa-coordinator", "furukawa-case", "furukawa-chief",
                                                                         "hq-policy", "hq-guidance", "hq-analyst", "hq-fraud", "hq-security", "chuo-intake")}  # fmt: skip
    elsewhere = world.take_in("chuo-coordinator", words, kind="information", decisions=at_once)
    told = [world.take_in("chuo-coordinator", words, decisions=at_once) for _ in range(8)]
    receivers = ("S-FURUKAWA-CHIIKI", "S-FURUKAWA-SEIAN", "S-FURUKAWA-KEIJI", "S-FURUKAWA", "H-CYBER-GUIDANCE", "H-CYBER-ANALYSIS", "H-CRIMINAL-2", "H-PUBLIC-SECURITY")
    for record, unit in zip(told, receivers):
        world.refer("chuo-coordinator", record, unit)
    for account, records in [*((who, [record]) for who, record in made.items()), ("chuo-coordinator", [elsewhere, *told])]:
        for record in records:
            world.attach(account, record, "写し.txt", b"seen on screen")
    for who, record in (*made.items(), *(("chuo-coordinator", each) for each in (elsewhere, *told))):
        world.ask(who, "POST", f"/consultations/{record}/guidance-sheets", {"codes": ["preserve_evidence"]})
    return {**{record: "hq-guidance" for record in (*made.values(), elsewhere, *told)}, **restricted(world, words, at_once)}


def restricted(world, words, decisions):
    """A record for two people only, and one of the compartment 警備情報; each with one who may read it."""
    known = world.take_in("furukawa-coordinator", words, decisions=decisions)
    world.attach("furukawa-coordinator", known, "写し.txt", b"seen on screen")
    world.restrict("furukawa-coordinator", known, "need_to_know", "furukawa-chief")
    secret = world.take_in("furukawa-coordinator", words, decisions=decisions)
    world.attach("furukawa-coordinator", secret, "写し.txt", b"seen on screen")
    world.refer("furukawa-coordinator", secret, "H-PUBLIC-SECURITY", "report")
    world.restrict("furukawa-coordinator", secret, "security", "hq-security")
    return {known: "furukawa-coordinator", secret: "hq-security"}


class Facts:
    """What a record says of itself to somebody who may read it."""

    def __init__(self, world, record, reader):
        self.world, self.id = world, record
        stored = world.ask(reader, "GET", f"/consultations/{record}").json
        self.referrals = world.ask(reader, "GET", f"/consultations/{record}/referrals").json["items"]
        self.clock = world.ask(reader, "GET", f"/consultations/{record}/clocks").json["items"][0]["id"]
        sheets = world.ask(reader, "GET", f"/consultations/{record}/guidance-sheets").json["items"]
        self.sheet = sheets[0]["id"] if sheets else ""
        self.sighting = world.ask(reader, "GET", f"/consultations/{record}/sightings").json["items"][0]["id"]
        decided = [each for table in world.ask(reader, "GET", f"/consultations/{record}/decisions").json["items"] for each in table["history"]]
        self.decision = decided[0]["id"] if decided else ""
        self.attachment = (world.ask(reader, "GET", f"/consultations/{record}/attachments").json["items"] or [{"id": record}])[0]["id"]
        self.reader = reader
        self.restriction = stored["restriction"]
        self.may_know = {staff["id"] for staff in world.ask(reader, "GET", f"/consultations/{record}/restriction").json["staff"]}
        self.units = {stored["owner_unit"]["code"], stored["origin_unit"]["code"]}
        self.maker, self.kind = stored["created_by"]["id"], stored["kind"]

    @property
    def party(self):
        return self.world.ask(self.reader, "GET", f"/consultations/{self.id}/people").json["items"][0]["id"]

    def relations(self, account):
        session = self.world.clients[account].session
        unit, staff = session["unit"]["code"], session["staff"]["id"]
        if self.restriction != "none" and staff not in self.may_know:
            return set()
        if self.restriction == "security" and PEOPLE[account] != "hq_related_section":
            return set()
        station = self.world.units[unit]["station"]["code"]
        stations = {self.world.units[code]["station"]["code"] for code in self.units}
        held = {"anything"}
        if staff == self.maker:
            held.add("own_record")
        if unit in self.units:
            held.add("own_unit")
        if station in stations:
            held.add("own_station")
        if {referral["to_unit"]["code"] for referral in self.referrals} & set(parents(self.world.units, unit)):
            held.add("referred_to_us")
        if self.kind == "information":
            held.add("information")
        return held


def ask_of_record(world, account, method, path, spec, facts, partner):
    about, body = spec
    target = {"": facts.id, "clock": facts.clock, "referral": facts.referrals[0]["id"] if facts.referrals else "", "sheet": facts.sheet, "sighting": facts.id, "pair": "", "parties": "", "upload": facts.id}[about]
    if about in ("referral", "sheet") and not target:
        return None
    if about == "pair":
        body = body | {"a": facts.id, "b": partner.id}
    if about == "parties":
        body = body | {"a": facts.party, "b": partner.party}
    if body and "staff" in body:  # refused for what it says, so that the record stays as it is
        body = body | {"staff": [world.clients["furukawa-chief"].session["staff"]["id"]]}
    if about == "upload":  # begun and not ended, so that nothing is attached
        body = {"upload": world.begin_upload(account) or facts.id}
    path = path.replace("{id}", target).replace("{sighting}", facts.sighting).replace("{decision}", facts.decision).replace("{attachment}", facts.attachment).replace("{tab}", "t1")
    return world.ask(account, method, path, body, {"If-Match": '"1"'} if method in ("PATCH", "PUT") else None)


class Known:
    """What each record says of itself, and which the accounts may read: read once, and again after an act that may have changed it."""

    def __init__(self, world, records):
        self.world, self.records, self.facts, self.others = world, records, {}, {}

    def of(self, record):
        if record not in self.facts:
            self.facts[record] = Facts(self.world, record, self.records[record])
        return self.facts[record]

    def forget(self, record):
        self.facts.pop(record, None)
        self.others.clear()

    def other_than(self, record, account):
        """A second record that the account may read."""
        if (record, account) not in self.others:
            found = (each for each in self.records if each != record and self.world.ask(account, "GET", f"/consultations/{each}").status == 200)
            self.others[record, account] = next(found, None)
        other = self.others[record, account]
        return self.of(other) if other else None


def walk_records(world, table, records, findings):
    known = Known(world, records)
    asked = [(name, method, path, action) for name, method, path, action in operations(world) if name in ON_RECORDS]
    calls = [(*each, ON_RECORDS[each[0]]) for each in asked]
    calls += [(name, method, path, BY_BODY[name][0], ("", BY_BODY[name][1])) for name, method, path, _ in asked if name in BY_BODY]
    for name, method, path, action, spec in sorted(calls, key=lambda call: call[0] in MOVING):
        for record in records:
            for account, role in PEOPLE.items():
                facts = known.of(record)
                held = facts.relations(account)
                expected = expected_status(table, action, role, held, BY_BODY[name][2] if name in BY_BODY else None)
                partner = None
                if name in ("separate", "decidePerson"):  # the right to one of the two is enough, and both must be readable
                    partner = known.other_than(record, account) or facts
                    theirs = set() if partner is facts else partner.relations(account)
                    if expected == 403 and role in table[action] and table[action][role] & theirs:
                        expected = None
                answer = ask_of_record(world, account, method, path, spec, facts, partner)
                if answer is None:
                    continue
                status = answer.status
                if name in MOVING | {"handOverGuidanceSheet"} and status < 300:
                    known.forget(record)
                if spec[0] == "referral" and expected is None and status == 403 and not addressed_to(world, account, facts):
                    status = 200  # the record is theirs to work, this referral of it is another unit's
                findings.judge(f"{account} {method} {path} ({name}) of a record {sorted(held)}", status, expected)
                findings.cells.add((name, role, frozenset(held)))


def addressed_to(world, account, facts):
    unit = world.clients[account].session["unit"]["code"]
    return facts.referrals[0]["to_unit"]["code"] in parents(world.units, unit)


def walk_without_record(world, table, findings):
    for name, method, path, action in operations(world):
        if name not in ON_NO_RECORD:
            continue
        given = ON_NO_RECORD[name]
        for account, role in PEOPLE.items():
            session = world.clients[account].session
            target = {"staff": session["staff"]["id"], "unit": session["unit"]["id"]}.get(given, given) if isinstance(given, str) else ""
            full = re.sub(r"\{\w+\}", target, path) if "{" in path else path + target
            if given == "entry":
                full = f"/access-log/entries/{world.node()}/1"
            if given == "table":
                full = path.replace("{table}", "calendar~holidays").replace("{number}", str(world.ask(account, "GET", "/tables").json["current"]["version"]))
            answer = world.ask(account, method, full, given if isinstance(given, dict) else None)
            findings.judge(f"{account} {method} {full} ({name})", answer.status, None if role in table[action] else 403)
            findings.cells.add((name, role, frozenset()))


def walk_persons(world, table, findings):
    for name, method, path, action in operations(world):
        for account, role in PEOPLE.items() if name in ON_PERSONS else ():
            answer = world.ask(account, method, path.replace("{id}", "01ARZ3NDEKTSV4RRFFQ69G5FAV"))
            findings.judge(f"{account} {method} {path} ({name})", answer.status, 404 if role in table[action] else 403)
            findings.cells.add((name, role, frozenset()))


def walk_drafts(world, table, findings):
    for name, method, path, action in operations(world):
        if name not in ON_DRAFTS:
            continue
        for account, role in PEOPLE.items():
            owners = [account, "chuo-intake"] if role in table[action] else ["chuo-intake"]
            for owner in owners:
                draft = world.ask(owner, "POST", "/drafts", {"content": {}}).json["id"]
                body, file = ON_DRAFTS[name], draft
                if "{attachment}" in path:
                    file = world.attach(owner, draft, "写し.txt", b"seen on screen", "drafts")
                elif body == "upload":
                    body = {"upload": world.begin_upload(account) or draft}
                full = path.replace("{id}", draft).replace("{attachment}", file)
                answer = world.ask(account, method, full, body, {"If-Match": '"1"'} if method == "PUT" else None)
                what = f"{account} {method} {path} ({name}) of {owner}'s draft"
                if name == "deleteDraft" and role in table[action]:  # answers the same whether there was one or not
                    findings.judge(what, answer.status, 204)
                    findings.judge(f"{what}: is it still there", world.ask(owner, "GET", f"/drafts/{draft}").status, 404 if owner == account else 200)
                else:
                    findings.judge(what, answer.status, 403 if role not in table[action] else None if owner == account else 404)
                findings.cells.add((name, role, frozenset({"own_record"} if owner == account else ())))


def walk_proposals(world, table, findings):
    stands = world.ask("hq-analyst", "GET", "/tables/calendar~holidays").json
    change = {"base_version": stands["version"]["version"], "files": [{"table": "calendar~holidays", "text": stands["text"] + "  - {date: 2031-01-01, name_ja: 元日}\n"}], "reason": "照会"}
    for name, method, path, action in operations(world):
        for account, role in PEOPLE.items() if name in ON_PROPOSALS else ():
            made = world.ask("hq-analyst", "POST", "/table-proposals", change).json["id"]
            answer = world.ask(account, method, path.replace("{id}", made), ON_PROPOSALS[name], {"If-Match": '"1"'} if method == "PUT" else None)
            is_whose = name in ("changeTableProposal", "rebaseTableProposal", "proposeTableChange", "withdrawTableProposal")
            allowed = role in table[action] and (account == "hq-analyst" or not is_whose)
            findings.judge(f"{account} {method} {path} ({name}) of hq-analyst's proposal", answer.status, None if allowed else 403)
            findings.cells.add((name, role, frozenset({"own_record"} if account == "hq-analyst" else ())))


def walk_uploads(world, table, findings):
    for name, method, path, action in operations(world):
        for account, role in PEOPLE.items() if name in ON_UPLOADS else ():
            for owner in [account, "chuo-intake"] if role in table[action] else ["chuo-intake"]:
                upload = world.begin_upload(owner)
                answer = world.ask(account, method, path.replace("{id}", upload))
                expected = 403 if role not in table[action] else None if owner == account else 404
                findings.judge(f"{account} {method} {path} ({name}) of {owner}'s upload", answer.status, expected)
                findings.cells.add((name, role, frozenset({"own_record"} if owner == account else ())))


def walk_disposed(world, table, findings):
    """Records of a station, one of them for two people only, disposed of after it was noted how everybody stood to them."""
    words = "不審な電話は 090-1234-5678 から。"
    open_to_all, known = (world.take_in("furukawa-coordinator", words, decisions={"urgency": ["immediate"]}) for _ in range(2))
    world.restrict("furukawa-coordinator", known, "need_to_know", "furukawa-chief")
    for record in (open_to_all, known):
        facts = Facts(world, record, "furukawa-coordinator")
        held = {account: facts.relations(account) for account in PEOPLE}
        disposal = world.dispose("furukawa-coordinator", "furukawa-chief", record)
        for name, method, path, action in operations(world):
            if name not in ON_DISPOSED:
                continue
            for account, role in PEOPLE.items():
                granted = table[action].get(role)
                expected = 403 if granted is None else None if granted & held[account] else 404
                status = world.ask(account, method, path.replace("{id}", disposal)).status
                findings.judge(f"{account} {method} {path} ({name}) of what was {sorted(held[account])}", status, expected)
                findings.cells.add((name, role, frozenset(held[account])))


def undeclared(world, table):
    """Operations that this walk does not know, or whose action the table does not name."""
    known = set(ON_RECORDS) | set(ON_NO_RECORD) | set(ON_DRAFTS) | ON_UPLOADS | ON_PERSONS | set(ON_PROPOSALS) | ON_DISPOSED | ELSEWHERE
    return [name for name, _, _, action in operations(world) if action is not None and (name not in known or action not in table)]


def unexercised(table, findings, world):
    """Rows of the table that no record met: the walk would not notice if they were wrong."""
    by_action = {}
    for name, _, _, action in operations(world):
        by_action.setdefault(action, set()).add(name)
    by_action.setdefault("consultation.hand_over", set()).add("refer")
    missing = []
    for action, roles in table.items():
        for role, relations in roles.items():
            for relation in relations - {"anything"}:
                names = by_action.get(action, set()) & set(ON_RECORDS)
                if names and not any((name, role, held) in findings.cells for name in names for held in held_of(findings, name, role) if relation in held):
                    missing.append(f"{role} × {action} × {relation}")
    return missing


def held_of(findings, name, role):
    return [held for each, who, held in findings.cells if (each, who) == (name, role)]


def blob(ulid):
    number = 0
    for letter in ulid:
        number = number * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(letter)
    return number.to_bytes(16, "big").hex()


def plant(folder, world, record, unit):
    """A leak behind the program's back: the record counts as taken in by that unit."""
    changed = renkei.databases.change(folder, f"UPDATE consultations SET origin_unit = {{{blob(world.units[unit]['id'])}}} WHERE id = {{{blob(record)}}}")
    assert changed == 1, "the planted leak found no record"


def run(program, folder, rights, planted=False):
    """Findings of the walk, with what was undeclared and what no record met."""
    table = read_table(rights)
    world = World(program, folder)
    try:
        findings = Findings()
        records = populate(world)
        if planted:
            held = {record: Facts(world, record, reader) for record, reader in records.items()}
            plant(folder, world, list(records)[9], "S-FURUKAWA-CHIIKI")
            for record, facts in held.items():
                for account, role in PEOPLE.items():
                    status = world.ask(account, "GET", f"/consultations/{record}").status
                    findings.judge(f"{account} GET {record}", status, expected_status(table, "consultation.read", role, facts.relations(account)))
            return findings, [], []
        walk_records(world, table, records, findings)
        walk_without_record(world, table, findings)
        walk_persons(world, table, findings)
        walk_drafts(world, table, findings)
        walk_uploads(world, table, findings)
        walk_proposals(world, table, findings)
        walk_disposed(world, table, findings)
        return findings, undeclared(world, table), unexercised(table, findings, world)
    finally:
        world.close()
