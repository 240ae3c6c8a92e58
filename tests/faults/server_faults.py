"""PostgreSQL's own writes and fsyncs fail, its disk is full, it is restarted under load; and what TLS must hold and refuse. What was
acknowledged is there afterwards, what was refused as not saved is nowhere, and the program mends its connections by itself."""

import contextlib
import errno
import http.client
import threading
import time

import injected
import killed
import nodes
import renkei
from own_server import PASSWORD, OwnServer

LONGEST = 60  # seconds until saving must go on
ACCOUNTS = ("furukawa-intake", "furukawa-coordinator", "chuo-intake", "chuo-coordinator")


class PatientWork(injected.Work):
    """After a refusal it waits until the program, whose database recovers, answers again."""

    def __init__(self, server, database):
        self.database, self.helped = database, 0
        super().__init__(server)

    def ask(self, method, path, content=None, headers=None):
        answer = super().ask(method, path, content, headers)
        if answer is None:
            said = self.said
            self.wait()
            self.said = said
        return answer

    def wait(self):
        self.helped += self.database.bring_up()
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            if self.client.call("GET", "/api/v1/inbox").status == 200:
                return
            time.sleep(0.05)
        raise RuntimeError(f"the program does not come back after its database did: {self.server.tail()}")


def each_nth(database, work, within, kind, nths, checkpoint=False):
    """One failure in each round, until a round passes without; how many failed, and the faults."""
    orders, failed, faults = database.orders, 0, []
    error = errno.EIO
    orders.only(within)
    for nth in nths:
        known = len(work.states)
        orders.fail(kind, nth, error)
        work.round()
        if checkpoint:  # written by the server's own processes, long after it was acknowledged
            database.ask("CHECKPOINT", check=False)
        fired = orders.stop(kind)
        work.wait()
        faults += [f"{within} {kind} {nth}: {fault}" for fault in work.faults + work.check_last(known)]
        failed += fired
        if not fired or faults:
            break
    return failed, faults


def full_disk(database, work, within, nths):
    """From the Nth write on there is no room. Each answer is a refusal in words; with room again everything that was asked is done once."""
    orders, faults, helped = database.orders, [], 0
    orders.only(within)
    for nth in nths:
        asked = []
        orders.fail("write", nth, errno.ENOSPC, repeat=True)
        end = time.monotonic() + 20
        while not (orders.get(4, "write") and len(asked) > 4) and time.monotonic() < end:
            text = killed.words(work.promises.next())
            answer = work.client.call("POST", "/api/v1/consultations", consultation(text), {"Idempotency-Key": text.split()[1]})
            asked.append((text, answer))
            if "/base/" in within:
                database.ask("CHECKPOINT", check=False)
        fired = orders.stop("write")
        helped += database.bring_up()
        work.wait()
        if not fired:
            faults.append(f"{within} write {nth}: nothing failed")
        for text, answer in asked:
            faults += in_words(answer)
            not_saved = answer.status == 503 and injected.NOT_SAVED in spoken(answer)
            found = work.client.call("GET", f"/api/v1/search?q={text.split()[1]}").json["items"]
            if not_saved and found:
                faults.append(f"{within} write {nth}: refused and there all the same: {text}")
            again = answer if answer.status == 201 else work.client.call(
                "POST", "/api/v1/consultations", consultation(text), {"Idempotency-Key": text.split()[1]})
            if again.status != 201:
                faults.append(f"{within} write {nth}: with room again: {again.status} {again.text[:300]}")
            else:
                work.promises.record(again.json["id"], again.json["number"], text)
    return helped, faults


def consultation(text):
    return {"consultation": {"kind": "consultation", "channel": "phone", "narrative": text}}


def spoken(answer):
    problem = answer.json or {}
    return problem.get("detail") or problem.get("title") or ""


def in_words(answer):
    """201, or 503 that names the cause in both languages."""
    if answer.status == 201:
        return []
    titles = (answer.json or {}).get("titles") or {}
    ja, en = titles.get("ja", ""), titles.get("en", "")
    causes = (("データベース", "database"), ("ディスク", "disk"), ("閲覧を記録できない", "the reading cannot be recorded"))
    clear = answer.status == 503 and any(one in ja and other in en for one, other in causes)
    return [] if clear else [f"no clear refusal: {answer.status} {answer.text[:400]}"]


