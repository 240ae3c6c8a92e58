"""Plants each fault that check_boundaries.py must find, and one tree without any."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from check_boundaries import Checker  # noqa: E402

CONFIG = """
[layers]
base = []
platform = ["base"]
modules = ["platform", "base"]
[separate]
layers = ["modules"]
[libraries]
"boost/beast" = ["src/platform/http/"]
[exceptions]
allowed = [{allowed}]
"""

GOOD = {
    "base/text.h": "",
    "platform/http/server.h": '#include "base/text.h"\n#include <boost/beast.hpp>\n',
    "platform/http/internal/session.h": "",
    "platform/http/server.cpp": '#include "platform/http/internal/session.h"\n',
    "modules/intake/module.h": '#include "platform/http/server.h"\n#include <string>\n',
    "modules/intake/rules.h": '#include "modules/intake/module.h"\n',
    "modules/cases/module.h": "",
}


def problems(changes: dict[str, str], allowed: str = "") -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "boundaries.toml").write_text(CONFIG.format(allowed=allowed), encoding="utf-8")
        for path, text in (GOOD | changes).items():
            file = root / "src" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return Checker(root).check()


class Boundaries(unittest.TestCase):
    def refused(self, path: str, line: str, words: str) -> None:
        found = problems({path: line})
        self.assertEqual(len(found), 1, found)
        self.assertIn(f"src/{path}:1", found[0])
        self.assertIn(words, found[0])

    def test_a_tree_that_keeps_the_rules_passes(self):
        self.assertEqual(problems({}), [])

    def test_an_arrow_pointing_up_is_refused(self):
        self.refused("base/log.h", '#include "platform/http/server.h"', "arrows point down only")

    def test_a_module_that_includes_another_is_refused(self):
        self.refused("modules/cases/link.h", '#include "modules/intake/module.h"', "must not know modules/intake")

    def test_a_foreign_internal_header_is_refused(self):
        self.refused("modules/cases/peek.h", '#include "platform/http/internal/session.h"', "internal to src/platform/http")

    def test_a_path_that_does_not_start_at_src_is_refused(self):
        self.refused("modules/cases/near.h", '#include "module.h"', "not a path from src/")
        self.refused("modules/cases/up.h", '#include "modules/../base/text.h"', "not a path from src/")

    def test_a_header_that_does_not_exist_is_refused(self):
        self.refused("modules/cases/gone.h", '#include "base/gone.h"', "does not exist")

    def test_our_header_in_angle_brackets_is_refused(self):
        self.refused("modules/cases/angle.h", "#include <base/text.h>", "write it in quotes")

    def test_a_library_outside_its_place_is_refused(self):
        self.refused("modules/cases/wire.h", "#include <boost/beast/http.hpp>", "boost/beast is for")

    def test_a_folder_that_is_no_layer_is_refused(self):
        found = problems({"helpers/all.h": ""})
        self.assertEqual(len(found), 1)
        self.assertIn("src/helpers: not a layer", found[0])

    def test_an_exception_lets_its_line_through(self):
        line = {"base/log.h": '#include "platform/http/server.h"'}
        self.assertEqual(problems(line, '"src/base/log.h -> platform/http/server.h"'), [])

    def test_an_exception_nobody_needs_fails(self):
        found = problems({}, '"src/base/log.h -> platform/http/server.h"')
        self.assertEqual(len(found), 1)
        self.assertIn("not needed any more", found[0])


if __name__ == "__main__":
    unittest.main()
