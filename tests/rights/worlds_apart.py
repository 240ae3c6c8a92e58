"""Non-interference. Two worlds hear the same things in the same order, but in the second one another station also takes in records that are
hidden from most people. Whoever may not read them must get equal answers in both worlds on everything he can ask: lists, counts, search,
suggestions, links, exports, streams and errors. Compared after masking ids, times and cursors, which the writes of both worlds make anew.

The one designed exception is the blind hit: a value that is in a hidden record too shows that record's unit and contact. So the hidden records
share no value with those that are told, and the exception is walked by tests/scenarios."""

import dataclasses
import json
import re
import statistics
import time

from matrix import plant
from world import ULID, World

# Those who may read nothing of what is hidden; the related section is told of one record, and the auditor sees that something was written, without content, by design.
READERS = ("furukawa-intake", "furukawa-coordinator", "furukawa-case", "furukawa-chief", "hq-policy", "hq-fraud", "hq-personnel", "administrator")
HIDDEN = (
    "古物店の店主から。仕入先を名乗るメール ura-torihiki@hidden-shop.example に代金80万円を、海辺銀行 港支店 普通 1928374 へ振り込んだ。",
    "ドローン撮影を請け負う会社が、070-8765-4321 の男に身代金を求められた。隠し文書 kakushi.pdf が暗号化されている。人命の危険がある。",
    "七色温泉の旅館が、予約サイト https://nanairo-yoyaku.example/pay に偽の宿泊予約を入れられた。",
)
TOLD = (
    ("furukawa-intake", "還付金があると電話があり、七十七銀行 古川支店 普通 7654321 へ30万円を振り込んだ。番号は 090-1234-5678。"),
    ("furukawa-coordinator", "090-1234-5678 から投資の話。七十七銀行 古川支店 普通 7654321 に送金した。サイトは https://toushi.example/kouza 。"),
    ("furukawa-case", "不審なメール info@toushi.example から請求が届いた。"),
    ("hq-fraud", "企業からの相談。info@toushi.example の者と取引した。"),
    ("hq-security", "施設への不審な電話。090-1234-5678 から。"),
    ("hq-policy", "講話の依頼と、偽サイト https://toushi.example/kouza の情報。"),
)
WORDS = ("還付金", "電話", "海辺銀行", "港", "ドローン", "身代金", "旅館", "七色温泉", "kakushi", "古物", "投資", "第1号")
VALUES = ("090-1234-5678", "070-8765-4321", "ura-torihiki@hidden-shop.example", "海辺銀行 港支店 普通 1928374", "hidden-shop.example", "https://toushi.example/kouza",
          "https://nanairo-yoyaku.example/pay", "nanairo-yoyaku.example", "kakushi.pdf", "七十七銀行 古川支店 普通 7654321")  # fmt: skip
ASSESSED = ("還付金の電話が 090-1234-5678 からあった。", "同じ会社が七十七銀行 古川支店 普通 7654321 を言ってきた。", "ドローンの会社の者です。旅館の予約が変です。")
TIME = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)| \d\d:\d\d:\d\d)")
SECRET = re.compile(r'"(next_cursor|csrf_token)":\s*"[0-9a-f]+"')


