#!/usr/bin/env python3
"""A working day pressed into minutes: officers read, type and save while slow, dripping and malformed clients hang on the same server.

usage: run_load.py --program build/release/renkei [--store postgresql] [--officers 500] [--slow 300] [--seconds 600]

Every officer has a session of his own, an open event stream, and asks on average every five seconds: lists, inbox, a record, a search, recognition while
typing, a draft, now and then an acceptance. Prints for each kind of request how many, p50, p99 and what was not answered with a yes; at the end every
acknowledged record is read again and the journal proved. Figures are for documents; it fails only on lost records, errors of the server (500) or its end.
"""

import argparse
import asyncio
import collections
import json
import pathlib
import random
import resource
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import renkei  # noqa: E402

ACCOUNTS = ("furukawa-intake", "furukawa-coordinator", "furukawa-case", "furukawa-chief", "chuo-intake", "chuo-coordinator", "hq-guidance", "hq-analyst", "hq-policy")
TAKES_IN = ("furukawa-intake", "furukawa-coordinator", "chuo-intake", "chuo-coordinator")
THINKS = 5.0  # seconds between two requests of one officer, on average
MIX = (("GET work", 20), ("GET consultations", 15), ("GET inbox", 10), ("GET consultation", 15), ("GET search", 8), ("POST assessments", 20), ("PUT draft", 10), ("POST consultation", 2))
MALFORMED = (b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00", b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n", b"POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
             b"GET / HTTP/1.1\r\nHost: localhost\r\nA: b\r\n c\r\n\r\n", b"POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n",
             b"GET /" + b"a" * 70000, b"POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{\"account")  # fmt: skip


class Officer:
    """One session on one connection, from an address of its own among many on loopback."""

    def __init__(self, number, port, session, figures, saved):
        self.source, self.port, self.figures, self.saved = f"127.0.1.{number // 40 + 1}", port, figures, saved
        self.account, self.cookie, self.csrf = session
        self.chance = random.Random(number)
        self.number, self.count, self.seen, self.draft = number, 0, [], None
        self.reader = self.writer = None

    async def connect(self):
        return await asyncio.open_connection("127.0.0.1", self.port, local_addr=(self.source, 0))

    def head(self, method, path, body=b""):
        lines = [f"{method} {renkei.quoted(path)} HTTP/1.1", "Host: localhost", f"Cookie: {self.cookie}", f"X-CSRF-Token: {self.csrf}", "Content-Type: application/json",
                 f"Content-Length: {len(body)}"]  # fmt: skip
        return lines

    async def ask(self, kind, method, path, content=None, headers=()):
        body = b"" if content is None else json.dumps(content, ensure_ascii=False).encode()
        if self.writer is None or self.writer.is_closing():
            self.reader, self.writer = await self.connect()
        began = time.perf_counter()
        self.writer.write("\r\n".join([*self.head(method, "/api/v1" + path, body), *headers, "", ""]).encode() + body)
        status, answer, closes = await read_answer(self.reader)
        self.figures[kind].append((time.perf_counter() - began, status))
        if closes:
            self.writer.close()
        return status, answer

    async def follow(self):
        """The event stream, read as a browser does."""
        reader, writer = await self.connect()
        writer.write("\r\n".join([*self.head("GET", "/api/v1/events"), "", ""]).encode())
        while await reader.read(4096):
            pass
        writer.close()

    async def work(self, until):
        await asyncio.sleep(self.chance.random() * THINKS)
        follower = asyncio.create_task(self.follow())
        while time.monotonic() < until:
            kind = self.chance.choices([name for name, _ in MIX], [weight for _, weight in MIX])[0]
            try:
                await asyncio.wait_for(self.one(kind), 60)
            except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError, ValueError) as error:
                self.figures[kind].append((60.0, type(error).__name__))
                if self.writer is not None:
                    self.writer.close()
            await asyncio.sleep(self.chance.expovariate(1 / THINKS))
        follower.cancel()

    async def one(self, kind):
        self.count += 1
        text = f"負荷試験 fuka{self.number:03d}x{self.count:04d} 七十七銀行 本店営業部 普通 {1000000 + self.number * 1000 + self.count} へ振り込んだ。090-{self.number:04d}-{self.count:04d}"
        if kind == "GET work":
            await self.ask(kind, "GET", "/work")
        elif kind == "GET consultations":
            status, answer = await self.ask(kind, "GET", "/consultations?limit=50&sort=-received_at")
            if status == 200:
                self.seen = [item["id"] for item in json.loads(answer)["items"]]
        elif kind == "GET inbox":
            await self.ask(kind, "GET", "/inbox")
        elif kind == "GET consultation":
            if self.seen:
                await self.ask(kind, "GET", f"/consultations/{self.chance.choice(self.seen)}")
        elif kind == "GET search":
            await self.ask(kind, "GET", f"/search?q={self.chance.choice(('還付金', '振込', '銀行', '電話', 'SMS'))}")
        elif kind == "POST assessments":
            await self.ask(kind, "POST", "/assessments", {"text": text})
        elif kind == "PUT draft":
            await self.save_draft(text)
        elif self.account in TAKES_IN:
            status, answer = await self.ask(kind, "POST", "/consultations", {"consultation": {"kind": "consultation", "channel": "phone", "narrative": text}})
            if status == 201:
                record = json.loads(answer)
                self.saved[record["id"]] = (record["number"], text)

    async def save_draft(self, text):
        if self.draft is None:
            status, answer = await self.ask("POST draft", "POST", "/drafts", {"content": {}})
            if status == 201:
                self.draft = (json.loads(answer)["id"], json.loads(answer)["version"])
            return
        identity, version = self.draft
        content = {"content": {"consultation": {"narrative": text}}}
        status, answer = await self.ask("PUT draft", "PUT", f"/drafts/{identity}", content, [f'If-Match: "{version}"'])
        self.draft = (identity, json.loads(answer)["version"]) if status == 200 else None


