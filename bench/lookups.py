"""The same look-ups without a browser: through the API, and the plain way that the fast one is compared with."""

import sqlite3
import threading
import time

from figures import Row
from renkei import Client

ACCOUNT = "chuo-intake"
STATION = "S-SENDAI-CHUO"  # whose records that account reads
CLIENTS = 8
PLAIN_LOOK_UPS = 20
MOST_FEEDS = 5  # shown of one hit


def differences(case: dict, answer: dict) -> list[str]:
    """What the answer to a case has that the truth has not, or the other way round."""
    wrong = []
    expected = {(hit["type"], hit["shown"], hit["by"]): hit for hit in case["hits"]}
    shown = {(hit["observable"]["type"], hit["observable"]["value"], hit["by"]): hit for hit in answer["hits"]}
    for key in sorted(expected.keys() ^ shown.keys()):
        wrong.append(f"{case['id']}: {'not shown' if key in expected else 'not in the truth'}: {key}")
    for key in expected.keys() & shown.keys():
        truth, hit = expected[key], shown[key]
        told = (hit["count"], len(hit["elsewhere"]), len(hit["feeds"]))
        feeds = {f"{feed['source']}/{feed['name']}" for feed in hit["feeds"]}
        wanted = (truth["stations"].get(STATION, 0), len(truth["stations"].keys() - {STATION}), min(MOST_FEEDS, len(truth["feeds"])))
        if told != wanted or not feeds <= set(truth["feeds"]):
            wrong.append(f"{case['id']}: {key}: own records, other units, feeds are {told}, should be {wanted}")
    return wrong


def ask(client: Client, cases: list[dict], samples: list[float], wrong: list[str]) -> None:
    for case in cases:
        request = {"text": case["before"] + case["typed"], "kind": "consultation", "channel": "phone"}
        started = time.perf_counter()
        answer = client.call("POST", "/api/v1/assessments", request)
        samples.append((time.perf_counter() - started) * 1000)
        if answer.status != 200:
            wrong.append(f"{case['id']}: status {answer.status}")
        else:
            wrong += differences(case, answer.json)


def api_rows(server, cases: list[dict]) -> list[Row]:
    samples, wrong = [], []
    client = Client(server, ACCOUNT)
    ask(client, cases[:10], [], [])  # the first ones open files and prepare statements
    ask(client, cases, samples, wrong)
    client.close()
    rows = [Row("POST /assessments alone, 1 client", samples, "ms", None, wrong)]
    all_samples, all_wrong = [], []
    clients = [Client(server, ACCOUNT) for _ in range(CLIENTS)]
    threads = [threading.Thread(target=ask, args=(one, cases[at::CLIENTS], all_samples, all_wrong)) for at, one in enumerate(clients)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    for one in clients:
        one.close()
    rows.append(Row(f"POST /assessments alone, {CLIENTS} clients", all_samples, "ms", None, all_wrong))
    rows.append(Row(f"POST /assessments per second, {CLIENTS} clients", [len(all_samples) / seconds], "1/s", None, all_wrong))
    return rows


def plain_rows(database, cases: list[dict]) -> list[Row]:
    """One value looked for by LIKE over all values, which is what a list that people search by hand comes to."""
    hits = [hit for case in cases for hit in case["hits"] if hit["by"] == "value"][:PLAIN_LOOK_UPS]
    store = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    found_like, like, wrong = [], [], []
    for hit in hits:
        started = time.perf_counter()
        found_like.append(store.execute("SELECT type, value FROM observable WHERE value LIKE ?", ("%" + hit["value"] + "%",)).fetchall())
        like.append((time.perf_counter() - started) * 1000)
    started = time.perf_counter()
    known = set(store.execute("SELECT type, value FROM observable"))
    loaded = time.perf_counter() - started
    store.close()
    kept = []
    for hit, found in zip(hits, found_like):
        key = (hit["type"], hit["value"])
        started = time.perf_counter()
        is_known = key in known
        kept.append((time.perf_counter() - started) * 1000)
        if not is_known or key not in found:
            wrong.append(f"the plain look-up did not find {key}")
    return [
        Row("plain reference: one value by LIKE over all, SQLite", like, "ms", None, wrong),
        Row(f"plain reference: one value in a Python set ({loaded:.1f} s to load it)", kept, "ms", None, wrong),
    ]