class Load:
    """Several officers save at once. A refusal that leaves open what happened is asked again with the same key."""

    def __init__(self, servers):
        self.servers, self.promises = servers, killed.Promises()
        self.absent, self.faults, self.refused = [], [], 0
        self.saved = [0] * len(servers)
        self.stop = threading.Event()
        clients = [(i % len(servers), renkei.Client(servers[i % len(servers)], account)) for i, account in enumerate(ACCOUNTS)]
        self.writers = [threading.Thread(target=self._save, args=each) for each in clients]
        for writer in self.writers:
            writer.start()

    def _save(self, node, client):
        try:
            while not self.stop.is_set():
                text = killed.words(self.promises.next())
                self._accept(client, node, text)
        except (OSError, http.client.HTTPException, ValueError, RuntimeError) as error:
            self.faults.append(f"node {node}: {type(error).__name__}: {error}")

    def _accept(self, client, node, text):
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            answer = client.call("POST", "/api/v1/consultations", consultation(text), {"Idempotency-Key": text.split()[1]})
            if answer.status == 201:
                self.promises.record(answer.json["id"], answer.json["number"], text)
                self.saved[node] += 1
                return
            self.faults += in_words(answer)
            self.refused += 1
            if injected.NOT_SAVED in spoken(answer):
                self.absent.append(text.split()[1])
                time.sleep(0.05)
                return
            time.sleep(0.05)
        self.faults.append(f"never answered: {text}")

    def goes_on(self, more=3):
        """Whether every node saves again."""
        known, end = list(self.saved), time.monotonic() + LONGEST
        while any(now < before + more for now, before in zip(self.saved, known)):
            if time.monotonic() > end or self.faults:
                return False
            time.sleep(0.02)
        return True

    def end(self):
        self.stop.set()
        for writer in self.writers:
            writer.join()

    def check(self, reader):
        """Everything that was acknowledged is there, once, and nothing else is."""
        faults = list(self.faults)
        listed = killed.all_pages(reader, "/api/v1/consultations?sort=received_at")
        faults += killed.check_numbers(listed)
        there = {item["id"] for item in listed}
        faults += [f"lost: {number} {text}" for identity, (number, text) in self.promises.records.items() if identity not in there]
        faults += [f"saved and never said: {item['number']}" for item in listed if item["id"] not in self.promises.records]
        for word in self.absent:
            if reader.call("GET", f"/api/v1/search?q={word}").json["items"]:
                faults.append(f"refused and there all the same: {word}")
        return faults


def restarts(program, folder, database, chance, count, many_nodes):
    """Restarts of every kind under load; gives how much, and the faults."""
    first = folder / f"restarted-{1 + many_nodes}"
    servers = [renkei.Server(program, first)]
    faults = []
    try:
        if many_nodes:
            second, faults = nodes.second_node(program, folder, first)
            servers.append(renkei.Server(program, second))
        ears = [nodes.Ear(server, "hq-analyst") for server in servers]
        name = renkei.databases.names[str(first)]
        load = Load(servers)
        kinds = {"fast": lambda: database.restart("fast"), "immediate": lambda: database.restart("immediate"),
                 "kill -9": lambda: database.kill_a_session(name, chance)}
        try:
            for number in range(count):
                for kind, hurt in kinds.items():
                    if not load.goes_on():
                        faults.append(f"restart {number}, before {kind}: nothing is saved any more; {database.log_tail()}")
                        break
                    hurt()
            if not load.goes_on():
                faults.append("nothing is saved any more after the last restart")
        finally:
            load.end()
        faults += live(servers, ears, load)
        faults += load.check(renkei.Client(servers[0], "hq-analyst"))
        for server in servers:
            if server.stop() != 0:
                faults.append(f"a node ended badly: {server.tail()}")
        verified = renkei.run(program, "verify", "--data", first)
        if verified.returncode != 0:
            faults.append(f"renkei verify: {verified.stderr.decode()[:500]}")
        lost = sum(fault.startswith("lost") for fault in faults)
        return f"{count * len(kinds)} restarts: {len(load.promises.records)} acknowledged, {load.refused} refused, {lost} lost", faults
    finally:
        for server in servers:
            if server.alive():
                server.kill()


def live(servers, ears, load):
    """Ears that were open all the while hear what is saved now, on either node."""
    faults = []
    for server in servers:
        answer = nodes.accept(renkei.Client(server, "furukawa-intake"), "再起動の後の受理")
        if answer.status != 201:
            faults.append(f"after the restarts: {answer.status} {answer.text[:300]}")
            continue
        load.promises.record(answer.json["id"], answer.json["number"], "再起動の後の受理")
        faults += [f"a node does not hear of {answer.json['number']} any more" for ear in ears if not ear.heard(answer.json["id"])]
    return faults


def below(program, folder, database, short):
    """Yields (what, faults, how much): writes and fsyncs of the server's own processes fail."""
    data = folder / "below"
    server = renkei.Server(program, data)
    try:
        work = PatientWork(server, database)
        work.round()
        many = {"/pg_wal/": (1, 6, 14) if short else range(1, 60), "/base/": (1, 9) if short else range(1, 60, 2)}
        for within, what in (("/pg_wal/", "PostgreSQL's log"), ("/base/", "PostgreSQL's data")):
            for kind in ("write", "fsync"):
                failed, faults = each_nth(database, work, within, kind, many[within], checkpoint=within == "/base/")
                if not failed:
                    faults.append("nothing failed")
                yield f"a {kind} of {what} fails", faults, f"{failed} faults"
        for within, what in (("/pg_wal/", "log"), ("/base/", "data")):
            nths = (3,) if short else range(1, 20)
            helped, faults = full_disk(database, work, within, nths)
            yield f"no room for PostgreSQL's {what}, then room again", faults, f"{len(nths)} times, its server started by hand {helped} times"
        faults = work.faults + [fault for identity in work.states for fault in work.check(identity)]
        status = server.stop()
        faults += killed.check(program, data, work.promises, whole=True) + ([] if status == 0 else [f"it ended with {status}: {server.tail()}"])
        lost = sum(fault.startswith("lost") for fault in faults)
        yield "all acknowledged is there afterwards", faults, (
            f"{len(work.promises.records)} acknowledged, {work.asked} requests, {work.refused} refused, {lost} lost")
    finally:
        database.orders.only("")
        if server.alive():
            server.kill()


