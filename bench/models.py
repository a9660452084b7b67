"""What asking models costs: rows a second through the client and Triton against ONNX Runtime in a plain loop, both on one core; the
processor time of the client; files to tensors against Pillow; the heap over a million requests; and how soon rows flow again after a
fault.

The table goes into docs/models.md. Needs the weights of efficientnet_lite0 (`models/fetch efficientnet_lite0`), for Triton a Docker
engine, and for Pillow the other tools of `bench/run`; what is missing is said and left out. Rounds alternate, and the best of each counts.
Both sides of Triton against the loop get the same pictures in the same batches, one thread of ONNX Runtime, and time to warm up."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

import page

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MODELS = os.path.join(ROOT, "models")
MODEL = "efficientnet_lite0"
TRITON = "nvcr.io/nvidia/tritonserver:24.10-py3"
CORE = "1"
PARTS = ["triton", "tensors", "memory", "return"]
# Longer than a request may take, so that those of a server that never answers have ended.
FAULT_SECONDS = 75


class Triton:
    """A server on one core, with one model."""

    def __enter__(self):
        self.id = subprocess.run(
            ["docker", "create", "--cpuset-cpus", CORE, "--shm-size", "256m", TRITON,
             "tritonserver", "--model-repository=/models"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(os.path.join(MODELS, MODEL), os.path.join(folder, "models", MODEL))
            subprocess.run(["docker", "cp", os.path.join(folder, "models"), self.id + ":/"], check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
        subprocess.run(["docker", "start", self.id], check=True, stdout=subprocess.DEVNULL)
        # Its own address: a published port would lead through one more process, which copies all that is sent.
        host = subprocess.run(["docker", "inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", self.id],
                              check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
        self.address = host + ":8001"
        self.await_ready(f"http://{host}:8000/v2/health/ready")
        return self

    def await_ready(self, url):
        for _ in range(120):
            try:
                with urllib.request.urlopen(url, timeout=2):
                    return
            except OSError:
                time.sleep(1)
        sys.exit("Triton is not ready after two minutes")

    def __exit__(self, *_):
        subprocess.run(["docker", "rm", "-f", self.id], stdout=subprocess.DEVNULL)


def java(classpath, *arguments):
    out = subprocess.run(
        [os.path.join(ROOT, "tandem"), "with-jdk", "taskset", "-c", CORE, "sh", "-c", 'exec "$JAVA_HOME/bin/java" "$@"', "java",
        "-XX:+UseSerialGC", "-Xmx1g", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
        "dev.tandem.bench.models.ModelsMain", *map(str, arguments)],
        # ONNX Runtime 1.29 crashes when it is loaded by a process whose command line is as long as a class path.
        env=dict(os.environ, CLASSPATH=classpath), check=True, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    return json.loads(out.decode().strip().splitlines()[-1])


def best(results):
    return max(results, key=lambda result: result["rows_per_s"])


def through_triton(classpath, options):
    """Lines of the table."""
    if subprocess.run(["docker", "info"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0:
        print("bench: no Docker engine, so no Triton", file=sys.stderr)
        return []
    with Triton() as triton:
        rounds = [(java(classpath, "loop", MODELS, options.seconds), java(classpath, "client", MODELS, options.seconds, triton.address))
                  for _ in range(options.rounds)]
    loop, client = best([pair[0] for pair in rounds]), best([pair[1] for pair in rounds])
    return [f"| ONNX Runtime in a loop | {loop['rows_per_s']:.1f} rows/s | |",
            f"| client and Triton on the same core | {client['rows_per_s']:.1f} rows/s | {client['rows_per_s'] / loop['rows_per_s']:.2f} |",
            f"| processor time of the client for a row | {client['cpu_ms_per_row']:.2f} ms | "
            f"{client['cpu_ms_per_row'] / loop['cpu_ms_per_row']:.3f} of the loop's |"]


def tensors(classpath, images, peers, options):
    rounds = []
    for _ in range(options.rounds):
        ours = java(classpath, "prepare", MODELS, options.seconds, images)
        theirs = None
        if peers:
            script = os.path.join(ROOT, "bench", "pillow_tensors.py")
            theirs = json.loads(subprocess.run(
                ["taskset", "-c", CORE, peers[0], script, images], check=True, stdout=subprocess.PIPE).stdout)
        rounds.append((ours, theirs))
    ours = best([pair[0] for pair in rounds])
    if not peers:
        return [f"| JPEG files to tensors | {ours['rows_per_s']:.0f} images/s | |"]
    theirs = best([pair[1] for pair in rounds])
    return [f"| JPEG files to tensors | {ours['rows_per_s']:.0f} images/s | {ours['rows_per_s'] / theirs['rows_per_s']:.2f} |",
            f"| the same with Pillow {theirs['version']} and NumPy | {theirs['rows_per_s']:.0f} images/s | |"]


def memory(classpath, options):
    flat = java(classpath, "flat", options.requests)
    return [f"| heap after each tenth of {flat['requests']:,} requests of a row ({flat['requests_per_s']:.0f} a second) | "
            f"{min(flat['heap_kib'])} to {max(flat['heap_kib'])} KiB | {flat['heap_kib'][-1] / flat['heap_kib'][0]:.2f} |"]


def faults(classpath):
    back = java(classpath, "return", FAULT_SECONDS)
    return [f"| rows flow as before, after the only server was gone for {FAULT_SECONDS} s: dead, paused, silent, flapping | "
            f"{', '.join(str(back[fault]) for fault in ('dead', 'paused', 'silent', 'flapping'))} s | |"]


def run(classpath, images, peers, parts, options):
    """Prints the table, of all or some of PARTS. `peers` is the interpreter that has Pillow and what follows it, or None."""
    if not os.path.exists(os.path.join(MODELS, MODEL, "1", "model.onnx")):
        sys.exit("there are no weights; models/fetch efficientnet_lite0 brings them")
    measures = {"triton": lambda: through_triton(classpath, options), "tensors": lambda: tensors(classpath, images, peers, options),
                "memory": lambda: memory(classpath, options), "return": lambda: faults(classpath)}
    lines = ["| what | measured | ratio |", "|---|---|---|"]
    for part in parts or PARTS:
        lines += measures[part]()
    print("\n".join(lines))
    if not parts:
        load = os.getloadavg()[0]
        page.between(os.path.join(ROOT, "docs", "models.md"), "models", [f"Measured by `bench/run models` (load {load:.1f}):", "", *lines])
