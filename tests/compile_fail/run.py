#!/usr/bin/env python3
"""Misuse that must not compile: every .cpp here is compiled alone and must fail with the message it expects.

usage: run.py [COMPILER]   (default g++; a file without an "// expect:" line must compile)
"""
import pathlib
import re
import subprocess
import sys

folder = pathlib.Path(__file__).resolve().parent
compiler = sys.argv[1] if len(sys.argv) > 1 else "g++"
command = [compiler, "-std=c++20", "-fsyntax-only", "-Wall", "-Werror", "-fdiagnostics-color=never",
           f"-I{folder.parent.parent / 'src'}"]

passed, failed = 0, 0
for source in sorted(folder.glob("*.cpp")):
    expectation = re.match(r"// expect: (.*)", source.read_text(encoding="utf-8"))
    result = subprocess.run([*command, str(source)], capture_output=True, text=True, check=False)
    if expectation is None:
        ok = result.returncode == 0
        reason = "should compile"
    else:
        # Compilers quote with typographic quotes in some locales.
        errors = "\n".join(re.sub("[‘’]", "'", result.stderr).splitlines())
        ok = result.returncode != 0 and re.search(expectation[1], errors) is not None
        reason = f"should fail with /{expectation[1]}/"
    passed, failed = passed + ok, failed + (not ok)
    if not ok:
        print(f"{source.name}: {reason}; it gave {result.returncode}:\n{result.stderr[:3000]}")
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