async def read_answer(reader):
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return int(head[0].split()[1]), body, headers.get("connection", "").lower() == "close"


async def hang_on(number, port, until, ended):
    """A client that drips a head, drips a body, never reads its answer, says nothing, or talks nonsense; it comes back when it is thrown out."""
    chance, source = random.Random(-number - 1), f"127.0.2.{number // 40 + 1}"
    while time.monotonic() < until:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0))
            what = number % 5
            if what == 0:
                await drip(writer, b"GET /api/v1/work HTTP/1.1\r\nHost: localhost\r\n" + b"X-Slow: 1\r\n" * 500, until)
            elif what == 1:
                await drip(writer, b"POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n" + b" " * 5000, until)
            elif what == 2:
                writer.write(b"GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 50)
                await asyncio.sleep(20)  # reads nothing
            elif what == 3:
                await asyncio.wait_for(reader.read(1), 90)  # says nothing
            else:
                writer.write(chance.choice(MALFORMED))
                await asyncio.wait_for(reader.read(65536), 20)
                await asyncio.sleep(0.5)
            writer.close()
        except (OSError, asyncio.TimeoutError):
            pass
        ended[number % 5] += 1
        await asyncio.sleep(0.1)


async def drip(writer, text, until):
    for at in range(len(text)):
        if time.monotonic() > until or writer.is_closing():
            return
        writer.write(text[at : at + 1])
        await writer.drain()
        await asyncio.sleep(0.2)


async def press(server, sessions, options):
    figures, saved, ended = collections.defaultdict(list), {}, collections.Counter()
    until = time.monotonic() + options.seconds
    tasks = [Officer(number, server.port, session, figures, saved).work(until) for number, session in enumerate(sessions)]
    tasks += [asyncio.wait_for(hang_on(number, server.port, until, ended), options.seconds + 100) for number in range(options.slow)]
    await asyncio.gather(*tasks, return_exceptions=True)
    return figures, saved, ended


def sign_in(server, officers):
    sessions = []
    for number in range(officers):
        client = renkei.Client(server, ACCOUNTS[number % len(ACCOUNTS)])
        sessions.append((ACCOUNTS[number % len(ACCOUNTS)], client.cookie, client.csrf))
        client.close()
    return sessions


def tell(figures, seconds):
    faults = []
    print(f"| {'request':18} | number | a second | p50 | p99 | max | not yes |\n|---|---|---|---|---|---|---|")
    everything = [entry for entries in figures.values() for entry in entries]
    for kind, entries in [*sorted(figures.items()), ("all", everything)]:
        times = sorted(taken * 1000 for taken, _ in entries)
        bad = collections.Counter(str(status) for _, status in entries if status not in (200, 201, 204))
        at = lambda share: times[min(len(times) - 1, int(len(times) * share))]  # noqa: E731
        print(f"| {kind:18} | {len(times)} | {len(times) / seconds:.1f} | {at(0.5):.1f} ms | {at(0.99):.0f} ms | {times[-1]:.0f} ms | {', '.join(f'{n}× {s}' for s, n in bad.items()) or '0'} |")
        faults += [f"{kind}: {count} × {status}" for status, count in bad.items() if kind != "all" and not status.startswith("4")]
    return faults


def check(server, program, data, saved):
    reader, faults = renkei.Client(server, "hq-analyst"), []
    for identity, (number, text) in saved.items():
        answer = reader.call("GET", f"/api/v1/consultations/{identity}")
        if answer.status != 200 or answer.json["number"] != number or answer.json["narrative"] != text:
            faults.append(f"lost or changed: {number}: {answer.status}")
    metrics = server.metrics()
    print(f"resident memory {metrics['process_resident_memory_bytes'] / 2**20:.0f} MB, {metrics['renkei_store_commits_total']:.0f} commits")
    if server.stop() != 0:
        faults.append(f"the program ended badly: {server.tail()}")
    verified = renkei.run(program, "verify", "--data", data, timeout=600)
    if verified.returncode != 0:
        faults.append(f"renkei verify: {verified.stderr.decode()[:500]}")
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--officers", type=int, default=500)
    parser.add_argument("--slow", type=int, default=300)
    parser.add_argument("--seconds", type=int, default=600)
    options = parser.parse_args()
    if options.store == "postgresql":
        renkei.databases.use_postgresql(__file__)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    program = options.program.resolve()
    with tempfile.TemporaryDirectory(prefix="renkei-load-") as temporary:
        data = pathlib.Path(temporary) / "data"
        server = renkei.Server(program, data, ["--metrics", "0", "--samples", str(HERE.parents[1] / "samples/consultations.jsonl")])
        try:
            began = time.monotonic()
            sessions = sign_in(server, options.officers)
            print(f"{len(sessions)} sessions in {time.monotonic() - began:.0f} s", flush=True)
            figures, saved, ended = asyncio.run(press(server, sessions, options))
            faults = tell(figures, options.seconds)
            names = ("dripping a head", "dripping a body", "not reading", "silent", "malformed")
            print(", ".join(f"{name}: {ended[i]} connections" for i, name in enumerate(names)))
            faults += check(server, program, data, saved)
        finally:
            if server.alive():
                server.kill()
    print(f"{len(saved)} records acknowledged, {sum('lost' in fault for fault in faults)} lost")
    for fault in faults[:20]:
        print("  " + fault)
    print(f"{int(not faults)} passed, {int(bool(faults))} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