class Side:
    """One world with what was told in it."""

    def __init__(self, program, folder, hidden):
        self.world = World(program, folder)
        self.told, self.hidden, self.names = [], [], {}
        for i, (who, words) in enumerate(TOLD):
            if hidden and i < len(HIDDEN):  # between what both worlds hear, so that order and counters differ
                taker = ("chuo-intake", "chuo-coordinator", "chuo-coordinator")[i]
                self.hidden.append(self.world.take_in(taker, HIDDEN[i], decisions={"needs_specialist": True, "recipients": ["H-CYBER"], "urgency": ["immediate"]}))
            self.told.append(self.world.take_in(who, words))
        self.party = self.world.ask("hq-guidance", "GET", f"/consultations/{self.told[1]}/people").json["items"][0]["id"]
        self.world.refer("furukawa-coordinator", self.told[1], "S-FURUKAWA-KEIJI")
        self.world.refer("furukawa-coordinator", self.told[1], "H-CRIMINAL-2")
        if hidden:
            self.world.refer("chuo-coordinator", self.hidden[2], "H-CYBER-ANALYSIS", "report")
            # Closed compartments leave no hint either, though it holds values that were told.
            secret = self.world.take_in("chuo-coordinator", TOLD[1][1], decisions={"needs_specialist": True, "recipients": ["H-CYBER"]})
            self.world.refer("chuo-coordinator", secret, "H-PUBLIC-SECURITY", "report")
            self.world.restrict("chuo-coordinator", secret, "security", "hq-security")
            self.gone = self.world.dispose("chuo-coordinator", "chuo-chief", self.world.take_in("chuo-coordinator", "廃棄された隠し相談。"))
            # Put together with what was told, also two that were told over one that was not, and with what was not: none of it may show.
            parties = [self.world.ask("hq-guidance", "GET", f"/consultations/{record}/people").json["items"][0]["id"] for record in (self.told[1], self.told[2], *self.hidden)]
            for a, b in ((0, 2), (2, 1), (2, 3)):
                self.judged = self.world.ask("hq-guidance", "POST", "/people/decisions", {"verdict": "same", "a": parties[a], "b": parties[b]}).json
            self.world.ask("hq-guidance", "POST", "/people/decisions", {"verdict": "different", "a": parties[1], "b": parties[4]})
            self.world.close_and_age("chuo-coordinator", self.hidden[1])
            self.world.ask("chuo-coordinator", "POST", "/drafts", {"content": {"consultation": {"subject": "書きかけの秘密"}}})

    def masked(self, answer):
        """Ids by the order in which this world shows them, times and cursors as such."""
        text = TIME.sub("TIME", SECRET.sub(r'"\1":"MASKED"', answer.text))
        text = ULID.sub(lambda found: self.names.setdefault(found[0], f"ID{len(self.names)}"), text)
        headers = {name: value for name, value in answer.headers.items() if name in ("etag", "content-type", "content-disposition", "link", "retry-after")}
        return answer.status, json.dumps(headers, sort_keys=True), text


@dataclasses.dataclass
class Strangers:
    """Ids that a reader may not read: of a hidden record and what belongs to it in one world, of nothing at all in the other."""

    record: str
    clock: str
    referral: str
    sighting: str
    draft: str
    disposal: str
    party: str
    judgement: str
    identity: str

    @staticmethod
    def of_nothing():
        return Strangers(*(f"01ARZ3NDEKTSV4RRFFQ69G5F{letter}V" for letter in "ABCDEFGHJ"))

    @staticmethod
    def hidden(side):
        owner, record = "hq-guidance", side.hidden[1]
        first = {part: side.world.ask(owner, "GET", f"/consultations/{record}/{part}").json["items"][0]["id"] for part in ("clocks", "referrals", "sightings")}
        draft = side.world.ask("chuo-coordinator", "GET", "/drafts").json["items"][0]["id"]
        judged = side.judged
        return Strangers(record, first["clocks"], first["referrals"], first["sightings"], draft, side.gone, judged["b"]["id"], judged["id"], judged["a"]["id"])


