#!/usr/bin/env python3
"""House rules that a machine can see, each with a message that says what to do instead.

Looks at every file that git knows or would add. A rule is one small class below; its planted faults are in lint_repo_test.py.
"""

import argparse
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CODE = (".h", ".cpp")
WEB = (".ts", ".tsx", ".mjs")
MAX_LINES = 500
MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class LineRule:
    """A pattern that must not stand in the files below `where`, unless the file is in `except_in`."""

    pattern: str
    advice: str
    where: str = ""
    suffixes: tuple[str, ...] = CODE
    except_in: tuple[str, ...] = ()
    in_comments: bool = False


# Written in pieces, so that this file does not find itself.
REGISTRY_HOSTS = "|".join(["registry\\.npm" + "js", "npm\\.pkg\\.git" + "hub", "artifact" + "registry", "[a-z0-9.-]+-npm\\.pkg\\.dev"])
PERSONAL_PATHS = "|".join([f"/{top}/" for top in ("work/(?:main|wt|shared|helpers)", "home/[a-z]+", "Users/[A-Za-z]+", "root/[.a-z]+")])

LINE_RULES = (
    LineRule(r"\bstd::(cout|cerr|clog|printf|puts)\b|(?<![\w:.>])(printf|puts|fprintf)\s*\(", "only src/app talks to the terminal: return the text, or log through platform/log",
             where="src/", except_in=("src/app/",)),
    LineRule(r"(?<![\w:.>])(std::)?system\s*\(|(?<![\w.>])popen\s*\(", "no shell: use the library call", where="src/"),
    LineRule(r"catch\s*\(\s*\.\.\.\s*\)", "catch the type you can handle; only the http and job borders turn everything into an answer",
             except_in=("src/platform/http/problem_response.cpp", "src/platform/jobs/runner.cpp")),
    LineRule(r"\busing\s+namespace\b(?!\s+std::(\w+_)?literals\b)", "name what you use; only the literals of std may come whole"),
    LineRule(r"(?<![\w:.>])(std::)?(atoi|atol|atoll|atof|strto(?:d|f|l|ll|ul|ull)|sto(?:i|l|ll|ul|ull|f|d))\s*\(",
             "depends on the locale or hides errors: use std::from_chars", where="src/"),
    LineRule(r"(?<![\w:.>])(std::)?(isalpha|isdigit|isalnum|isspace|isupper|islower|isxdigit|ispunct|tolower|toupper)\s*\(",
             "depends on the locale and is undefined above 0x7f: use base/ascii or base/text", where="src/"),
    LineRule(r"\bsetlocale\s*\(|\bstd::locale\b", "the program has no locale: times, numbers and text are formatted by base", where="src/"),
    LineRule(r"\bstd::this_thread::sleep_for\b|\busleep\s*\(|(?<![\w:.>])sleep\s*\(", "tests do not sleep: inject the clock or wait for the event", where="src/",
             suffixes=("_test.cpp",)),
    LineRule(r"\bTODO\b(?!.*docs/decisions/)|\b(FIXME|XXX|HACK)\b", "finish it, or decide it in docs/decisions and link the page on the same line",
             suffixes=CODE + WEB + (".py", ".sh", ".css", ".sql", ".yaml"), except_in=("tools/lint_repo",), in_comments=True),
    LineRule(r"\beslint-disable\b|@ts-ignore|@ts-nocheck", "mend the cause; a rule that is wrong everywhere is changed in eslint.config",
             where="web/", suffixes=WEB, in_comments=True),
    LineRule(r"^(?!\s*#).*(domain\.md|\[K\])", "officers read it: name the law, agency or page, or say 出典未確認（本部で確認）", where="data/", suffixes=(".yaml",)),
    LineRule(r"^\s+[\w-]+: \{(?!.*\ben: ).*\bja: ", "what is shown stands in English too: en beside ja", where="data/triage/", suffixes=(".yaml",)),
    LineRule(REGISTRY_HOSTS, "no package registry is named in the repository (.npmrc: omit-lockfile-registry-resolved=true; then make the lock file anew)",
             suffixes=("",), in_comments=True),
    LineRule(PERSONAL_PATHS, "a path of one machine: say it relative to the repository, or take it from an option", suffixes=("",), in_comments=True),
)


def without_comment(line: str) -> str:
    return re.sub(r"^\s*(//|\*|/\*).*|\s//\s.*$", "", line)


def tracked_files(root: Path) -> list[str]:
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=root, check=True, capture_output=True)
    names = [name for name in listed.stdout.decode("utf-8").split("\0") if name]
    return sorted(name for name in names if (root / name).is_file())


def text_of(path: Path) -> str | None:
    data = path.read_bytes()
    if b"\0" in data[:8192]:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def line_problems(name: str, text: str) -> list[str]:
    rules = [rule for rule in LINE_RULES
             if name.startswith(rule.where) and name.endswith(rule.suffixes) and not name.startswith(rule.except_in or "\0")]
    compiled = [(re.compile(rule.pattern), rule) for rule in rules]
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, rule in compiled:
            if pattern.search(line if rule.in_comments else without_comment(line)):
                found.append(f"{name}:{number}: {line.strip()[:80]!r}: {rule.advice}")
    return found


def file_problems(root: Path, name: str, text: str | None) -> list[str]:
    found = []
    size = (root / name).stat().st_size
    if size > MAX_BYTES and not name.startswith(("samples/", "web/public/fonts/")):
        found.append(f"{name}: {size} bytes: is it ours, and needed in the repository? Large real data stays outside")
    if text is None:
        return found
    lines = text.count("\n")
    if name.endswith(CODE + (".ts", ".tsx", ".py")) and lines > MAX_LINES and not generated(text):
        found.append(f"{name}: {lines} lines: more than one idea? Split it (at most {MAX_LINES})")
    if name.endswith(".h") and name.startswith("src/") and "#pragma once" not in text:
        found.append(f"{name}: no #pragma once")
    if "\r\n" in text and not name.startswith("tests/fuzz/seeds/"):
        found.append(f"{name}: CRLF line ends: use LF")
    return found


def generated(text: str) -> bool:
    return any("Generated by" in line or "auto-generated" in line for line in text.splitlines()[:5])


LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
CODE_SPAN = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def link_problems(root: Path, name: str, text: str) -> list[str]:
    """A Markdown link to a file of the repository leads somewhere."""
    targets = LINK.findall(CODE_SPAN.sub("", text)) if name.endswith(".md") else []
    return [f"{name}: the link to {target} leads nowhere" for target in targets if not (root / name).parent.joinpath(target).exists()]


def folder_problems(names: list[str]) -> list[str]:
    """Every folder of src that holds code says in its README what it holds and what it refuses to hold."""
    folders = {str(Path(name).parent) for name in names if name.startswith("src/") and name.endswith(CODE)}
    folders |= {str(Path(name).parent.parent) for name in names if name.startswith("src/") and name.endswith(CODE) and name.count("/") > 2}
    present = set(names)
    return [f"{folder}/README.md is missing: one paragraph, what the folder holds and what it refuses to hold"
            for folder in sorted(folders) if f"{folder}/README.md" not in present and "/internal" not in folder]


def check(root: Path) -> list[str]:
    names = tracked_files(root)
    found = folder_problems(names)
    for name in names:
        text = text_of(root / name)
        found += file_problems(root, name, text)
        if text is not None:
            found += line_problems(name, text) + link_problems(root, name, text)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    problems = check(parser.parse_args().root)
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} finding(s). The rules and their reasons: CONTRIBUTING.md")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
