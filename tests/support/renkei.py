"""Starts the program on a folder of its own and speaks HTTP with it. Used by tests/scenarios and tests/faults; stdlib only."""

import http.client
import json
import os
import pathlib
import re
import select
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
PASSWORD = "renkei-demo"
START_SECONDS = 180  # a sanitizer build on a loaded machine


class Databases:
    """Which store the program is given: SQLite in its data folder, or a PostgreSQL database for each data folder."""

    def __init__(self):
        self.server, self.names = None, {}

    def use_postgresql(self, script):
        """On the server of RENKEI_TEST_POSTGRESQL; without one, the script runs again with a server of its own."""
        self.server = os.environ.get("RENKEI_TEST_POSTGRESQL")
        if not self.server:
            cluster = str(ROOT / "tests" / "support" / "postgresql_cluster")
            os.execv(cluster, [cluster, "run", sys.executable, script, *sys.argv[1:]])

    def share(self, data, other):
        """Another node: its data folder goes with the database of `data`."""
        self.names[str(other)] = self.names[str(data)]

    def environment(self, data):
        surroundings = {name: value for name, value in os.environ.items() if name not in ("RENKEI_STORE", "RENKEI_TEST_POSTGRESQL")}
        if self.server and data is not None:
            if str(data) not in self.names:
                self.names[str(data)] = f"renkei_{os.getpid()}_{len(self.names)}"
                self.ask(f"CREATE DATABASE {self.names[str(data)]} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
            surroundings["RENKEI_STORE"] = self.server.replace("/postgres?", f"/{self.names[str(data)]}?")
        return surroundings

    def change(self, data, sql):
        """Behind the program's back; bytes are written {hex}. How many rows changed."""
        if self.server:
            sql = re.sub(r"\{(\w+)\}", r"decode('\1', 'hex')", sql)
            changed = self.ask(f"WITH changed AS ({sql} RETURNING 1) SELECT count(*) FROM changed", self.names[str(data)])
            return int(changed)
        with sqlite3.connect(pathlib.Path(data) / "renkei.sqlite") as database:
            changed = database.execute(re.sub(r"\{(\w+)\}", r"x'\1'", sql)).rowcount
        database.close()
        return changed

    def dump(self, data):
        """Every row of its database as text, bytes in hexadecimal; nothing for a folder's own store."""
        if not self.server:
            return b""
        where = self.server.replace("/postgres?", f"/{self.names[str(data)]}?")
        return subprocess.run(["pg_dump", "--data-only", where], capture_output=True, check=True).stdout

    def ask(self, sql, name="postgres"):
        where = self.server.replace("/postgres?", f"/{name}?")
        done = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", sql, where], capture_output=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"psql: {done.stderr.decode()}")
        return done.stdout.decode()


databases = Databases()


def holding(data, words):
    """Files of the folder, the server's log beside it and tables in which these words stand."""
    looked_for = [words.encode(), words.encode().hex().encode()]
    files = [path for path in [*pathlib.Path(data).rglob("*"), *pathlib.Path(data).parent.glob(f"{pathlib.Path(data).name}*.log")] if path.is_file()]
    found = [path.name for path in files if any(each in path.read_bytes() for each in looked_for)]
    return found + ["the database"] * any(each in databases.dump(data) for each in looked_for)


class Answer:
    """Status, headers (lower case) and body of one response."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        kind = self.headers.get("content-type", "")
        return json.loads(self.body) if self.body and "json" in kind else None

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")


class Server:
    """One `renkei serve`, of the demonstration unless said, on a free port. Its log goes to a file in the folder above the data folder."""

    def __init__(self, program, data, arguments=(), demo=True):
        self.program, self.data = str(program), pathlib.Path(data)
        self.log = self.data.parent / (self.data.name + ".log")
        self._log, self._metrics = open(self.log, "ab"), None
        command = [self.program, "serve", *["--demo"] * demo, "--data", str(self.data), "--port", "0", *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self._log, env=databases.environment(self.data))
        self.address, self.port = self._wait_for_address()

    def _wait_for_address(self):
        end = time.monotonic() + START_SECONDS
        said = b""
        while time.monotonic() < end:
            ready, _, _ = select.select([self.process.stdout], [], [], 1)
            if ready:
                said += os.read(self.process.stdout.fileno(), 4096)
                found = re.search(rb"http://([0-9.]+):(\d+)/", said)
                if found:
                    return found[1].decode(), int(found[2])
            if self.process.poll() is not None:
                break
        self.kill()
        raise RuntimeError(f"the program did not start:\n{self.tail()}")

    def alive(self):
        return self.process.poll() is None

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self._closed()

    def stop(self):
        """Asks it to end; gives the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGKILL)
        return self._closed()

    def _closed(self):
        status = self.process.wait()
        self.process.stdout.close()
        self._log.close()
        if self._metrics is not None:
            self._metrics.close()
        return status

    def tail(self, lines=30):
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-lines:])

    def metrics(self):
        """Name with labels → number, of a server that was started with --metrics."""
        if self._metrics is None:
            found = re.search(r"metrics: http://127\.0\.0\.1:(\d+)/", self.log.read_text("utf-8", "replace"))
            self._metrics = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=120)
        try:
            text = send(self._metrics, "GET", "/metrics").text
        except http.client.RemoteDisconnected:  # idle for longer than the server keeps a connection
            text = send(self._metrics, "GET", "/metrics").text
        return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))}

    def statements(self):
        """How many SQL statements all answers so far took."""
        return sum(value for name, value in self.metrics().items() if name.startswith("renkei_store_statements_total"))

    def request(self, method, path, body=b"", headers=None, timeout=120):
        connection = http.client.HTTPConnection(self.address, self.port, timeout=timeout)
        try:
            return send(connection, method, path, body, headers or {})
        finally:
            connection.close()


