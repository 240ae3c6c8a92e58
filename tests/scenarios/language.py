"""The small language of *.scenario files: reading them, and comparing an answer with what is expected. See README.md here."""

import dataclasses
import json
import re

NAME = re.compile(r"[a-z][a-z0-9_]*")
TOKEN = re.compile(r"""\s*(?:
      (?P<string>"(?:[^"\\]|\\.)*")
    | ~(?P<pattern>"(?:[^"\\]|\\.)*")
    | (?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<compare>>=|<=)
    | (?P<rest>\.\.\.)
    | (?P<mark>[{}\[\]:,*])
    | \$(?P<name>[a-z][a-z0-9_]*)
    | (?P<word>true|false|null|absent)
    )""", re.VERBOSE)


class Fault(Exception):
    """A scenario that cannot be read, or an answer that differs."""


@dataclasses.dataclass(frozen=True)
class Anything:
    pass


@dataclasses.dataclass(frozen=True)
class Absent:
    pass


@dataclasses.dataclass(frozen=True)
class Name:
    name: str


@dataclasses.dataclass(frozen=True)
class Pattern:
    regex: str


@dataclasses.dataclass(frozen=True)
class Bound:
    sign: str
    number: float


@dataclasses.dataclass(frozen=True)
class Rest:
    """`...` in a list: what is listed must be in it, in any order, and more may be."""


@dataclasses.dataclass
class Step:
    line: int
    kind: str  # "as", "renkei", "listen", "heard", "aged", "held" or "nowhere"
    who: str = ""
    method: str = ""
    path: str = ""
    body: str = ""
    headers: dict = dataclasses.field(default_factory=dict)
    status: int = 0
    expected: str = ""
    expected_headers: dict = dataclasses.field(default_factory=dict)


class Reader:
    """JSON with captures and wildcards; values of known names are put in when it is compared or sent."""

    def __init__(self, text):
        self.text, self.at = text, 0

    def token(self):
        found = TOKEN.match(self.text, self.at)
        if found is None:
            raise Fault(f"not understood: {self.text[self.at:self.at + 60].strip()!r}")
        self.at = found.end()
        return found.lastgroup, found[found.lastgroup]

    def peek(self):
        at = self.at
        token = self.token()
        self.at = at
        return token

    def value(self):
        kind, text = self.token()
        if kind == "string":
            return json.loads(text, strict=False)
        if kind == "number":
            return json.loads(text)
        if kind == "pattern":
            return Pattern(json.loads(text))
        if kind == "compare":
            return Bound(text, float(self.token()[1]))
        if kind == "name":
            return Name(text)
        if kind == "word":
            return {"true": True, "false": False, "null": None, "absent": Absent()}[text]
        if text == "*":
            return Anything()
        if text == "{":
            return self.members()
        if text == "[":
            return self.elements()
        if kind == "rest":
            return Rest()
        raise Fault(f"not expected here: {text!r}")

    def members(self):
        result = {}
        if self.peek()[1] == "}":
            self.token()
            return result
        while True:
            kind, key = self.token()
            if kind != "string" or self.token()[1] != ":":
                raise Fault(f"a member is \"name\": value, not {key!r}")
            result[json.loads(key)] = self.value()
            if self.token()[1] == "}":
                return result

    def elements(self):
        result = []
        if self.peek()[1] == "]":
            self.token()
            return result
        while True:
            result.append(self.value())
            if self.token()[1] == "]":
                return result

    def whole(self):
        value = self.value()
        if self.text[self.at:].strip():
            raise Fault(f"something follows the value: {self.text[self.at:].strip()[:60]!r}")
        return value


def read_pattern(text):
    return Reader(text).whole()


