"""Writes bench/results.md from what bench/run measured: all of it, so that nothing in it is of another run."""
import os
import platform
import time

# What each row is called beside its name, and how many times the speed of the others is wanted.
TEXTS = {"filters": "FineWeb's chain", "text_filters": "eight of Data-Juicer's"}
IMAGES = {"images": "decode once; size, blur, hash", "image_blur": "", "image_hash": ""}
DUPLICATES = {
    **{name + way: what + where for name, what in (
        ("minhash_datatrove", "14x8"), ("minhash_256", "candidates compared exactly"), ("minhash_256_data_juicer", "the same signatures"),
        ("minhash_128", "candidates compared exactly"), ("minhash_128_datasketch", "the same signatures"))
       for way, where in (("_apply", ""), ("", "; through a store"))},
    "minhash_128_signatures": "no store", "sentence_dedup": "runs of three sentences", "exact_substrings": "50 words and more",
    "semantic": "", "semantic_exact": "all compared with all"}
# Who measures beside, by what the names there begin with.
TOOLS = {"datatrove": "datatrove", "dj_": "Data-Juicer", "textdedup": "text-dedup", "datasketch": "datasketch",
         "rensa_rminhash": "rensa (`RMinHash`)", "rensa_cminhash": "rensa (`CMinHash`)", "opencv": "OpenCV", "imagehash": "ImageHash"}
WANTED = {
    ("filters", "datatrove"): 100, ("text_filters", "Data-Juicer"): 30,
    ("images", "Pillow"): 2, ("image_blur", "OpenCV"): 2, ("image_hash", "ImageHash"): 2,
    **{(name + way, tool): times for way in ("", "_apply") for name, tool, times in (
        ("minhash_datatrove", "datatrove", 50), ("minhash_256", "Data-Juicer", 30), ("minhash_256", "text-dedup", 30),
        ("minhash_128", "datasketch", 15), ("minhash_128", "rensa", 4))},
    ("minhash_128_signatures", "rensa"): 1, ("semantic", "semhash"): 3}
HEAD = ["| Measurement | MB/s | beside it | its MB/s | ratio | wanted |", "|---|---|---|---|---|---|"]


# What the README quotes: what each row is called there, and the tools beside it.
QUOTED = [("filters", "FineWeb's four filters"), ("text_filters", "eight text filters of Data-Juicer"),
          ("minhash_128_apply", "near duplicates by 128 hashes (`tandem apply`)"),
          ("minhash_256_apply", "near duplicates by 256 hashes (`tandem apply`)"),
          ("minhash_datatrove_apply", "near duplicates by 14 bands of 8 (`tandem apply`)")]


def write(path, results, arguments, java, seconds):
    by_name = {result["name"]: result for result in results}
    lines = ["# Results of `bench/run`", ""] + machine(results, arguments, java, seconds) + [""]
    lines += texts(results, by_name, arguments) + [""] + images(results, by_name) + [""] + duplicates(results, by_name)
    with open(path, "w") as out:
        out.write("\n".join(lines) + "\n")


def between(path, name, lines):
    """Puts lines between the marks of a measurement on a page that is written by hand."""
    begin, end = f"<!-- {' '.join(['bench/run', name]).strip()} writes from here -->", "<!-- to here -->"
    with open(path) as file:
        before, rest = file.read().split(begin)
    after = rest.split(end, 1)[1]
    with open(path, "w") as file:
        file.write(before + begin + "\n" + "\n".join(lines) + "\n" + end + after)


def quoted(results):
    """The rows of the README: a tool that was measured twice counts by its better result."""
    lines = ["| from JSON Lines to JSON Lines | MB/s | the other tool's | ratio |", "|---|---|---|---|"]
    for name, what in QUOTED:
        best = {}
        for result in (found for found in results if found["name"] == name and "ratio" in found):
            who = f"{tool(result).split(' (')[0]} {result['peer_version']}"
            if who not in best or best[who]["peer_mb_per_s"] < result["peer_mb_per_s"]:
                best[who] = result
        ours = next(result for result in results if result["name"] == name)
        theirs = ", ".join(f"{row['peer_mb_per_s']} ({who})" for who, row in best.items())
        ratios = ", ".join(str(row["ratio"]) for row in best.values())
        lines.append(f"| {what} | {ours['mb_per_s']:.1f} | {theirs} | {ratios} |")
    return lines


