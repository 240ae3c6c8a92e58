"""Two programs on one PostgreSQL database: one order of all changes, live events on both, and a database that is cut off under load."""

import http.client
import json
import shutil
import threading
import time

import renkei

HEARD_SECONDS = 20
CHANGES = 15
WRITERS = 4


class Ear:
    """Hears the events of one person on one node."""

    def __init__(self, server, account):
        self.client = renkei.Client(server, account)
        self.ids, self.changed = {}, threading.Condition()
        self.client.connection.request("GET", "/api/v1/events", headers=self.client.headers())
        self.response = self.client.connection.getresponse()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        try:
            for line in iter(self.response.readline, b""):
                if line.startswith(b"data:"):
                    with self.changed:
                        self.ids.setdefault(json.loads(line[5:]).get("id"), time.monotonic())
                        self.changed.notify_all()
        except (OSError, ValueError, AttributeError):
            pass  # the server ended

    def heard(self, identity):
        with self.changed:
            return self.changed.wait_for(lambda: identity in self.ids, HEARD_SECONDS)


def accept(client, words):
    return client.call("POST", "/api/v1/consultations",
                       {"consultation": {"kind": "consultation", "channel": "phone", "narrative": words}})


def second_node(program, folder, first):
    """A node gets the first one's keys and memory; without them it is refused."""
    data = folder / "node-b"
    renkei.databases.share(first, data)
    refused = renkei.run(program, "import", "consultations", "/dev/null", "--data", data)
    faults = []
    if refused.returncode != 1 or "instance.json" not in refused.stderr.decode() or "写して" not in refused.stderr.decode():
        faults.append(f"a folder without the keys was let in: {refused.returncode} {refused.stderr.decode()[:400]}")
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir()
    shutil.copytree(first / "keys", data / "keys")
    shutil.copy(first / "instance.json", data / "instance.json")
    return data, faults


def both_hear(servers):
    faults, delays = [], []
    ears = [Ear(server, "hq-analyst") for server in servers]
    clients = [renkei.Client(server, "furukawa-intake") for server in servers]
    for number in range(CHANGES):
        answer = accept(clients[number % 2], f"二台の試験 {number} 七十七銀行 本店営業部 普通 {2000000 + number}")
        answered = time.monotonic()
        if answer.status != 201:
            faults.append(f"acceptance {number}: {answer.status} {answer.text[:200]}")
            continue
        for name, ear in zip("ab", ears):
            if not ear.heard(answer.json["id"]):
                faults.append(f"node {name} did not hear of {answer.json['number']}")
            else:
                delays.append(max(0.0, ear.ids[answer.json["id"]] - answered))
    if delays:
        print(f"  {CHANGES} changes on two nodes: heard on both, at most {max(delays) * 1000:.0f} ms after the answer", flush=True)
    return faults


def cut_off(server_sessions, servers):
    """Ends every session of the database while people save on both nodes; each answer is 201, or says that it is not sure."""
    accepted, refused, faults, stop = [], [], [], threading.Event()

    def save(client, writer):
        try:
            number = 0
            while not stop.is_set():
                number += 1
                answer = accept(client, f"切断の試験 {writer}x{number} 七十七銀行 本店営業部 普通 {3000000 + writer * 10000 + number}")
                if answer.status == 201:
                    accepted.append((answer.json["id"], answer.json["number"]))
                elif answer.status == 503:
                    refused.append(answer.status)
                else:
                    faults.append(f"writer {writer}: {answer.status} {answer.text[:300]}")
        except (OSError, http.client.HTTPException, RuntimeError, ValueError) as error:
            faults.append(f"writer {writer}: {type(error).__name__}: {error}")

    # All are signed in before the first session is cut: a sign-in that is cut off is refused, and is another test's matter.
    clients = [renkei.Client(servers[i % 2], "furukawa-intake") for i in range(WRITERS)]
    writers = [threading.Thread(target=save, args=(clients[i], i)) for i in range(WRITERS)]
    for writer in writers:
        writer.start()
    end = time.monotonic() + 60
    for cut in range(5):
        known = len(accepted)
        while len(accepted) < known + 4 and time.monotonic() < end and not faults:
            time.sleep(0.02)
        server_sessions()
    known = len(accepted)
    while len(accepted) < known + 4 and time.monotonic() < end and not faults:
        time.sleep(0.02)
    if len(accepted) < known + 4:
        faults.append("nothing is saved any more after the database came back")
    stop.set()
    for writer in writers:
        writer.join()
    reader = renkei.Client(servers[0], "hq-analyst")
    for identity, number in accepted:
        found = reader.call("GET", f"/api/v1/consultations/{identity}")
        if found.status != 200 or found.json["number"] != number:
            faults.append(f"lost: {number}: {found.status}")
    numbers = [number for _, number in accepted]
    if len(set(numbers)) != len(numbers):
        faults.append("a number was given twice")
    print(f"  sessions cut off 5 times: {len(accepted)} acknowledged, {len(refused)} refused as unavailable, "
          f"{sum('lost' in fault for fault in faults)} lost", flush=True)
    return faults


def run(program, folder):
    """The faults found."""
    first = folder / "node-a"
    one = renkei.Server(program, first)
    servers = [one]
    try:
        second, faults = second_node(program, folder, first)
        servers.append(renkei.Server(program, second))
        faults += both_hear(servers)
        name = renkei.databases.names[str(first)]
        faults += cut_off(lambda: renkei.databases.ask(
            f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{name}'"), servers)
        for server in servers:
            if server.stop() != 0:
                faults.append(f"a node ended badly: {server.tail()}")
        for data in (first, second):
            verified = renkei.run(program, "verify", "--data", data)
            if verified.returncode != 0:
                faults.append(f"renkei verify: {verified.stderr.decode()[:500]}")
        return faults
    finally:
        for server in servers:
            if server.alive():
                server.kill()
