#!/usr/bin/env python3
"""Runs tests/scenarios/<module>/*.scenario against the program: HTTP in, documents and messages out.

usage: run_scenarios.py --program build/debug/renkei [--store postgresql] [FILE or part of a name …]

Each file has a fresh data folder and a server of its own. The language is described in README.md beside this file.
"""

import argparse
import ast
import concurrent.futures
import datetime
import json
import pathlib
import re
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import language  # noqa: E402
import age_record  # noqa: E402
import renkei  # noqa: E402

HEARD_SECONDS = 20
HOUSEKEEPING_SECONDS = 40


class Listener:
    """Reads the event stream of one person in the background."""

    def __init__(self, server, client):
        self.events, self.changed = [], threading.Condition()
        self.client = renkei.Client(server)
        self.client.cookie = client.cookie
        connection = self.client.connection
        connection.request("GET", "/api/v1/events", headers=self.client.headers())
        self.response = connection.getresponse()
        self.kind = self.response.getheader("Content-Type", "")
        self.status = self.response.status
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        try:
            for line in iter(self.response.readline, b""):
                if line.startswith(b"data:"):
                    with self.changed:
                        self.events.append(json.loads(line[5:]))
                        self.changed.notify_all()
        except (OSError, ValueError, AttributeError):
            pass  # the server ended

    def wait_for(self, expected, names):
        end = time.monotonic() + HEARD_SECONDS
        with self.changed:
            while True:
                for event in self.events:
                    tried = dict(names)
                    if not language.differences(expected, event, tried):
                        names.update(tried)
                        return []
                if time.monotonic() >= end:
                    return [f"not heard within {HEARD_SECONDS} s; heard {language.shown(self.events)}"]
                self.changed.wait(end - time.monotonic())


class Scenario:
    def __init__(self, program, path, folder, called):
        self.program, self.path, self.called = program, path, called
        self.folder = folder / path.stem
        today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=9))).date().isoformat()
        self.names = {"data": str(self.folder), "here": str(path.parent), "today": today}
        self.clients, self.passwords, self.listeners, self.steps_done = {}, {}, {}, 0

    def run(self):
        """The first thing that went wrong, or None."""
        try:
            steps = language.read_file(self.path)
        except language.Fault as fault:
            return str(fault)
        arguments = []
        head = self.path.read_text("utf-8")
        if re.search(r"^# samples$", head, re.MULTILINE):
            arguments = ["--samples", str(renkei.ROOT / "samples" / "consultations.jsonl")]
        self.server = renkei.Server(self.program, self.folder, arguments)
        try:
            for step in steps:
                if found := self.tried(step):
                    return f"line {step.line}: " + "\n    ".join(found)
                self.steps_done += 1
            return self.ended()
        finally:
            if self.server.alive():
                self.server.kill()

    def ended(self):
        status = self.server.stop()
        if status != 0:
            return f"the program ended with status {status}:\n{self.server.tail()}"
        verified = renkei.run(self.program, "verify", "--data", self.folder)
        return None if verified.returncode == 0 else f"renkei verify: {verified.stderr.decode()}"

    def tried(self, step):
        try:
            if step.kind == "renkei":
                return self.command(step)
            if step.kind == "listen":
                listener = Listener(self.server, self.client(step.who))
                self.listeners[step.who] = listener
                return [] if listener.status == 200 else [f"events: {listener.status}"]
            if step.kind == "heard":
                return self.listeners[step.who].wait_for(language.read_pattern(step.expected), self.names)
            if step.kind == "aged":
                record, years = language.fill_text(step.body, self.names).split()
                age_record.age(self.folder, record, int(years))
                return []
            if step.kind in ("held", "nowhere"):
                return self.kept(step)
            return self.exchange(step)
        except language.Fault as fault:
            return [str(fault)]
        except (OSError, ValueError, renkei.http.client.HTTPException, RuntimeError) as error:
            return [f"{type(error).__name__}: {error}", self.server.tail(10)]

    def kept(self, step):
        """Whether these words are anywhere in the data folder, the program's log or the database; the program's housekeeping may take some seconds."""
        words = language.fill_text(step.body.strip(), self.names)
        end = time.monotonic() + HOUSEKEEPING_SECONDS
        while True:
            where = renkei.holding(self.folder, words)
            if bool(where) == (step.kind == "held"):
                return []
            if time.monotonic() >= end:
                return [f"{words} is still in {', '.join(where)}" if where else f"{words} is nowhere"]
            time.sleep(0.5)

    def client(self, account):
        if account == "nobody":
            return renkei.Client(self.server)
        if account not in self.clients:
            self.clients[account] = renkei.Client(self.server, account, self.passwords.get(account, renkei.PASSWORD))
        return self.clients[account]

    def exchange(self, step):
        client = self.client(step.who)
        headers = client.headers()
        body = self.body(step.body.strip())
        if body:
            headers["Content-Type"] = "application/json"
        for name, value in step.headers.items():
            value = language.fill_text(value, self.names)
            headers.pop(next((key for key in headers if key.lower() == name.lower()), ""), None)
            if value:
                headers[name] = value
        path = language.fill_path(step.path, self.names)
        path = path[1:] if path.startswith("//") else "/api/v1" + path
        self.called.add((step.method, path.split("?")[0]))
        answer = self.server.request(step.method, path, body, headers)
        if answer.status != step.status:
            return [f"{answer.status} instead of {step.status}: {answer.text[:1500]}"]
        if path == "/api/v1/sessions" and b'"new_password"' in body:
            chosen = json.loads(body)
            self.passwords[chosen["account"]] = chosen["new_password"]
        found = sound(answer, headers.get("Accept-Language", "ja"))
        if step.expected.strip():
            actual = answer.json if answer.json is not None else answer.text
            found += language.differences(language.read_pattern(step.expected), actual, self.names)
        for name, value in step.expected_headers.items():
            expected = value[1:] if value.startswith("=") else value
            if language.fill_text(expected, self.names) not in answer.headers.get(name.lower(), ""):
                found.append(f"{name}: {answer.headers.get(name.lower())} does not hold {expected}")
        if not self.server.alive():
            found.append("the program ended: " + self.server.tail())
        return found

    def body(self, text):
        if not text:
            return b""
        if text.startswith(("b'", 'b"')):
            raw = ast.literal_eval(text)
            return re.sub(rb"\$repeat\(([^,()]*),(\d+)\)", lambda found: found[1] * int(found[2]), raw)
        if re.fullmatch(r"\$\w+", text) and isinstance(self.names.get(text[1:]), str):
            return self.names[text[1:]].encode()
        return json.dumps(language.fill(language.read_pattern(text), self.names), ensure_ascii=False).encode()

    def command(self, step):
        arguments = [language.fill_text(word, self.names) for word in step.body.strip().split()]
        done = renkei.run(self.program, *arguments)
        if done.returncode != step.status:
            return [f"exit status {done.returncode} instead of {step.status}: {done.stderr.decode()[:1500]}"]
        if not step.expected.strip():
            return []
        said = done.stdout.decode().strip()
        actual = {"out": int(said) if said.isdigit() else said, "err": done.stderr.decode().strip()}
        return language.differences(language.read_pattern(step.expected), actual, self.names, "command")


