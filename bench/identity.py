#!/usr/bin/env python3
"""How long it takes to recognise a caller among many: 1 M parties, one telephone that 5,000 of them use, one common name that 2,000 have.

  python3 bench/identity.py --program build/release/renkei [--parties 1000000] [--calls 50]

Makes a folder of its own. A few records are accepted by the program; the others are copied from one of them behind its back, with keys as random as
those that the program makes (64 bits of SHA-256), so that the tables and indexes are as large as they would be. Prints milliseconds, median and p95, of
the record page's question and of the desk's while name and telephone are typed.
"""

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/support"))
import renkei  # noqa: E402

KEYS = 8  # of a party with name, reading, telephone, birth and address


def accept(client, **caller):
    body = {"consultation": {"kind": "consultation", "channel": "phone", "subject": "計測", "narrative": "電話があった。"} | caller}
    answer = client.call("POST", "/api/v1/consultations", body)
    assert answer.status == 201, answer.text
    return answer.json["id"]


def fill(file, parties):
    store = sqlite3.connect(file)
    store.execute("PRAGMA synchronous = OFF")
    columns = [row[1] for row in store.execute("PRAGMA table_info(consultations)")]
    made = {"id": "randomblob(16)", "number": "'写し第' || n || '号'", "seq": "1000 + n"}
    names = ", ".join(columns)
    values = ", ".join(made.get(name, name) for name in columns)
    counter = f"(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {parties}) SELECT n FROM c)"
    store.execute(f"INSERT INTO consultations ({names}) SELECT {values} FROM consultations, {counter} WHERE consultations.seq = (SELECT min(seq) FROM consultations)")
    told = "record_kind, role, kind, name, kana, address, phones, mails, birth_date, corporate_number"
    store.execute(
        f"INSERT INTO party (seq, id, record_id, {told}) SELECT 1000 + c.seq, randomblob(16), c.id, {', '.join('p.' + name for name in told.split(', '))} "
        "FROM consultations c, (SELECT * FROM party ORDER BY seq LIMIT 1) p WHERE c.seq > 1000"
    )
    for _ in range(KEYS):
        store.execute("INSERT OR IGNORE INTO party_key (key, party, record_id) SELECT abs(random()), seq, record_id FROM party WHERE seq > 2000")
    hot = store.execute("SELECT k.key FROM party_key k JOIN party p ON p.seq = k.party WHERE p.seq < 1000 GROUP BY k.key HAVING count(*) > 1").fetchall()
    for (key,) in hot:  # those of the telephone and the common name
        store.execute(f"INSERT OR IGNORE INTO party_key (key, party, record_id) SELECT {key}, seq, record_id FROM party WHERE seq > 2000 AND seq % {max(1, parties // 5000)} = 0")
    store.commit()
    sizes = [store.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("party", "party_key")]
    store.close()
    return sizes


def measured(what, calls, ask):
    times = []
    for _ in range(calls):
        began = time.perf_counter()
        answer = ask()
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status == 200, answer.text
    times.sort()
    print(f"{what}: median {statistics.median(times):.1f} ms, p95 {times[int(len(times) * 0.95)]:.1f} ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--parties", type=int, default=1_000_000)
    parser.add_argument("--calls", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder) / "data"
        server = renkei.Server(options.program, folder, [])
        client = renkei.Client(server, "furukawa-coordinator")
        accept(client, caller_name="佐藤 健", caller_phone="022-221-7171")
        accept(client, caller_name="佐藤 健", caller_phone="022-221-7171")
        alone = accept(client, caller_name="髙橋　花子", caller_kana="タカハシ ハナコ", caller_phone="090-1234-5678", caller_birth_date="1948-05-01", caller_address="大崎市古川駅前大通1-2-3")
        accept(client, caller_name="高橋花子", caller_phone="090-1234-5678", caller_birth_date="1948-05-01")
        hot = accept(client, caller_name="佐藤 健", caller_phone="022-221-7171", caller_birth_date="1970-01-01")
        client.close()
        server.stop()
        file = next(folder.glob("*.db"), None) or next(path for path in folder.iterdir() if path.suffix in (".sqlite", ".sqlite3", ".db"))
        parties, keys = fill(file, options.parties)
        print(f"{parties} parties, {keys} keys, {file.stat().st_size / 2**20:.0f} MB")
        server = renkei.Server(options.program, folder, [])
        for account in ("furukawa-coordinator", "hq-analyst"):
            client = renkei.Client(server, account)
            measured(f"{account}: record with one candidate", options.calls, lambda: client.call("GET", f"/api/v1/consultations/{alone}/people"))
            measured(f"{account}: record on a line of 5,000", options.calls, lambda: client.call("GET", f"/api/v1/consultations/{hot}/people"))
            body = {"text": "", "kind": "consultation", "channel": "phone", "caller_name": "髙橋花子", "caller_phone": "09012345678"}
            measured(f"{account}: desk, name and telephone", options.calls, lambda: client.call("POST", "/api/v1/assessments", body))
            client.close()
        server.stop()


if __name__ == "__main__":
    main()
