"""The power goes while people save. What was acknowledged is the promise; what was only sent may or may not be there, but whole."""

import collections
import http.client
import json
import re
import threading
import time

import renkei

ACCOUNTS = ("furukawa-intake", "furukawa-coordinator", "chuo-intake", "chuo-coordinator")
LONGEST_LIFE = 1.2  # seconds from the first save to the kill
NUMBER = re.compile(r"(.*)第(\d+)号$")


class Promises:
    """What the program said yes to. Thread-safe: several writers note at once."""

    def __init__(self):
        self.lock = threading.Lock()
        self.records, self.drafts, self.uncertain, self.sent = {}, {}, {}, 0

    def next(self):
        with self.lock:
            self.sent += 1
            return self.sent

    def record(self, identity, number, text):
        with self.lock:
            self.records[identity] = (number, text)

    def draft(self, identity, account, version, text):
        with self.lock:
            self.drafts[identity] = (account, version, text)
            self.uncertain.pop(identity, None)

    def trying(self, identity, version, text):
        """Sent and not yet answered: after a kill the draft may hold this instead."""
        with self.lock:
            self.uncertain[identity] = (version, text)


def words(number):
    # A word of its own for each, so that full text can find exactly one.
    return f"保存中断試験 kiroku{number:06d}x 七十七銀行 本店営業部 普通 {1000000 + number}"


def write(server, account, promises, faults, stop):
    """Saves until the program is gone."""
    try:
        client = renkei.Client(server, account)
        draft = client.call("POST", "/api/v1/drafts", {"content": {}})
        identity, version = draft.json["id"], draft.json["version"]
        promises.draft(identity, account, version, None)
        while not stop.is_set():
            number = promises.next()
            text = words(number)
            promises.trying(identity, version + 1, text)
            saved = client.call("PUT", f"/api/v1/drafts/{identity}", {"content": {"consultation": {"narrative": text}}},
                                {"If-Match": f'"{version}"'})
            if saved.status != 200:
                faults.append(f"draft {identity} version {version}: {saved.status} {saved.text[:200]}")
                return
            version = saved.json["version"]
            promises.draft(identity, account, version, text)
            accepted = client.call("POST", "/api/v1/consultations",
                                   {"consultation": {"kind": "consultation", "channel": "phone", "narrative": text}},
                                   {"Idempotency-Key": f"kill-{number}"})
            if accepted.status != 201:
                faults.append(f"acceptance {number}: {accepted.status} {accepted.text[:200]}")
                return
            promises.record(accepted.json["id"], accepted.json["number"], text)
    except (OSError, http.client.HTTPException, ValueError, RuntimeError) as error:
        if not stop.is_set() and server.alive():
            faults.append(f"{account}: {type(error).__name__}: {error}")


def one_life(program, data, promises, faults, chance):
    server = renkei.Server(program, data)
    stop = threading.Event()
    before = len(promises.records)
    writers = [threading.Thread(target=write, args=(server, account, promises, faults, stop)) for account in ACCOUNTS]
    for writer in writers:
        writer.start()
    # The moment counts from the first save: signing in takes its time.
    end = time.monotonic() + 60
    while len(promises.records) == before and time.monotonic() < end and not faults:
        time.sleep(0.005)
    time.sleep(chance.uniform(0, LONGEST_LIFE))
    stop.set()
    server.kill()
    for writer in writers:
        writer.join()


def all_pages(client, path):
    cursor, items = "", []
    while cursor is not None:
        page = client.call("GET", f"{path}{'&' if '?' in path else '?'}limit=200" + (f"&cursor={cursor}" if cursor else "")).json
        items += page["items"]
        cursor = page["next_cursor"]
    return items


def check_numbers(items):
    given = collections.defaultdict(list)
    for item in items:
        series, number = NUMBER.match(item["number"]).groups()
        given[series].append(int(number))
    faults = []
    for series, numbers in given.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            twice = [number for number, count in collections.Counter(numbers).items() if count > 1]
            missing = sorted(set(range(1, max(numbers) + 1)) - set(numbers))
            faults.append(f"numbers of {series}: twice {twice}, missing {missing}")
    return faults


def check(program, data, promises, whole):
    """Everything that was promised; `whole` also reads each record and searches for its word."""
    faults = []
    verified = renkei.run(program, "verify", "--data", data, timeout=600)
    if verified.returncode != 0:
        faults.append(f"renkei verify: {verified.returncode} {verified.stderr.decode()[:500]}")
    server = renkei.Server(program, data)
    try:
        reader = renkei.Client(server, "hq-analyst")
        items = all_pages(reader, "/api/v1/consultations?sort=received_at")
        faults += check_numbers(items)
        listed = {item["id"]: item for item in items}
        for identity, (number, text) in promises.records.items():
            item = listed.get(identity)
            if item is None:
                faults.append(f"lost: {number} {text}")
            elif item["number"] != number or not text.startswith(item["excerpt"][:40]):
                faults.append(f"changed: {number} is {item['number']}, {item['excerpt']}")
        if whole:
            faults += check_words(reader, promises)
        faults += check_drafts(server, promises)
    finally:
        status = server.stop()
    return faults + ([] if status == 0 else [f"the program ended with {status}: {server.tail()}"])


def check_words(reader, promises):
    faults = []
    for identity, (number, text) in promises.records.items():
        record = reader.call("GET", f"/api/v1/consultations/{identity}").json
        if record.get("narrative") != text:
            faults.append(f"other words in {number}: {record.get('narrative')} instead of {text}")
        word = text.split()[1]
        found = reader.call("GET", f"/api/v1/search?q={word}").json["items"]
        if identity not in [item["record"]["id"] for item in found]:
            faults.append(f"full text does not find {word} of {number}")
    return faults


def check_drafts(server, promises):
    faults, clients = [], {}
    for identity, (account, version, text) in promises.drafts.items():
        if account not in clients:
            clients[account] = renkei.Client(server, account)
        answer = clients[account].call("GET", f"/api/v1/drafts/{identity}")
        if answer.status != 200:
            faults.append(f"draft {identity} of {account}: {answer.status}")
            continue
        held = (answer.json["version"], answer.json["content"].get("consultation", {}).get("narrative"))
        if held not in ((version, text), promises.uncertain.get(identity)):
            faults.append(f"draft {identity}: {json.dumps(held, ensure_ascii=False)} instead of version {version} {text}")
    return faults


def forget_old_drafts(promises, program, data):
    """There may be 200 drafts of one officer; before that, the checked ones are deleted."""
    server = renkei.Server(program, data)
    clients = {}
    for identity, (account, _, _) in promises.drafts.items():
        if account not in clients:
            clients[account] = renkei.Client(server, account)
        clients[account].call("DELETE", f"/api/v1/drafts/{identity}")
    server.stop()
    promises.drafts.clear()
    promises.uncertain.clear()


def run(program, folder, rounds, chance):
    data = folder / "killed"
    promises, faults = Promises(), []
    every = max(1, min(10, rounds // 2))
    for turn in range(1, rounds + 1):
        one_life(program, data, promises, faults, chance)
        if turn % every == 0 or turn == rounds or faults:
            faults += check(program, data, promises, whole=turn == rounds)
            print(f"  {turn} of {rounds}: {len(promises.records)} records, {len(promises.drafts)} drafts acknowledged, {len(faults)} faults", flush=True)
        if faults:
            break
        if turn % 50 == 0 and turn < rounds:
            forget_old_drafts(promises, program, data)
    if not faults and not promises.records:
        faults.append("nothing was saved at all")
    return faults
