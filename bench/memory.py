#!/usr/bin/env python3
"""Peak memory and time of the demo's recipe on the demo's input, and on ten times as much, with the same -Xmx.

The heap is half of what a run gets otherwise: a Java machine takes what it may have, so that a large heap would hide growth.

Ten times as much is ten copies of the two archives under other names: as many pages, images and tables, though nine of ten
pages are exact copies. It needs about four minutes on two cores."""
import os
import shutil
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HEAP = "512m"
INPUT = os.path.join(ROOT, ".tandem", "demo-input")


def measure(archives):
    """Wall and processor seconds, and the largest resident set in MiB, of a run in a fresh data folder."""
    home, output = tempfile.mkdtemp(), tempfile.mkdtemp()
    started = time.monotonic()
    pid = os.fork()
    if pid == 0:
        os.environ["TANDEM_HOME"] = home
        os.environ["TANDEM_MEMORY"] = HEAP
        os.dup2(2, 1)
        command = [os.path.join(ROOT, "tandem"), "run", os.path.join(ROOT, "recipes", "demo.yaml")]
        os.execv(command[0], command + ["--input", *archives, "--output", output])
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - started
    shutil.rmtree(home)
    shutil.rmtree(output)
    if status != 0:
        sys.exit(f"the run failed with status {status}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    if not os.path.isdir(INPUT):
        sys.exit("run ./tandem demo once: it fetches the input")
    archives = sorted(os.path.join(INPUT, name) for name in os.listdir(INPUT) if name.endswith(".jar"))
    copies = tempfile.mkdtemp()
    many = []
    for copy in range(10):
        for archive in archives:
            target = os.path.join(copies, f"{copy}-{os.path.basename(archive)}")
            os.link(archive, target) if os.stat(archive).st_dev == os.stat(copies).st_dev else shutil.copy(archive, target)
            many.append(target)
    rows = [("once", measure(archives)), ("ten times", measure(many))]
    shutil.rmtree(copies)
    print("| input | wall s | processor s | peak resident MiB |\n|---|---|---|---|")
    for name, (wall, cpu, memory) in rows:
        print(f"| {name} | {wall:.1f} | {cpu:.1f} | {memory:.0f} |")
    ratios = [after / before for before, after in zip(rows[0][1], rows[1][1])]
    print(f"| ratio | {ratios[0]:.1f} | {ratios[1]:.1f} | {ratios[2]:.2f} |")


if __name__ == "__main__":
    main()