def questions(side, strangers):
    """(method, path, body) of everything that can be asked without changing what others see, in one order for both worlds."""
    stranger = strangers.record
    lists = ["", "?count=true", "?sort=received_at&limit=2", "?sort=-number", "?filter[kind]=consultation&count=true", "?filter[urgency]=immediate&count=true",
             "?filter[stat_category]=" + "詐欺・悪質商法関係等", "?mine=true&count=true", "?filter[status]=accepted&count=true"]  # fmt: skip
    lists += [f"?q={word}&count=true" for word in WORDS]
    lists += ["?from=2026-01-01&to=R30.12.31&count=true", f"?unit={side.world.units['H-CYBER']['id']}&count=true",
              "?open=true&count=true", "?due=any&count=true", "?due=overdue&count=true", "?waiting=receipt&count=true", "?waiting=approval&count=true"]
    for query in lists:
        yield "GET", "/consultations" + query, None
    yield "GET", "/consultations/export?purpose=統計の確認", None
    for path in ("/inbox", "/work", "/work/mine", "/work/clocks", "/work/overdue", "/work/today", "/work/receipts", "/work/approvals", "/drafts", "/feeds", "/guidance",
                 "/tables", "/staff", "/board", f"/board?unit={side.world.units['H-CYBER']['id']}", "/saved-views/consultations", "/journal", "/session", "/schemas/consultation", "/schemas/nothing"):  # fmt: skip
        yield "GET", path, None
    for word in WORDS:
        yield "GET", f"/search?q={word}", None
    for value in VALUES:
        if value in "".join(HIDDEN) and value not in "".join(words for _, words in TOLD):
            continue  # a look-up of a value that only hidden records hold is the designed blind hit
        yield "GET", f"/observables?value={value}", None
    for asked in ("港太郎", "080-1111-2222", strangers.identity, side.party):
        yield "GET", f"/consultations?person={asked}&count=true", None
        yield "GET", f"/search?person={asked}", None
    for person in (strangers.identity, side.party):
        yield "GET", f"/people/{person}", None
    yield "POST", "/people/decisions", {"verdict": "same", "a": side.party, "b": strangers.party}
    yield "POST", "/people/decisions", {"verdict": "different", "a": strangers.party, "b": side.party}
    yield "POST", f"/people/decisions/{strangers.judgement}/withdraw", {}
    for text in ASSESSED:
        yield "POST", "/assessments", {"text": text, "caller_name": "港 太郎"}
        yield "POST", "/assessments", {"text": text, "caller_name": "港　太郎", "caller_phone": "０８０１１１１２２２２"}
        yield "POST", "/guidance-proposals", {"text": text, "fields": {"wishes": ["delete"]}}
    for record in (*side.told, stranger):
        for part in ("", "/authorship", "/clocks", "/decisions", "/guidance-sheets", "/links", "/people", "/referrals", "/retention", "/sightings", "/timeline"):
            yield "GET", f"/consultations/{record}{part}", None
    for name in ("due", "proposed", "held", "done"):
        yield "GET", f"/disposals?list={name}", None
    yield "GET", "/disposals/export", None
    yield "GET", f"/disposals/{strangers.disposal}", None
    yield "PUT", f"/consultations/{stranger}/retention-hold", {"reason": "係争中"}
    yield "DELETE", f"/consultations/{stranger}/retention-hold", None
    for part, body in (("", None), ("/return", {"reason": "差戻し"}), ("/approve", {"number": "第1号"})):
        yield "POST", f"/consultations/{stranger}/disposal{part}", body
    yield "PATCH", f"/consultations/{stranger}", {"place": "自宅"}
    for part, body in (("/decisions", {"table": "urgency", "codes": ["same_day"]}), ("/guidance-sheets", {"codes": ["preserve_evidence"]}), ("/sealed", {"purpose": "照会"}),
                       ("/referrals", {"purpose": "report", "to": []})):  # fmt: skip
        yield "POST", f"/consultations/{stranger}{part}", body
    yield "POST", "/consultations/hand-overs", {"records": [side.told[0], stranger], "to": side.world.units["S-FURUKAWA-KEIJI"]["id"], "dry_run": True}
    yield "POST", "/separations", {"a": side.told[0], "b": stranger, "reason": "別人"}
    yield "PATCH", f"/consultations/{stranger}/sightings/{strangers.sighting}", {"role": "subject"}
    yield "PATCH", f"/consultations/{side.told[0]}/sightings/{strangers.sighting}", {"role": "subject"}
    yield "GET", f"/drafts/{strangers.draft}", None
    yield "PUT", f"/drafts/{strangers.draft}", {"content": {}}
    yield "DELETE", f"/drafts/{strangers.draft}", None
    yield "POST", "/drafts", {"record": stranger, "record_version": 1, "content": {}}
    yield "GET", f"/drafts?record={stranger}", None
    yield "PUT", f"/consultations/{stranger}/presence", {"tab": "t1"}
    yield "DELETE", f"/consultations/{stranger}/presence/t1", None
    for part, body in (("done", {}), ("waiver", {"reason": "済んだ"})):
        yield "POST", f"/clocks/{strangers.clock}/{part}", body
    for part, body in (("approval", {}), ("receipt", {"name": "受領者"}), ("answer", {"text": "回答"}), ("return", {"reason": "差戻し"})):
        yield "POST", f"/referrals/{strangers.referral}/{part}", body