def send(connection, method, path, body=b"", headers=None):
    """One request on an open connection. A server may refuse a large body before it has read it: its answer is read all the same."""
    own_host = any(name.lower() == "host" for name in headers or {})
    connection.putrequest(method, quoted(path), skip_host=own_host, skip_accept_encoding=True)
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    if body or method in ("POST", "PUT", "PATCH"):
        connection.putheader("Content-Length", str(len(body)))
    try:
        connection.endheaders(body or None)
    except (BrokenPipeError, ConnectionResetError):
        pass
    response = connection.getresponse()
    return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())


def quoted(path):
    return urllib.parse.quote(path, safe="/?&=[]%:,.-_~+@!$'()*;")


class Client:
    """A signed-in person on a connection of his own."""

    def __init__(self, server, account=None, password=PASSWORD):
        self.server, self.cookie, self.csrf, self.session = server, None, None, None
        self.connection = http.client.HTTPConnection(server.address, server.port, timeout=120)
        if account is not None:
            answer = self.call("POST", "/api/v1/sessions", {"account": account, "password": password})
            if answer.status != 201:
                raise RuntimeError(f"{account} cannot sign in: {answer.status} {answer.text}")
            self.cookie = answer.headers["set-cookie"].split(";")[0]
            self.session = answer.json
            self.csrf = self.session["csrf_token"]

    def headers(self):
        mine = {}
        if self.cookie:
            mine["Cookie"] = self.cookie
        if self.csrf:
            mine["X-CSRF-Token"] = self.csrf
        return mine

    def call(self, method, path, content=None, headers=None):
        body = b"" if content is None else json.dumps(content, ensure_ascii=False).encode()
        sent = self.headers() | ({"Content-Type": "application/json"} if body else {}) | (headers or {})
        try:
            return send(self.connection, method, path, body, sent)
        except (http.client.HTTPException, OSError):
            self.connection.close()
            raise

    def close(self):
        self.connection.close()


def run(program, *arguments, timeout=120, **options):
    """A command of the program to its end."""
    words = [str(argument) for argument in arguments]
    data = words[words.index("--data") + 1] if "--data" in words else None
    options.setdefault("env", databases.environment(data))
    return subprocess.run([str(program), *map(str, arguments)], capture_output=True, timeout=timeout, check=False, **options)
