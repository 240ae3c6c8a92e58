#!/usr/bin/env python3
"""Makes a closed record older behind the program's back, so that its 保存期間 is over: for scenarios and journeys.

usage: age_record.py --data DIR ID YEARS     on the store of RENKEI_STORE, else on the folder's own
"""

import argparse
import os
import pathlib

import renkei

YEAR = 365 * 86_400_000  # milliseconds
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def age(folder, record, years):
    number = 0
    for letter in record:
        number = number * 32 + LETTERS.index(letter)
    past = years * YEAR
    changed = renkei.databases.change(
        folder, f"UPDATE consultations SET closed_at = closed_at - {past}, received_at = received_at - {past} WHERE id = {{{number.to_bytes(16, 'big').hex()}}}"
    )
    if changed != 1:
        raise ValueError(f"there is no closed record {record}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("record")
    parser.add_argument("years", type=int)
    options = parser.parse_args()
    if os.environ.get("RENKEI_STORE", "").startswith("postgresql:"):
        renkei.databases.server = os.environ["RENKEI_STORE"]
        renkei.databases.names[str(options.data)] = ""
    age(options.data, options.record, options.years)