def machine(results, arguments, java, seconds):
    loads = [result["load"] for result in results if "load" in result]
    return [f"{time.strftime('%Y-%m-%d')}, {processor()}, {os.cpu_count()} cores, {platform.system()}; {java}. One run of "
            f"{seconds / 60:.0f} minutes, one core unless",
            f"said otherwise, each measured after {arguments.seconds} seconds of the same work. Load while it ran: {min(loads)} to "
            f"{max(loads)}; above 1, other programs used",
            "the cores too, and only ratios say something. Written by `bench/run`: no row is of another run."]


def processor():
    with open("/proc/cpuinfo") as info:
        names = [line.split(":")[1].strip() for line in info if line.startswith("model name")]
    return names[0] if names else platform.machine()


def texts(results, by_name, arguments):
    lines = ["## Filters", "", f"{arguments.docs} made-up documents of about 3 KB, of which the slow ones among the others got "
             f"{arguments.peer_docs}, JSON Lines in and out. MB are", "a million bytes of text.", ""] + HEAD + rows(results, TEXTS)
    lines.append(f"| reading and writing the JSON alone | {by_name['json']['mb_per_s']:.1f} | | | | |")
    fused, cores = by_name["fused"], by_name["cores"]
    lines.append(f"| {fused['filters']} text filters fused | {fused['mb_per_s']:.1f} | `{fused['most_expensive']}` alone | | "
                 f"{fused['ratio_to_most_expensive']}x its time | 2.5x |")
    lines.append(f"| `filters` on two cores | {cores['mb_per_s']:.1f} | on one core | | {cores['speedup']}x | 1.8x |")
    share = by_name["filters"]["seconds"] / by_name["json"]["seconds"]
    return lines + ["", f"`filters` takes {share:.1f} times as long as reading and writing the JSON alone."]


def images(results, by_name):
    whole = by_name["images"]
    size = whole["bytes"] / whole["docs"] / 1000
    return ["## Images", "", f"{whole['docs']} JPEG files of 512 by 384 pixels and {size:.0f} KB; MB are of the files.",
            ""] + HEAD + rows(results, IMAGES)


def duplicates(results, by_name):
    hamming, video = by_name["hamming"], by_name["video_hash"]
    return ["## Deduplication", "",
            "Whole, from JSON Lines to JSON Lines. Rows with `_apply` are `tandem apply`: one process that holds what it needs, as the others",
            "do it; both find the same duplicates. Of the others datatrove alone reads JSON and writes what stays: text-dedup goes from Arrow",
            "to Arrow, Data-Juicer has read when its clock starts and writes nothing, datasketch and rensa read JSON and write nothing.",
            ""] + HEAD + rows(results, DUPLICATES) + [
            f"| `video_hash` ({video['docs']} clips of 6 seconds, {video['bytes'] / video['docs'] / 1000:.0f} KB; "
            f"{video['docs'] / video['seconds']:.1f} clips a second) | {video['mb_per_s']:.1f} | | | | |",
            f"| `hamming` ({hamming['docs']} hashes of 64 bits, neighbours within 6 bits, two cores) "
            f"| {hamming['seconds']:.0f} s | | | | 120 s |"]


def rows(results, names):
    lines = []
    for result in results:
        if result["name"] not in names:
            continue
        what = ", ".join(text for text in (names[result["name"]], found(result)) if text)
        line = f"| `{result['name']}`{f' ({what})' if what else ''} | {result['mb_per_s']:.1f} |"
        if "ratio" in result:
            line += f" {tool(result)} {result['peer_version']} | {result['peer_mb_per_s']} | {result['ratio']}x | {wanted(result)} |"
        else:
            line += f" {result.get('peer_error', '')} | | | |"
        lines.append(line)
    return lines


def found(result):
    """What each found, where that can be compared."""
    if result.get("exact_duplicates"):
        recall = min(1, (result["docs"] - result["kept"]) / result["exact_duplicates"])
        return f"recall {recall:.2f}, the other's {result['peer_recall']:.2f}"
    if result["name"] in DUPLICATES and result.get("peer_docs") == result["docs"] and "peer_kept" in result:
        return f"keeps {result['kept']} of {result['docs']}, the other {result['peer_kept']}"
    return ""


def tool(result):
    return next((name for start, name in TOOLS.items() if result["peer"].startswith(start)), result["peer"])


def wanted(result):
    for (name, beside), ratio in WANTED.items():
        if name == result["name"] and tool(result).startswith(beside):
            return f"{ratio}x"
    return ""