class NoOrders:
    """For the program itself: only its server fails."""

    environment = {}


def starts(program, folder, database, nths):
    """The server fails while its database is made and migrated."""
    faults, failed = [], 0

    def over():
        nonlocal failed
        failed += database.orders.stop("fsync")
        database.bring_up()

    database.orders.only("/pg_wal/")
    for nth in nths:
        data = folder / f"start-{nth}"
        renkei.databases.environment(data)  # makes the database, which is not to fail
        database.orders.fail("fsync", nth, errno.EIO)
        faults += injected.start_and_again(program, data, NoOrders, f"fsync {nth} of PostgreSQL's log", over)
    database.orders.only("")
    yield "PostgreSQL fails while a database is made", faults + ([] if failed else ["nothing failed"]), f"{len(nths)} starts, {failed} faults"


def refused_over_tls(program, data, database, address, ja, en):
    """The program does not start, says why in both languages, and never the password."""
    environment = renkei.databases.environment(data) | {"RENKEI_STORE": address.replace("/postgres?", f"/{renkei.databases.names[str(data)]}?")}
    done = renkei.run(program, "serve", "--data", data, "--port", "0", env=environment, timeout=30)
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    faults = []
    if done.returncode != 1 or ja not in said or en not in said:
        faults.append(f"{address}: {done.returncode} instead of a refusal with {ja!r} and {en!r}: {said[-600:]}")
    if PASSWORD in said or "mitsu" in said:
        faults.append(f"the password is told: {said[-600:]}")
    return faults


def tls(program, folder, database):
    data = folder / "tls"
    with database.used(database.over_tls()):
        server = renkei.Server(program, data)
        try:
            work = PatientWork(server, database)
            for _ in range(3):
                work.round()
            faults = work.faults + work.check_last(0)
            name = renkei.databases.names[str(data)]
            plain = database.ask(f"SELECT count(*) FILTER (WHERE NOT ssl), count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) "
                                 f"WHERE datname = '{name}'")
            if not plain.startswith("0|") or plain == "0|0":
                faults.append(f"not every session speaks TLS: {plain}")
            database.restart("fast")  # and TLS again afterwards
            work.wait()
            work.round()
        finally:
            status = server.stop()
        if status != 0 or "mitsu" in server.tail(10000):
            faults.append(f"it ended with {status}, or tells the password: {server.tail()}")
        faults += killed.check(program, data, work.promises, whole=True)
        yield "verify-full with an authority of its own", faults, f"{len(work.states)} records, {plain.split('|')[1]} sessions under TLS"
        tried = [("an authority that signed nothing", database.over_tls(authority="stranger.crt"), "sslrootcert の認証局", "sslrootcert is the authority"),
                 ("a certificate of another name", database.over_tls(host="127.0.0.1"), "ホスト名と一致しません", "for another name"),
                 ("no file of the authority", database.over_tls(authority="nothing.crt"), "sslrootcert のファイル", "the file of sslrootcert"),
                 ("a wrong password", database.over_tls(password="other-mitsu"), "認証に失敗しました", "the account was refused"),
                 ("another machine in the clear", database.over_tls(host="192.0.2.1", mode="prefer"), "暗号化されません", "in the clear"),
                 ("an address that cannot be read", database.over_tls(password="hi/mitsu"), "読み取れません", "cannot be read")]
        for what, address, ja, en in tried:
            yield f"refused: {what}", refused_over_tls(program, data, database, address, ja, en), "in both languages, without the password"
        database.speak_tls("off")
        faults = refused_over_tls(program, data, database, database.over_tls(), "TLS を受け付けません", "does not speak TLS")
        yield "refused: a server without TLS", faults, "in both languages, without the password"


def run(program, folder, short, chance, only):
    """Yields (what was tried, its faults, how much)."""
    folder = folder / "hurt"
    folder.mkdir()
    database = OwnServer()
    try:
        with database.used():
            if "server" in only:
                yield from below(program, folder, database, short)
                yield from starts(program, folder, database, (16,) if short else range(1, 30))
            if "restart" in only:
                for many_nodes in (True,) if short else (False, True):
                    how, faults = restarts(program, folder, database, chance, 1 if short else 10, many_nodes)
                    yield f"the server is restarted under load, {1 + many_nodes} node{'s' * many_nodes}", faults, how
            if "tls" in only:
                yield from tls(program, folder, database)
    finally:
        with contextlib.suppress(RuntimeError):
            database.stop()
