#!/usr/bin/env python3
"""Writes known data for the benchmarks: what `renkei import` reads, and the truth about it. Same seed, same bytes.

  bench/generator.py FOLDER [--observables 1000000] [--consultations 30000] [--seed 20261122] [--cases 400]

FOLDER/feed/        a MISP feed (manifest.json and one file an event)        renkei import misp
FOLDER/lists/       plain lists, a value a line                              renkei import indicators
FOLDER/consultations.jsonl   reports of 24 stations                          renkei import consultations
FOLDER/truth/observables.tsv every observable that must be known afterwards, each once (type, value), sorted
FOLDER/truth/typed.jsonl     texts as an officer types them, with the hits each must show (see `Case`)
FOLDER/truth/summary.json    how many of what

The skew is the one measured on 1.36 M real attributes: 23 % of them belong to values seen more than 20 times. An offender's values
recur over reports by a power law. Everything is invented (see words.py).
"""

import argparse
import itertools
import json
import random
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from words import (
    BRANCHES, CALLERS, CHANNELS, DETAILS, KINDS, NAME_WORDS, PATH_WORDS, PUBLISHERS, SITE_WORDS, STATIONS, STORIES, TOLD,
)  # fmt: skip

DEFAULT_SEED = 20261122
HOT_SHARE = 0.23  # of a feed's attributes
CAMPAIGNS, CAMPAIGN_SHARE = 30, 0.15  # of the reports
EVENT_SIZES = (200, 600, 1200, 2400)
# What feeds hold besides offenders' sites; domains fill the rest up.
FEED_PARTS = {"url": 0.20, "sha256": 0.17, "md5": 0.10, "sha1": 0.05, "ipv4": 0.11, "email": 0.02}
MOST_ADDRESSES = 120_000  # 198.18.0.0/15 has 131,072
MISP_TYPES = {"url": "url", "sha256": "sha256", "md5": "md5", "sha1": "sha1", "ipv4": "ip-dst", "email": "email-src", "domain": "domain"}
LIST_FILES = {"domain": "hosts.txt", "url": "urls.txt", "ipv4": "addresses.txt", "sha256": "hashes.txt", "md5": "hashes.txt",
              "sha1": "hashes.txt", "email": "senders.txt"}  # fmt: skip
BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"

Key = tuple[str, str]  # type and value, as the product keeps them


def base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = BASE36[digit] + digits
        if number == 0:
            return digits


@dataclass
class Held:
    """Where one observable stands: reports by station, feed events by "source/name"."""

    stations: Counter = field(default_factory=Counter)
    feeds: set = field(default_factory=set)


@dataclass(frozen=True)
class Value:
    """A value as it is told (`written`) and what it becomes; a URL brings its host."""

    key: Key
    written: str

    @property
    def host(self) -> str | None:
        return self.key[1].split("/")[2] if self.key[0] == "url" else None

    @property
    def keys(self) -> list[Key]:
        return [self.key] + ([("domain", self.host)] if self.host else [])


class Makers:
    """Makes values that were not made before."""

    def __init__(self, rng: random.Random):
        self.rng = rng
        self.serial = itertools.count(1)
        self.phones: set[str] = set()
        self.accounts: set[str] = set()
        self.addresses = iter(rng.sample(range(2**17), MOST_ADDRESSES))

    def site(self) -> str:
        words = self.rng.sample(SITE_WORDS, 2)
        # The serial number, scattered: neighbours in a feed are not neighbours in the alphabet.
        mark = base36(next(self.serial) * 2654435761 % 2**32)
        return f"{words[0]}-{words[1]}-{mark}.example" if self.rng.random() < 0.7 else f"{words[0]}.{words[1]}{mark}.example"

    def url(self, host: str) -> Value:
        path = "/".join(self.rng.sample(PATH_WORDS, self.rng.randint(1, 2)))
        value = f"https://{host}/{path}/{base36(next(self.serial))}"
        return Value(("url", value), value)

    def phone(self) -> Value:
        while True:
            prefix, rest = self.rng.choice(("070", "080", "090")), f"0{self.rng.randrange(10**7):07d}"
            if prefix + rest not in self.phones:
                break
        self.phones.add(prefix + rest)
        written = f"{prefix}-{rest[:4]}-{rest[4:]}"
        return Value(("phone", "+81" + prefix[1:] + rest), written)

    def account(self) -> Value:
        while True:
            bank, branch = self.rng.choice(BRANCHES)
            number = f"{self.rng.randrange(10**6, 10**7)}"
            value = f"{bank}|{branch}|普通|{number}"
            if value not in self.accounts:
                break
        self.accounts.add(value)
        return Value(("bank_account", value), f"{bank} {branch} 普通 {number}")

    def handle(self) -> str:
        return "_".join(self.rng.sample(NAME_WORDS, 2)) + base36(next(self.serial) + 36)

    def line_id(self) -> Value:
        handle = self.handle()
        return Value(("line_id", "line:" + handle), handle)

    def telegram_id(self) -> Value:
        handle = self.handle()
        return Value(("telegram_id", "telegram:@" + handle), "@" + handle)

    def email(self, host: str) -> Value:
        value = f"{self.handle()}@{host}"
        return Value(("email", value), value)

    def plain(self, kind: str) -> Value:
        if kind == "ipv4":
            number = next(self.addresses)
            value = f"198.{18 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"
        elif kind == "domain":
            value = self.site()
        else:
            bits = {"md5": 128, "sha1": 160, "sha256": 256}[kind]
            value = f"{self.rng.getrandbits(bits):0{bits // 4}x}"
        return Value((kind, value), value)


