#!/usr/bin/env python3
"""Misuse that must not compile: with -DMISUSE a file must fail with the message that it expects, without it (its control) compile.

usage: run.py COMPILER [FILE...]   (default: every .cpp here; a file without an "// expect:" line is a control alone)
"""
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
FLAGS = ["-std=c++20", "-fsyntax-only", "-Wall", "-Werror", "-fdiagnostics-color=never", f"-I{HERE.parent.parent / 'src'}"]


def compiled(compiler, source, *definitions):
    """Exit status and what was said; compilers quote with typographic quotes in some locales."""
    result = subprocess.run([compiler, *FLAGS, *definitions, str(source)], capture_output=True, text=True, check=False)
    return result.returncode, re.sub("[‘’]", "'", result.stderr)


def faults(compiler, source):
    status, said = compiled(compiler, source)
    if status != 0:
        yield f"the control should compile; it gave {status}:\n{said[:3000]}"
    expectation = re.match(r"// expect: (.*)", source.read_text("utf-8"))
    if expectation is None:
        return
    status, said = compiled(compiler, source, "-DMISUSE")
    if status == 0:
        yield "the misuse compiles"
    elif re.search(expectation[1], said) is None:
        yield f"the misuse should fail with /{expectation[1]}/; it said:\n{said[:3000]}"


def main():
    compiler, *names = sys.argv[1:] or ["g++"]
    sources = [HERE / name for name in names] or sorted(HERE.glob("*.cpp"))
    failed = 0
    for source in sources:
        found = list(faults(compiler, source))
        failed += bool(found)
        for fault in found:
            print(f"{source.name}: {fault}")
    print(f"{len(sources) - failed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
