#!/usr/bin/env python3
"""What orchestration costs: the same operators over the same rows, once in one loop (`tandem apply`) and once as a run of many shards.

    python3 bench/orchestration.py                                        everything in one process
    python3 bench/orchestration.py --address http://127.0.0.1:8080 --minio http://127.0.0.1:9000    what `./tandem up` started

A run has its shards processed one at a time here, so that both do their work on one thread. With --minio, the requests that the
object store served are counted as well (it has to be started with MINIO_PROMETHEUS_AUTH_TYPE=public)."""
import argparse
import json
import os
import random
import re
import subprocess
import tempfile
import time
import urllib.request

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


def requests(minio):
    """Requests that the object store has served so far, by the S3 operation."""
    if not minio:
        return {}
    text = urllib.request.urlopen(minio + "/minio/v2/metrics/cluster").read().decode()
    found = re.findall(r'minio_s3_requests_total\{api="([a-z]+)"[^}]*\} ([0-9.e+]+)', text)
    return {operation: float(count) for operation, count in found}


def run(folder, path, shard_samples, options):
    before = requests(options.minio)
    address = ["--address", options.address] if options.address else []
    arguments = ["run", recipe(folder, shard_samples), "--input", path, "--output", os.path.join(folder, "out"), "--json"]
    record = json.loads(tandem(folder, address + arguments))
    after = requests(options.minio)
    steps = record["steps"]
    assert all(step["reused"] == 0 for step in steps)
    return steps, {operation: after[operation] - before.get(operation, 0) for operation in after}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--address")
    parser.add_argument("--minio")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--words", type=int, default=300, help="words of a row")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        start = in_one_loop(folder, rows(folder, 1, options.words))
        alone = in_one_loop(folder, rows(folder, options.rows, options.words)) - start
        print(f"in one loop: {alone:.1f} s for {options.rows} rows of {options.words} words, {alone / options.rows * 1e6:.0f} microseconds a row\n")
        print("| samples of a shard | shards | read and filter, s | over one loop | ms of a shard and stage beyond it | store requests |")
        print("|---|---|---|---|---|---|")
        for shard_samples in (10, 1_000):
            steps, served = run(folder, rows(folder, options.rows, options.words), shard_samples, options)
            shards, stages = steps[0]["shards"], len(steps)
            wall = sum(step["millis"] for step in steps) / 1e3
            beyond = (wall - alone) / shards / stages * 1e3
            each = ", ".join(f"{name} {count / shards / stages:.2f}" for name, count in sorted(served.items()) if count > shards / 10)
            print(f"| {shard_samples} | {shards} | {wall:.1f} | {wall / alone:.2f} | {beyond:.1f} | {each or 'not counted'} |")


if __name__ == "__main__":
    main()
