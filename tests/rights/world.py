"""The people of the demonstration, records in every relation to them, and how each operation is asked about one record."""

import base64
import http.client
import re

import age_record  # noqa: E402
import renkei

PEOPLE = {
    "furukawa-intake": "intake_officer",
    "furukawa-coordinator": "station_coordinator",
    "furukawa-case": "case_section",
    "furukawa-chief": "station_chief",
    "hq-policy": "hq_policy",
    "hq-guidance": "hq_guidance",
    "hq-analyst": "hq_analyst",
    "hq-fraud": "hq_offence_section",
    "hq-security": "hq_related_section",
    "hq-personnel": "personnel",
    "auditor": "auditor",
    "administrator": "administrator",
}
OTHERS = ("chuo-intake", "chuo-coordinator", "chuo-chief")  # another station; their roles have been walked with the people above


class World:
    """A running program with everybody signed in."""

    def __init__(self, program, folder):
        self.folder = folder
        self.server = renkei.Server(program, folder, ["--metrics", "0"])
        self.clients = {account: renkei.Client(self.server, account) for account in (*PEOPLE, *OTHERS)}
        self.units = {unit["code"]: unit for unit in self.ask("hq-guidance", "GET", "/units?limit=200").json["items"]}

    def ask(self, account, method, path, content=None, headers=None):
        try:
            return self.clients[account].call(method, "/api/v1" + path, content, headers)
        except http.client.RemoteDisconnected:  # idle for longer than the server keeps a connection
            return self.clients[account].call(method, "/api/v1" + path, content, headers)

    def take_in(self, account, words, kind="consultation", decisions=None):
        """A consultation of this person's; its id. The same caller tells of all of them, so that each may be the same person as each other."""
        caller = {"caller_name": "港 太郎", "caller_phone": "080-1111-2222"}
        body = {"consultation": {"kind": kind, "channel": "phone", "subject": words[:20], "narrative": words} | caller}
        answer = self.ask(account, "POST", "/consultations", body | {"decisions": decisions or {}})
        if answer.status != 201:
            raise RuntimeError(f"{account} could not take in a record: {answer.status} {answer.text}")
        return answer.json["id"]

    def refer(self, account, record, unit, purpose="support"):
        body = {"purpose": purpose, "to": [self.units[unit]["id"]], "message": "照会願います"}
        answer = self.ask(account, "POST", f"/consultations/{record}/referrals", body)
        if answer.status != 201:
            raise RuntimeError(f"{account} could not refer to {unit}: {answer.status} {answer.text}")
        return answer.json["items"][0]["id"]

    def restrict(self, account, record, restriction, named):
        version = self.ask(account, "GET", f"/consultations/{record}").json["version"]
        body = {"restriction": restriction, "staff": [self.clients[named].session["staff"]["id"]], "reason": "関係者限り"}
        answer = self.ask(account, "PUT", f"/consultations/{record}/restriction", body, {"If-Match": f'"{version}"'})
        if answer.status != 204:
            raise RuntimeError(f"{account} could not restrict: {answer.status} {answer.text}")

    def close_and_age(self, account, record):
        """Closed, and so long ago that its 保存期間 is over."""
        version = self.ask(account, "GET", f"/consultations/{record}").json["version"]
        answer = self.ask(account, "PATCH", f"/consultations/{record}", {"status": "closed"}, {"If-Match": f'"{version}"'})
        if answer.status != 200:
            raise RuntimeError(f"{account} could not close: {answer.status} {answer.text}")
        age_record.age(self.folder, record, 6)

    def dispose(self, proposer, approver, record):
        """The id of its disposal."""
        self.close_and_age(proposer, record)
        proposed = self.ask(proposer, "POST", f"/consultations/{record}/disposal").json
        answer = self.ask(approver, "POST", f"/consultations/{record}/disposal/approve", {"number": proposed["number"]})
        if answer.status != 200:
            raise RuntimeError(f"{approver} could not approve: {answer.status} {answer.text}")
        return answer.json["id"]

    def begin_upload(self, account, name="file", size=8):
        """The id of an upload of which nothing has come; None for who may have none."""
        headers = {"Upload-Length": str(size), "Upload-Metadata": "filename " + base64.b64encode(name.encode()).decode()}
        answer = self.ask(account, "POST", "/uploads", headers=headers)
        if answer.status == 409:  # as many as one may have: the walk leaves them lying
            raise RuntimeError(f"{account} has too many uploads")
        return answer.json["id"] if answer.status == 201 else None

    def complete_upload(self, account, name, content):
        """The id of an upload that a record may take."""
        upload = self.begin_upload(account, name, len(content))
        headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
        client = self.clients[account]
        renkei.send(client.connection, "PATCH", f"/api/v1/uploads/{upload}", content, client.headers() | headers)
        return upload

    def attach(self, account, record, name, content, kind="consultations"):
        """The id of the attachment."""
        upload = self.complete_upload(account, name, content)
        answer = self.ask(account, "POST", f"/{kind}/{record}/attachments", {"upload": upload})
        if answer.status != 201:
            raise RuntimeError(f"{account} could not attach: {answer.status} {answer.text}")
        return answer.json["items"][0]["id"]

    def node(self):
        """The name of this machine in the log of reads."""
        return self.ask("auditor", "GET", "/access-log?limit=1").json["items"][0]["node"]

    def close(self):
        for client in self.clients.values():
            client.close()
        return self.server.stop()


def parents(units, code):
    """The unit and those above it."""
    by_id = {unit["id"]: unit for unit in units.values()}
    found = []
    unit = units.get(code)
    while unit is not None:
        found.append(unit["code"])
        above = unit.get("parent")
        unit = by_id.get(above["id"] if isinstance(above, dict) else above) if above else None
    return found


ULID = re.compile(r"\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b")