def fill(value, names):
    """Puts captured values into a body: `$name` as a value, `${name}` inside a text, `$repeat(text,n)` for long ones."""
    if isinstance(value, Name):
        return known(value.name, names)
    if isinstance(value, str):
        return fill_text(value, names)
    if isinstance(value, dict):
        return {fill_text(key, names): fill(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [fill(item, names) for item in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    raise Fault(f"{value!r} is for expectations, not for a body")


def known(name, names):
    if name not in names:
        raise Fault(f"${name} is not captured")
    return names[name]


def fill_text(text, names):
    text = re.sub(r"\$\{([a-z][a-z0-9_]*)\}", lambda found: str(known(found[1], names)), text)
    return re.sub(r"\$repeat\(([^,()]*),(\d+)\)", lambda found: found[1] * int(found[2]), text)


def fill_path(path, names):
    path = fill_text(path, names)
    return re.sub(r"\$\{?([a-z][a-z0-9_]*)\}?", lambda found: str(known(found[1], names)), path)


def differences(expected, actual, names, where="answer"):
    """What differs, one line each; captures what is new."""
    if isinstance(expected, Anything):
        return []
    if isinstance(expected, Name):
        if expected.name not in names:
            names[expected.name] = actual
            return []
        expected = names[expected.name]
    if isinstance(expected, Pattern):
        regex = fill_text(expected.regex, names)
        matches = isinstance(actual, str) and re.search(regex, actual) is not None
        return [] if matches else [f"{where}: {shown(actual)} does not match /{regex}/"]
    if isinstance(expected, Bound):
        is_number = isinstance(actual, (int, float)) and not isinstance(actual, bool)
        holds = is_number and (actual >= expected.number if expected.sign == ">=" else actual <= expected.number)
        return [] if holds else [f"{where}: {shown(actual)} is not {expected.sign} {expected.number:g}"]
    if isinstance(expected, dict):
        return differing_members(expected, actual, names, where)
    if isinstance(expected, list):
        return differing_elements(expected, actual, names, where)
    if isinstance(expected, str):
        expected = fill_text(expected, names)
    same = type(expected) is type(actual) and expected == actual
    return [] if same else [f"{where}: {shown(actual)} instead of {shown(expected)}"]


def differing_members(expected, actual, names, where):
    if not isinstance(actual, dict):
        return [f"{where}: {shown(actual)} is not an object"]
    found = []
    for key, value in expected.items():
        inside = f"{where}.{key}"
        if isinstance(value, Absent):
            found += [f"{inside} is there: {shown(actual[key])}"] if key in actual else []
        elif key not in actual:
            found.append(f"{inside} is missing; there are {', '.join(actual)}")
        else:
            found += differences(value, actual[key], names, inside)
    return found


def differing_elements(expected, actual, names, where):
    if not isinstance(actual, list):
        return [f"{where}: {shown(actual)} is not a list"]
    listed = [value for value in expected if not isinstance(value, Rest)]
    if len(listed) == len(expected):
        if len(listed) != len(actual):
            return [f"{where}: {len(actual)} elements instead of {len(listed)}: {shown(actual)}"]
        return [line for i, value in enumerate(listed) for line in differences(value, actual[i], names, f"{where}[{i}]")]
    found, left = [], list(actual)
    for value in listed:
        for candidate in left:
            tried = dict(names)
            if not differences(value, candidate, tried, where):
                names.update(tried)
                left.remove(candidate)
                break
        else:
            found.append(f"{where}: no element is {value!r} in {shown(actual)}")
    return found


def shown(value, longest=700):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= longest else text[:longest] + "…"


HEADER = re.compile(r"\s+([A-Z][A-Za-z-]*):(?: (.*))?$")
STARTS = re.compile(r"(as|renkei|listen|heard|aged|held|nowhere)\b")


def read_file(path):
    steps, step, answering = [], None, False
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if STARTS.match(line):
            step, answering = start(number, line), False
            steps.append(step)
        elif step is None:
            raise Fault(f"line {number}: begins with as, renkei, listen, heard, aged, held or nowhere")
        elif line.startswith("→"):
            found = re.match(r"→ (\d+)\s*(.*)$", line)
            if found is None or answering:
                raise Fault(f"line {number}: one `→ status json` for each step")
            answering, step.status, step.expected = True, int(found[1]), found[2]
        elif header := HEADER.match(line):
            (step.expected_headers if answering else step.headers)[header[1]] = header[2] or ""
        elif line[0].isspace():
            if answering:
                step.expected += "\n" + line
            else:
                step.body += "\n" + line
        else:
            raise Fault(f"line {number}: not understood: {line}")
    for step in steps:
        if step.status == 0 and step.kind == "as":
            raise Fault(f"line {step.line}: no `→` follows")
    return steps


def start(number, line):
    if line.startswith("as "):
        words = line.split(None, 4)
        if len(words) < 4:
            raise Fault(f"line {number}: as ACCOUNT METHOD path [json]")
        return Step(number, "as", who=words[1], method=words[2], path=words[3], body=words[4] if len(words) > 4 else "")
    if line.startswith("renkei "):
        return Step(number, "renkei", body=line.split(None, 1)[1])
    if line.startswith("listen "):
        return Step(number, "listen", who=line.split()[1])
    if line.startswith("heard "):
        words = line.split(None, 2)
        return Step(number, "heard", who=words[1], expected=words[2])
    if line.startswith(("aged ", "held ", "nowhere ")):
        kind, rest = line.split(None, 1)
        return Step(number, kind, body=rest)
    raise Fault(f"line {number}: not understood: {line}")