@dataclass(frozen=True)
class Offender:
    values: tuple[Value, ...]


@dataclass
class Case:
    """What an officer types: `before` stands there, `typed` comes key by key. `hits` are all that must be shown then."""

    id: str
    kind: str
    before: str
    typed: str
    keys: list[Key]


class World:
    def __init__(self, observables: int, consultations: int, cases: int, seed: int):
        self.wanted = observables
        self.consultations = consultations
        self.cases = cases
        self.rng = random.Random(seed)
        self.make = Makers(self.rng)
        self.held: dict[Key, Held] = defaultdict(Held)
        self.derived: set[Key] = set()  # hosts, which a feed does not name themselves
        self.offenders: list[Offender] = []
        self.weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(CAMPAIGNS)))

    # Reports

    def make_offenders(self) -> None:
        for _ in range(max(2 * CAMPAIGNS, self.consultations)):
            host = self.make.site()
            values = [self.make.phone(), self.make.url(host)]
            for chance, maker in ((0.9, self.make.account), (0.4, self.make.account), (0.6, self.make.line_id), (0.3, self.make.phone),
                                  (0.2, self.make.telegram_id)):  # fmt: skip
                if self.rng.random() < chance:
                    values.append(maker())
            if self.rng.random() < 0.3:
                values.append(self.make.email(host))
            self.offenders.append(Offender(tuple(values)))

    def any_offender(self) -> Offender:
        """Most reports stand nearly alone; some belong to a campaign that many stations hear of."""
        if self.rng.random() < CAMPAIGN_SHARE:
            return self.rng.choices(self.offenders[:CAMPAIGNS], cum_weights=self.weights)[0]
        return self.rng.choice(self.offenders)

    def story(self) -> str:
        details = self.rng.sample(DETAILS, 3)
        text = self.rng.choice(CALLERS) + self.rng.choice(STORIES) + "".join(details)
        return text.replace("{amount}", str(self.rng.randint(3, 900)))

    def written(self, value: Value) -> str:
        """People write numbers in several ways; the product must see one value."""
        chance = self.rng.random()
        if value.key[0] == "phone" and chance < 0.3:
            wide = str.maketrans("0123456789-", "０１２３４５６７８９－")
            return value.written.replace("-", "") if chance < 0.15 else value.written.translate(wide)
        return value.written

    def told(self, value: Value) -> str:
        return self.rng.choice(TOLD[value.key[0]]).format(self.written(value)) + (" 。" if value.key[0] in ("url", "email") else "。")

    def report(self, number: int) -> dict:
        offender = self.any_offender()
        count = min(len(offender.values), self.rng.choice((1, 2, 2, 3, 3, 4)))
        values = self.rng.sample(offender.values, count)
        station = self.rng.choice(STATIONS)
        for key in {key for value in values for key in value.keys}:
            self.held[key].stations[station] += 1
        day = self.rng.randrange(365)
        return {
            "id": f"B{number:06d}",
            "channel": self.rng.choice(CHANNELS),
            "kind": self.rng.choice(KINDS),
            "text": self.story() + "".join(self.told(value) for value in values),
            "station": station,
            "received_at": f"2025-{day // 31 + 1:02d}-{day % 28 + 1:02d}T{self.rng.randrange(8, 20):02d}:{self.rng.randrange(60):02d}:00+09:00",
        }

    # Feeds

    def fresh_value(self, kind: str) -> Value:
        if kind == "url":
            return self.make.url(self.make.site())
        if kind == "email":
            return self.make.email(self.make.site())
        return self.make.plain(kind)

    def feed_values(self):
        """Fresh values, in the order in which feeds publish them, until as many observables are known as were asked for."""
        known = set(self.held)
        sites = [value for offender in self.offenders for value in offender.values if value.key[0] == "url"]
        fresh = self.rng.sample(sites, len(sites) * 3 // 10)
        for kind, share in FEED_PARTS.items():
            # A URL brings its host, which is an observable too.
            count = int(self.wanted * share / (2 if kind == "url" else 1))
            fresh += [self.fresh_value(kind) for _ in range(min(count, MOST_ADDRESSES) if kind == "ipv4" else count)]
        self.rng.shuffle(fresh)
        for value in itertools.chain(fresh, (self.make.plain("domain") for _ in itertools.count())):
            new = [key for key in value.keys if key not in known]
            if len(known) + len(new) > self.wanted:
                if len(known) == self.wanted:
                    return
                continue
            known.update(new)
            yield value

    def split_feeds(self) -> tuple[list[list[Value]], dict[str, list[Value]]]:
        """The values by MISP event and by plain list, hot ones in many events."""
        values = list(self.feed_values())
        self.rng.shuffle(values)
        hot = [value for value in values if value.key[0] != "email"][: max(5, len(values) // 500)]
        hot_weights = list(itertools.accumulate((rank + 1) ** -0.6 for rank in range(len(hot))))
        in_events, in_lists = values[: len(values) // 2], values[len(values) // 2 :]
        events = []
        at = 0
        while at < len(in_events):
            size = min(self.rng.choice(EVENT_SIZES), max(10, self.wanted // 40))
            event = dict.fromkeys(in_events[at : at + int(size * (1 - HOT_SHARE))])
            at += len(event)
            # Twice the share, since plain lists hold each value once.
            event.update(dict.fromkeys(self.rng.choices(hot, cum_weights=hot_weights, k=int(size * HOT_SHARE * 2))))
            events.append(list(event))
        lists = defaultdict(list)
        for value in in_lists:
            lists[LIST_FILES[value.key[0]]].append(value)
        return events, dict(lists)

    def hold_feed(self, name: str, values: list[Value]) -> None:
        for value in values:
            for key in value.keys:
                self.held[key].feeds.add(name)
                if key != value.key:
                    self.derived.add(key)

    # Texts that are typed

    def typed_cases(self) -> list[Case]:
        told = [value for offender in self.offenders for value in offender.values if value.key in self.held]
        by_kind = {kind: [value for value in told if value.key[0] == kind] for kind in ("phone", "bank_account", "url")}
        hot = {kind: sorted(values, key=lambda v: (-self.held[v.key].stations.total(), v.key))[:10] for kind, values in by_kind.items()}
        types = {"phone": "phone", "account": "bank_account", "url": "url"}
        cases = []
        for number in range(self.cases):
            kind = "unknown" if number % 10 == 9 else ("phone", "account", "url")[number % 3]
            told_type = types.get(kind) or self.rng.choice(("phone", "bank_account"))
            if kind == "unknown":
                value = self.make.phone() if told_type == "phone" else self.make.account()
            else:
                value = self.rng.choice(hot[told_type] if self.rng.random() < 0.1 else by_kind[told_type])
            values = [value]
            before = self.story()
            if kind != "unknown" and self.rng.random() < 0.3:
                other = self.rng.choice(by_kind["bank_account" if told_type == "phone" else "phone"])
                before += self.told(other)
                values.append(other)
            lead, _ = self.rng.choice(TOLD[told_type]).split("{}")
            keys = [] if kind == "unknown" else [key for v in values for key in v.keys]
            cases.append(Case(f"T{number:04d}", kind, before + lead, value.written, keys))
        return cases

    def hit(self, key: Key, by: str) -> dict:
        held = self.held[key]
        shown = key[1].replace("|", " ") if key[0] == "bank_account" else key[1]
        return {"type": key[0], "value": key[1], "shown": shown, "by": by, "stations": dict(sorted(held.stations.items())), "feeds": sorted(held.feeds)}

    def case_line(self, case: Case) -> dict:
        hits = [self.hit(key, "host" if key[0] == "domain" else "value") for key in case.keys]
        return {"id": case.id, "kind": case.kind, "before": case.before, "typed": case.typed, "hits": hits}


class Writer:
    """Puts a world into a folder."""

    def __init__(self, world: World, folder: Path):
        self.world = world
        self.folder = folder
        self.attributes = 0
        for name in ("feed", "lists", "truth"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def open(self, name: str):
        return (self.folder / name).open("w", encoding="utf-8", newline="\n")

    def write(self) -> dict:
        self.world.make_offenders()
        with self.open("consultations.jsonl") as file:
            for number in range(self.world.consultations):
                file.write(json.dumps(self.world.report(number), ensure_ascii=False) + "\n")
        in_reports = len(self.world.held)
        events, lists = self.world.split_feeds()
        self.write_events(events)
        for name, values in sorted(lists.items()):
            self.world.hold_feed(f"{name.removesuffix('.txt')}/{name}", values)
            self.attributes += len(values)
            with self.open(f"lists/{name}") as file:
                file.write("# invented for a benchmark\n")
                file.writelines(value.written + "\n" for value in values)
        with self.open("truth/observables.tsv") as file:
            file.writelines(f"{kind}\t{value}\n" for kind, value in sorted(self.world.held))
        with self.open("truth/typed.jsonl") as file:
            for case in self.world.typed_cases():
                file.write(json.dumps(self.world.case_line(case), ensure_ascii=False) + "\n")
        return self.write_summary(in_reports, len(events))

    def write_events(self, events: list[list[Value]]) -> None:
        rng = self.world.rng
        names, parts = zip(*PUBLISHERS)
        manifest = {}
        for number, values in enumerate(events):
            event_id = str(uuid.UUID(int=rng.getrandbits(128), version=4))
            publisher = rng.choices(names, parts)[0]
            day = f"2025-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
            head = {"info": f"Invented campaign {number}", "date": day, "Orgc": {"name": publisher}}
            manifest[event_id] = head
            self.world.hold_feed(f"{publisher}/{head['info']}", values)
            self.attributes += len(values)
            attributes = [
                {"uuid": str(uuid.UUID(int=rng.getrandbits(128), version=4)), "type": MISP_TYPES[value.key[0]], "category": "Network activity",
                 "value": value.written, "to_ids": True, "timestamp": "1735689600", "comment": ""}
                for value in values
            ]  # fmt: skip
            with self.open(f"feed/{event_id}.json") as file:
                json.dump({"Event": {"uuid": event_id, **head, "timestamp": "1735689600", "Attribute": attributes}}, file, ensure_ascii=False)
        with self.open("feed/manifest.json") as file:
            json.dump(manifest, file, ensure_ascii=False)

    def write_summary(self, in_reports: int, events: int) -> dict:
        held = self.world.held
        often = sum(len(one.feeds) for key, one in held.items() if len(one.feeds) > 20 and key not in self.world.derived)
        summary = {
            "observables": len(held),
            "by_type": dict(sorted(Counter(kind for kind, _ in held).items())),
            "in_reports": in_reports,
            "consultations": self.world.consultations,
            "events": events,
            "attributes": self.attributes,
            "attributes_of_values_seen_over_20_times": round(often / self.attributes, 3),
            "most_reports_of_one_value": max(held_in.stations.total() for held_in in held.values()),
            "cases": self.world.cases,
        }
        with self.open("truth/summary.json") as file:
            json.dump(summary, file, indent=2)
        return summary


def generate(folder: Path, observables: int, consultations: int, cases: int = 400, seed: int = DEFAULT_SEED) -> dict:
    return Writer(World(observables, consultations, cases, seed), folder).write()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--observables", type=int, default=1_000_000)
    options.add_argument("--consultations", type=int, default=30_000)
    options.add_argument("--cases", type=int, default=400)
    options.add_argument("--seed", type=int, default=DEFAULT_SEED)
    chosen = options.parse_args()
    print(json.dumps(generate(chosen.folder, chosen.observables, chosen.consultations, chosen.cases, chosen.seed), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