def sound(answer, asked_language):
    """What holds for every refusal: a problem in both languages, every violation with a reason in both."""
    if answer.status < 400:
        return []
    if answer.status >= 500:
        return [f"the program failed: {answer.status} {answer.text[:500]}"]
    if answer.headers.get("content-type") != "application/problem+json":
        return [f"not a problem: {answer.headers.get('content-type')}: {answer.text[:300]}"]
    problem = answer.json
    found = []
    titles = problem.get("titles", {})
    if not (titles.get("ja") and titles.get("en")) or titles["ja"] == titles["en"]:
        found.append(f"a title in one language only: {titles}")
    elif problem.get("title") != titles["en" if asked_language.startswith("en") else "ja"]:
        found.append(f"the title is not in {asked_language}: {problem.get('title')}")
    for violation in problem.get("violations", []):
        reason = violation.get("reason", {})
        if not (violation.get("field") and reason.get("ja") and reason.get("en")) or reason["ja"] == reason["en"]:
            found.append(f"a violation without field or reason in both languages: {violation}")
    return found


def uncalled(document, called):
    """The operations of openapi.json that no scenario called."""
    missing = []
    for path, methods in document["paths"].items():
        regex = re.compile(re.sub(r"\\?\{[^}]*\\?\}", "[^/]+", re.escape(path).replace(r"\{", "{").replace(r"\}", "}")) + "$")
        for method in methods:
            if method in ("get", "post", "put", "patch", "delete") and not any(
                    name == method.upper() and fits(document, regex, path, other) for name, other in called):
                missing.append(f"{method.upper()} {path}")
    return sorted(missing)


def fits(document, regex, path, other):
    # /consultations/export is not /consultations/{id}.
    return bool(regex.match(other)) and (other == path or other not in document["paths"])


def tried(program, path, folder, called):
    """One file: the line that says how it went, and what went wrong first."""
    began = time.monotonic()
    scenario = Scenario(program, path, folder, called)
    try:
        fault = scenario.run()
    except RuntimeError as error:
        fault = str(error)
    seconds = time.monotonic() - began
    line = f"{'ok  ' if fault is None else 'FAIL'} {path.relative_to(HERE)} ({scenario.steps_done} steps, {seconds:.1f} s)"
    return line if fault is None else f"{line}\n  {fault}", fault


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite",
                        help="postgresql: a database for each data folder, on a server of the tests' own")
    parser.add_argument("--keep", type=pathlib.Path, help="keep data folders and logs there")
    parser.add_argument("--jobs", type=int, default=1, help="how many files run at once, each with its own server")
    parser.add_argument("names", nargs="*", help="run only files whose path contains one of these")
    options = parser.parse_args()
    if options.store == "postgresql":
        renkei.databases.use_postgresql(__file__)
    program = options.program.resolve()
    files = [path for path in sorted(HERE.glob("*/*.scenario"))
             if not options.names or any(name in str(path) for name in options.names)]
    called, passed, failed = set(), 0, 0
    with tempfile.TemporaryDirectory(prefix="renkei-scenarios-") as temporary:
        folder = options.keep or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for line, fault in pool.map(lambda path: tried(program, path, folder, called), files):
                passed, failed = passed + (fault is None), failed + (fault is not None)
                print(line, flush=True)
        printed = renkei.run(program, "developer", "openapi")
    if printed.returncode == 0 and not options.names:
        missing = uncalled(json.loads(printed.stdout), called)
        print(f"operations that no scenario calls: {', '.join(missing) if missing else 'none'}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main())
