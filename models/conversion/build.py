"""Puts files of models where the model repository has them, when they are what the contracts say.

    build.py [--update] NAME...     --update writes digests and the answers of examples into the contracts instead of comparing them"""
import argparse
import hashlib
import json
import os
import re

import models
import packages

FOLDER = os.path.join(packages.ROOT, "models")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="+", metavar="NAME")
    parser.add_argument("--update", action="store_true")
    given = parser.parse_args()
    for name in models.ALL if given.names == ["all"] else given.names:
        if name not in models.ALL:
            raise SystemExit(f"there is no model '{name}'; there are {', '.join(['minilm', *models.ALL])}")
        build(name, given.update)


def build(name, update):
    path = os.path.join(FOLDER, name, "contract.json")
    with open(path, encoding="utf-8") as file:
        contract = json.load(file)
    files = models.ALL[name]()
    for entry in contract["files"].values():
        digest = hashlib.sha256(files[entry["path"]]).hexdigest()
        if update:
            entry["sha256"] = digest
        elif digest != entry["sha256"]:
            raise SystemExit(f"{name}: {entry['path']} has the digest {digest}, its contract says {entry['sha256']}")
    for relative, data in files.items():
        put(os.path.normpath(os.path.join(FOLDER, name, relative)), data)
    if update:
        import check
        check.answer(contract)
        put(path, written(contract).encode())


def written(contract):
    """JSON with lists of numbers on one line."""
    text = json.dumps(contract, indent=2, ensure_ascii=False)
    return re.sub(r"\[[-\d\s.,e+]*\]", lambda numbers: f"[{', '.join(each.strip() for each in numbers[0][1:-1].split(','))}]", text) + "\n"


def put(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".part", "wb") as file:
        file.write(data)
    os.replace(path + ".part", path)


if __name__ == "__main__":
    main()