def answered(side, reader, method, path, body):
    """Status, headers, text and how many statements it took."""
    before = side.world.server.statements()
    answer = ask(side, reader, method, path, body)
    return *side.masked(answer), f"{side.world.server.statements() - before:.0f} statements"


def compare(plain, other, reader, nothing, hidden):
    """Each question with both answers. Once a minute a session is noted as seen, one statement more: so an unequal number alone is asked again."""
    for side, strangers in ((plain, nothing), (other, hidden)):
        side.names = {each: f"STRANGER{i}" for i, each in enumerate(dataclasses.astuple(strangers))}
    for question, there in zip(questions(plain, nothing), questions(other, hidden), strict=True):
        for _ in range(3):
            expected, got = answered(plain, reader, *question), answered(other, reader, *there)
            if expected[:-1] != got[:-1] or expected == got:
                break
        yield f"{reader} {question[0]} {ULID.sub('…', question[1])}", expected, got


def ask(side, reader, method, path, body):
    return side.world.ask(reader, method, path, body, {"If-Match": '"1"'} if method in ("PATCH", "PUT") else None)


def run(program, folder, planted=False):
    """How many answers were compared, and those that differ."""
    folder.mkdir()
    plain = Side(program, folder / "plain", hidden=False)
    other = Side(program, folder / "hidden", hidden=True)
    try:
        if planted:
            plant(folder / "hidden", other.world, other.hidden[0], "S-FURUKAWA-CHIIKI")
        nothing, hidden = Strangers.of_nothing(), Strangers.hidden(other)
        compared, differences = 0, []
        for reader in READERS:
            for what, expected, got in compare(plain, other, reader, nothing, hidden):
                compared += 1
                if expected != got:
                    differences.append(f"{what}\n         without: {shown(expected, got)}\n         with:    {shown(got, expected)}")
        return compared, differences
    finally:
        plain.world.close()
        other.world.close()


def compare_times(program, folder, calls):
    """Prints how far the medians of each reading question are apart between the worlds, those furthest apart last."""
    folder.mkdir()
    plain, other = Side(program, folder / "plain", hidden=False), Side(program, folder / "hidden", hidden=True)
    try:
        apart = []
        for reader in ("furukawa-coordinator", "hq-policy"):
            pairs = zip(questions(plain, Strangers.of_nothing()), questions(other, Strangers.hidden(other)), strict=True)
            for (method, path, body), (_, path_there, body_there) in pairs:
                if method != "GET" and path != "/assessments":
                    continue
                times = [], []
                for _ in range(calls):
                    for side, where, what, found in ((plain, path, body, times[0]), (other, path_there, body_there, times[1])):
                        began = time.perf_counter()
                        ask(side, reader, method, where, what)
                        found.append(time.perf_counter() - began)
                medians = [statistics.median(found) * 1000 for found in times]
                apart.append((max(medians) / min(medians) - 1, medians, f"{reader} {method} {ULID.sub('…', path)}"))
        apart.sort()
        for share, medians, what in apart[-10:]:
            print(f"{share:6.1%}  {medians[0]:.2f} ms without, {medians[1]:.2f} ms with hidden records  {what}")
        print(f"{len(apart)} questions × {calls} calls in each world: medians at most {apart[-1][0]:.1%} apart, {sum(share > 0.2 for share, _, _ in apart)} over 20 %")
    finally:
        plain.world.close()
        other.world.close()


def shown(answer, beside):
    """Where it begins to differ."""
    text, other = " ".join(map(str, answer)), " ".join(map(str, beside))
    at = next((i for i, (a, b) in enumerate(zip(text, other)) if a != b), min(len(text), len(other)))
    return text[max(0, at - 60) : at + 100]
