#!/usr/bin/env python3
"""Refuses includes that go against boundaries.toml.

Rules: a layer includes only the layers listed for it; folders of a `separate` layer never include each other;
`x/internal/` is for files under `x/` only; our own headers are named from src/ and exist; some libraries belong to one place.
An exception that is no longer needed is itself an error.
"""

import argparse
import re
import sys
import tomllib
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


class Checker:
    def __init__(self, root: Path):
        self.root = root
        config = tomllib.loads((root / "boundaries.toml").read_text(encoding="utf-8"))
        self.layers = {name: set(below) for name, below in config["layers"].items()}
        self.separate = set(config.get("separate", {}).get("layers", []))
        self.libraries = config.get("libraries", {})
        self.unneeded = set(config.get("exceptions", {}).get("allowed", []))
        self.allowed = frozenset(self.unneeded)
        self.problems: list[str] = []

    def check(self) -> list[str]:
        source = self.root / "src"
        for folder in sorted(p.name for p in source.iterdir() if p.is_dir()):
            if folder not in self.layers:
                self.problems.append(f"src/{folder}: not a layer of boundaries.toml; put the code into one of {', '.join(self.layers)}")
        for path in sorted(source.rglob("*")):
            if path.suffix in (".h", ".cpp"):
                self.check_file(path.relative_to(source))
        for entry in sorted(self.unneeded):
            self.problems.append(f"boundaries.toml: exception '{entry}' is not needed any more; delete it")
        return self.problems

    def check_file(self, file: Path) -> None:
        layer = file.parts[0]
        if layer not in self.layers or len(file.parts) < 2:
            return
        for number, line in enumerate((self.root / "src" / file).read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            quoted, target = match[1] == '"', match[2]
            reason = self.reason_against_ours(file, target) if quoted else self.reason_against_library(file, target)
            if reason is None:
                continue
            entry = f"src/{file} -> {target}"
            if entry in self.allowed:
                self.unneeded.discard(entry)
            else:
                self.problems.append(f"src/{file}:{number}: {reason}")

    def reason_against_ours(self, file: Path, target: str) -> str | None:
        parts, layer = Path(target).parts, file.parts[0]
        if parts[0] not in self.layers or ".." in parts:
            return f'"{target}" is not a path from src/; write #include "layer/folder/file.h" (third-party headers in <>)'
        if not (self.root / "src" / target).is_file():
            return f'"{target}" does not exist under src/'
        if parts[0] != layer and parts[0] not in self.layers[layer]:
            below = ", ".join(sorted(self.layers[layer])) or "nothing of ours"
            return f'"{target}": {layer} may include {below}; arrows point down only. Move the code down, or hand it in as a parameter'
        if layer == parts[0] and layer in self.separate and len(file.parts) > 2 and parts[1] != file.parts[1]:
            return (f'"{target}": {layer}/{file.parts[1]} must not know {layer}/{parts[1]}. Meet through a shared record or a port of '
                    "platform/registry, or a journal follower")
        if "internal" in parts:
            owner = parts[: parts.index("internal")]
            if file.parts[: len(owner)] != owner:
                return f'"{target}" is internal to src/{"/".join(owner)}; include that folder\'s public header'
        return None

    def reason_against_library(self, file: Path, target: str) -> str | None:
        if Path(target).parts[0] in self.layers and (self.root / "src" / target).is_file():
            return f'<{target}> is ours: write it in quotes'
        for library, places in self.libraries.items():
            belongs = target == library or target.startswith(library + "/") or target.startswith(library + ".")
            if belongs and not any(f"src/{file}".startswith(place) for place in places):
                return f"<{target}>: {library} is for {', '.join(places)} only; use our wrapper there"
        return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    problems = Checker(parser.parse_args().root).check()
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} boundary violation(s); the picture is in ARCHITECTURE.md")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
