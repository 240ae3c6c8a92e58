#!/usr/bin/env python3
"""How the interviews hold: what the text answers is not asked, what it leaves open is, and the first question is one an expert would ask.

  tools/interviews_quality.py --program build/debug/renkei [--timing 300]

samples/interviews.jsonl: invented cases; `told` are questions of their interview that the text answers, `open` some that it does not, `next` what may
come first. On samples/consultations.jsonl only the proposals are looked at: no first question may be one that the text is said to answer, and none may
be empty. --timing N measures N assessments of 600 characters. Exit status 1 when a target is missed.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/support"))
import renkei  # noqa: E402

KINDS = {"相談": "consultation", "通報": "report", "情報提供": "information"}
CHANNELS = {"来署": "visit", "電話": "phone", "メール": "mail", "窓口フォーム": "form", "交番": "koban", "110": "call_110", "#9110": "call_9110",
            "ボランティア": "volunteer", "IHC": "hotline", "事業者": "business", "他機関": "agency"}  # fmt: skip
LEAST = 0.90


def cases_of(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def assess(session, case):
    body = {"text": case["text"], "kind": KINDS.get(case.get("kind"), "consultation"), "channel": CHANNELS.get(case.get("channel"), "phone")}
    if case.get("internal_type"):
        body["internal_type"] = case["internal_type"]
    if case.get("wishes"):
        body["fields"] = {"wishes": case["wishes"]}
    answer = session.call("POST", "/api/v1/assessments", body)
    if answer.status != 200:
        raise SystemExit(f"{case['id']}: {answer.status} {answer.text[:300]}")
    return answer.json["interview"]


def counted(name, right, total):
    share = right / total if total else 1.0
    print(f"{name:<58} {right:>4} / {total:<4} {100 * share:5.1f} %")
    return share


def labelled(session):
    told = [0, 0]
    left = [0, 0]
    first = [0, 0]
    for case in cases_of(ROOT / "samples/interviews.jsonl"):
        states = {}
        order = []
        for question in assess(session, case)["questions"]:
            states[question["code"]] = question["state"]
            if question["state"] == "open":
                order.append(question["code"])
        asked = [code for code in case["told"] if states.get(code) == "open"]
        closed = [code for code in case["open"] if states.get(code) != "open"]
        told = [told[0] + len(case["told"]) - len(asked), told[1] + len(case["told"])]
        left = [left[0] + len(case["open"]) - len(closed), left[1] + len(case["open"])]
        is_right = bool(order) and order[0] in case["next"]
        first = [first[0] + is_right, first[1] + 1]
        if asked or closed or not is_right:
            print(f"  {case['id']} {case['internal_type']}: asked though told {asked}; not asked though open {closed}; first {order[:1]}")
    return [
        counted("what the text answers is not asked", *told),
        counted("what the text leaves open is asked", *left),
        counted("the first question is one an expert would ask", *first),
    ]


def unlabelled(session):
    bad = []
    lengths = []
    cases = cases_of(ROOT / "samples/consultations.jsonl")
    for case in cases:
        interview = assess(session, {**case, "internal_type": case["labels"]["internal_type"]})
        codes = [question["code"] for question in interview["questions"]]
        order = [question["code"] for question in interview["questions"] if question["state"] == "open"]
        lengths.append(len(order))
        if not order or len(codes) != len(set(codes)) or any(not q.get("by") for q in interview["questions"] if q["state"] == "told"):
            bad.append(case["id"])
    print(f"sample consultations: {len(cases)}, questions left to ask: median {statistics.median(lengths)}, most {max(lengths)}")
    return counted("an interview with a first question", len(cases) - len(bad), len(cases))


def timing(session, rounds):
    text = "きのうの夜、SNSの広告から入った投資のグループで、先生という人に言われて口座へ三十万円を振り込んだ。相手の口座は七十七銀行 本店営業部 普通 7654321。" * 12
    text = text[:600]
    took = []
    more = {"fields": {"wishes": ["recover", "punish"]}}  # an older program knows no fields
    for at in range(rounds):
        body = {"text": text[at % 7 :] + text[: at % 7], "kind": "consultation", "channel": "phone", **more}
        start = time.perf_counter()
        answer = session.call("POST", "/api/v1/assessments", body)
        if answer.status == 422 and more:
            more = {}
        elif answer.status != 200:
            raise SystemExit(f"{answer.status}: {answer.text[:300]}")
        else:
            took.append(1000 * (time.perf_counter() - start))
    took = sorted(took[len(took) // 10 :])
    print(f"POST /assessments, {len(text)} characters, {len(took)} times: p50 {took[len(took) // 2]:.1f} ms, p95 {took[int(len(took) * 0.95)]:.1f} ms")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--timing", type=int, default=0)
    parser.add_argument("--only-timing", action="store_true")
    options = parser.parse_args()
    shares = []
    with tempfile.TemporaryDirectory() as folder:
        server = renkei.Server(options.program, Path(folder) / "data")
        try:
            session = renkei.Client(server, "furukawa-intake")
            if not options.only_timing:
                shares = [*labelled(session), unlabelled(session)]
            if options.timing:
                timing(session, options.timing)
        finally:
            server.stop()
    return 0 if all(share >= LEAST for share in shares) else 1


if __name__ == "__main__":
    sys.exit(main())
