"""A PostgreSQL server that is there to be hurt: with failing.c in it, TLS on a port of loopback, and restarts."""

import contextlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

import injected
import renkei

CLUSTER = renkei.ROOT / "tests" / "support" / "postgresql_cluster"
PASSWORD, IN_ADDRESS = "hi/mitsu@1", "hi%2Fmitsu%401"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def openssl(*words):
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


class OwnServer:
    """Started when made. Its databases are `renkei.databases` while it is `used`."""

    def __init__(self):
        # The server's account reads here; our own temporary folders are closed to it.
        self.tools = pathlib.Path(tempfile.mkdtemp(prefix="renkei-hurt-"))
        self.tools.chmod(0o755)
        self.folder = self.tools / "cluster"
        self.port = free_port()
        self.orders = injected.Orders(self.tools, f"{self.folder}/data/")
        self.orders.library.chmod(0o755)
        self._make_certificates()
        # Little memory, so that sessions, too, must write data to make room.
        settings = {"port": self.port, "listen_addresses": "127.0.0.1", "shared_buffers": "1MB"}
        words = [word for name, value in self.orders.environment.items() for word in ("--environment", f"{name}={value}")]
        words += [word for name, value in settings.items() for word in ("--set", f"{name}={value}")]
        self._cluster("start", self.folder, "--with-caller", *words)
        self.address = f"postgresql://renkei@/postgres?host={self.folder}&port={self.port}"
        self.ask(f"ALTER ROLE renkei PASSWORD '{PASSWORD}'")
        (self.folder / "data" / "pg_hba.conf").write_text("local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n")
        for name, file in (("ssl_cert_file", "server.crt"), ("ssl_key_file", "server.key")):
            self.ask(f"ALTER SYSTEM SET {name} = '{self.tools / file}'")
        self.speak_tls("on")

    def speak_tls(self, on_or_off):
        self.ask(f"ALTER SYSTEM SET ssl = {on_or_off}")
        self.ask("SELECT pg_reload_conf()")
        end = time.monotonic() + 30
        while self.ask("SHOW ssl") != on_or_off and time.monotonic() < end:
            time.sleep(0.02)

    def _make_certificates(self):
        """An authority, the server's certificate for the name localhost only, and an authority that signed nothing."""
        for name in ("authority", "stranger"):
            openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", 2, "-subj", f"/CN={name} of a test",
                    "-keyout", self.tools / f"{name}.key", "-out", self.tools / f"{name}.crt")
        extensions = self.tools / "extensions"
        extensions.write_text("subjectAltName=DNS:localhost\n")
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost",
                "-keyout", self.tools / "server.key", "-out", self.tools / "server.csr")
        openssl("x509", "-req", "-in", self.tools / "server.csr", "-CA", self.tools / "authority.crt", "-CAkey", self.tools / "authority.key",
                "-set_serial", 1, "-days", 2, "-extfile", extensions, "-out", self.tools / "server.crt")
        (self.tools / "server.key").chmod(0o600)
        if os.getuid() == 0:
            shutil.chown(self.tools / "server.key", "postgres")

    def _cluster(self, *words):
        done = subprocess.run([str(CLUSTER), *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"postgresql_cluster {words[0]}: {done.stderr.decode()[-1000:]}\n{self.log_tail()}")

    def log_tail(self):
        log = self.folder / "log"
        return "\n".join(log.read_text("utf-8", "replace").splitlines()[-15:]) if log.exists() else ""

    def ask(self, sql, name="postgres", check=True):
        where = self.address.replace("/postgres?", f"/{name}?")
        done = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", sql, where], capture_output=True, check=False)
        if check and done.returncode != 0:
            raise RuntimeError(f"psql: {done.stderr.decode()}")
        return done.stdout.decode().strip()

    def restart(self, mode):
        self._cluster("restart", self.folder, mode)

    def is_up(self):
        return self.ask("SELECT 1", check=False) == "1"

    def bring_up(self):
        """Waits for its recovery; a server that gave up is started, as its service manager would. Whether it had to be."""
        end = time.monotonic() + 5
        while time.monotonic() < end:
            if self.is_up():
                return False
            if self.gave_up():
                break
            time.sleep(0.05)
        if self.is_up():
            return False
        self.restart("immediate")
        return True

    def gave_up(self):
        try:
            os.kill(int((self.folder / "data" / "postmaster.pid").read_text().split()[0]), 0)
            return False
        except (OSError, ValueError, IndexError):
            return True

    def kill_a_session(self, name, chance):
        """kill -9 of one of the program's sessions: PostgreSQL ends all of them and recovers."""
        sessions = self.ask(f"SELECT pid FROM pg_stat_activity WHERE datname = '{name}' AND application_name = 'renkei' ORDER BY pid", check=False)
        if sessions:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(chance.choice(sessions.split())), signal.SIGKILL)

    @contextlib.contextmanager
    def used(self, address=None):
        before = renkei.databases.server
        renkei.databases.server = address or self.address
        try:
            yield
        finally:
            renkei.databases.server = before

    def over_tls(self, host="localhost", mode="verify-full", authority="authority.crt", password=IN_ADDRESS):
        return f"postgresql://renkei:{password}@{host}:{self.port}/postgres?sslmode={mode}&sslrootcert={self.tools / authority}"

    def stop(self):
        self._cluster("stop", self.folder)
        shutil.rmtree(self.tools, ignore_errors=True)
