#!/usr/bin/env python3
"""What orchestration costs: the same operators over the same rows, once in one loop (`tandem apply`) and once as a run of many shards.

    python3 bench/orchestration.py                                        everything in one process
    python3 bench/orchestration.py --address http://127.0.0.1:8080 --compose    what `./tandem up` started

A run has its shards processed one at a time here, so that both do their work on one thread. The loop's time is that of a
loop over twice the rows less that of a loop over the rows: what starting and warming up take stands in neither. With --repeat,
the fastest of each counts, for machines that others use as well. With --compose, the requests of
each role's process to the object store are counted as well, from its metrics."""
import argparse
import collections
import json
import os
import random
import re
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OPERATORS = """
      - whitespace:
      - text_length: {min_len: 10}
      - words: {min_num: 3}
      - alphanumeric: {min_ratio: 0.1}
      - special_characters: {max_ratio: 0.9}
      - word_repetition: {max_ratio: 0.99}
      - character_repetition: {max_ratio: 0.99}
      - stop_words: {min_ratio: 0}
      - language: {languages: [en], min_score: 0}
"""


def recipe(folder, shard_samples):
    path = os.path.join(folder, f"recipe-{shard_samples}.yaml")
    with open(path, "w") as out:
        out.write("name: orchestration\nstages:\n  - name: rows\n    operators:\n      - jsonl:\n")
        out.write("  - name: filters\n    publish: orchestration\n    operators:" + OPERATORS)
        out.write(f"publish: {{formats: [jsonl]}}\nlimits: {{shard_samples: {shard_samples}, parallelism: 1}}\n")
    return path


def rows(folder, count, words):
    """Rows of `words` made-up words; no two runs of the script have the same, so that nothing is reused."""
    chance = random.Random()
    vocabulary = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 9))) for _ in range(3_000)]
    path = os.path.join(folder, f"rows-{count}.jsonl")
    with open(path, "w") as out:
        for _ in range(count):
            out.write(json.dumps({"text": " ".join(chance.choices(vocabulary, k=words))}) + "\n")
    return path


def tandem(folder, arguments):
    environment = dict(os.environ, TANDEM_HOME=os.path.join(folder, "home"))
    return subprocess.run([os.path.join(ROOT, "tandem"), *arguments], env=environment, check=True, stdout=subprocess.PIPE).stdout


def in_one_loop(folder, path):
    started = time.monotonic()
    tandem(folder, ["apply", recipe(folder, 1_000), "--input", path, "--output", os.path.join(folder, "applied")])
    return time.monotonic() - started


KINDS = {"find": "reads", "get": "reads", "get_file": "reads", "range": "reads", "info": "looks", "list": "looks",
         "put": "writes", "put_if_absent": "writes", "put_file": "writes", "renew": "writes"}
ROLES = {"ingestion": "stage 'rows'", "filtering": "stage 'filters'", "publishing": "publishing and the report", "worker": "worker"}


def requests(options):
    """Requests to the object store so far: {(role, kind): count}; a find of nothing is 'not found'."""
    counts = collections.Counter()
    for role in ROLES if options.compose else []:
        ask = "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /q/metrics HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3"
        command = [os.path.join(ROOT, "docker/compose"), "exec", "-T", role, "bash", "-c", ask]
        text = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode()
        found = re.findall(r'tandem_store_request_seconds_count\{operation="(\w+)",outcome="(\w+)"\} ([0-9.E]+)', text)
        for operation, outcome, count in found:
            nothing = operation == "find" and outcome == "not_done"
            counts[role, "not found" if nothing else KINDS[operation]] += float(count)
    return counts


def run(folder, path, shard_samples, options):
    before = requests(options)
    address = ["--address", options.address] if options.address else []
    arguments = ["run", recipe(folder, shard_samples), "--input", path, "--output", os.path.join(folder, "out"), "--json"]
    record = json.loads(tandem(folder, address + arguments))
    after = requests(options)
    steps = record["steps"]
    assert all(step["reused"] == 0 for step in steps)
    return steps, after - before


def seconds(steps):
    return sum(step["millis"] for step in steps) / 1e3


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--address")
    parser.add_argument("--samples", type=int, nargs="+", default=[10, 1_000], help="samples of a shard, one run for each")
    parser.add_argument("--compose", action="store_true", help="count requests of the containers that ./tandem up started")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--words", type=int, default=300, help="words of a row")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        once, twice, runs = [], [], {shard_samples: [] for shard_samples in options.samples}
        for _ in range(options.repeat):
            once.append(in_one_loop(folder, rows(folder, options.rows, options.words)))
            twice.append(in_one_loop(folder, rows(folder, 2 * options.rows, options.words)))
            for shard_samples in options.samples:
                runs[shard_samples].append(run(folder, rows(folder, options.rows, options.words), shard_samples, options))
        alone = min(twice) - min(once)
        each = alone / options.rows * 1e6
        print(f"in one loop: {alone:.1f} s for {options.rows} rows of {options.words} words, {each:.0f} microseconds a row\n")
        print("| samples of a shard | shards | read and filter, s | over one loop | ms of a shard and stage beyond it |")
        print("|---|---|---|---|---|")
        counted = []
        for shard_samples, found in runs.items():
            steps, served = min(found, key=lambda one: seconds(one[0]))
            shards, stages = steps[0]["shards"], len(steps)
            wall = seconds(steps)
            beyond = (wall - alone) / shards / stages * 1e3
            print(f"| {shard_samples} | {shards} | {wall:.1f} | {wall / alone:.2f} | {beyond:.1f} |")
            for (role, kind), count in sorted(served.items()):
                counted.append(f"| {shard_samples} | {ROLES[role]} | {kind} | {count / shards:.2f} |")
        if counted:
            print("\n| samples of a shard | who | requests to the store | for each shard |\n|---|---|---|---|")
            print("\n".join(counted))


if __name__ == "__main__":
    main()
