"""The table of docs/codevelopment.md from what the trials of the loop print. `bench/run codev` calls it."""
import json
import os
import statistics
import subprocess
import sys

import page

# Student's distribution, 97.5%, by the number of values.
STUDENT = {2: 12.706, 3: 4.303, 4: 3.182, 5: 2.776, 6: 2.571, 7: 2.447, 8: 2.365, 9: 2.306, 10: 2.262}


def text(values, digits=1):
    mean = statistics.fmean(values)
    if len(values) not in STUDENT:
        return f"{mean:.{digits}f}"
    return f"{mean:.{digits}f} ± {STUDENT[len(values)] * statistics.stdev(values) / len(values) ** 0.5:.{digits}f}"


class Numbers:
    """What was measured at each seed, in the order in which it came."""

    def __init__(self, lines, kind):
        self.by_name = {}
        for line in lines:
            if kind in line:
                self.by_name.setdefault(line[kind], {})[line["seed"]] = line

    def names(self):
        return list(self.by_name)

    def of(self, name, value, scale=100):
        return [scale * line[value] for _, line in sorted(self.by_name[name].items())]

    def mean(self, name, value, scale=100, digits=1):
        return text(self.of(name, value, scale), digits)

    def difference(self, name, other, value):
        return text([one - two for one, two in zip(self.of(name, value), self.of(other, value))])


def table(lines):
    signals, trained = Numbers(lines, "signal"), Numbers(lines, "trained_on")
    rounds, slices = Numbers(lines, "round"), Numbers(lines, "slice")
    seeds = len(next(iter(trained.by_name.values())))
    out = [f"Mean of {seeds} seeds ± half of a 95% interval (Student).", "",
           "| signal | area under the curve, 30% of the descriptions swapped |", "|---|---|"]
    out += [f"| {name} | {signals.mean(name, 'area', 1, 3)} |" for name in signals.names()]
    out += ["", "| trained on | pairs | planted noise among them, % | recall at 1, % | recall at 5, % | more than raw, paired |",
            "|---|---|---|---|---|---|"]
    for name in trained.names():
        out.append(f"| {name} | {statistics.fmean(trained.of(name, 'pairs', 1)):.0f} | {trained.mean(name, 'noise')} | "
                   f"{trained.mean(name, 'recall_at_1')} | {trained.mean(name, 'recall_at_5')} | "
                   f"{'' if name == 'raw pool' else trained.difference(name, 'raw pool', 'recall_at_5')} |")
    raw, clean = (statistics.fmean(trained.of(name, "recall_at_5")) for name in ("raw pool", "clean part only"))
    kept = [name for name in trained.names() if name.startswith("kept")]
    out += ["", "| round | way from raw to clean closed, % | more than a random set of its size | more than the round before "
            "| two towers, area | fused, area | clean pairs kept, % | returned | rejected | noise kept, as estimated, % |",
            "|---|---|---|---|---|---|---|---|---|---|"]
    for number, name in enumerate(kept):
        closed = 100 * (statistics.fmean(trained.of(name, "recall_at_5")) - raw) / (clean - raw)
        before = trained.difference(name, kept[number - 1], "recall_at_5") if number else ""
        one = rounds.names()[number]
        out.append(f"| {one} | {closed:.0f} | {trained.difference(name, 'random set of the same size', 'recall_at_5')} | {before} | "
                   f"{rounds.mean(one, 'towers_area', 1, 3)} | {rounds.mean(one, 'fused_area', 1, 3)} | {rounds.mean(one, 'clean_kept')} | "
                   f"{statistics.fmean(rounds.of(one, 'returned', 1)):.0f} | {statistics.fmean(rounds.of(one, 'rejected', 1)):.0f} | "
                   f"{rounds.mean(one, 'noise_kept_estimated')} |")
    cut = sum(line["cut"] for line in lines if "control" in line)
    out += ["", f"Random scores as only signal: a cut was found at {cut} of {seeds} seeds, so that nothing was dropped at the others.", "",
            "| slice of the held-out pairs, last round | pairs | recall at 5, % |", "|---|---|---|"]
    for name in slices.names():
        out.append(f"| {name} | {statistics.fmean(slices.of(name, 'pairs', 1)):.0f} | {slices.mean(name, 'recall_at_5')} |")
    return "\n".join(out)


def run(root, java, folder, seeds, rounds):
    command = [*java, "dev.tandem.bench.codev.CodevMain", folder, str(seeds), str(rounds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    lines = []
    for line in process.stdout:
        print(line, end="", flush=True)
        lines.append(json.loads(line))
    if process.wait() != 0:
        sys.exit("bench: the trial failed")
    page.between(os.path.join(root, "docs", "codevelopment.md"), "codev", [table(lines)])
