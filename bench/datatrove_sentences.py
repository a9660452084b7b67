#!/usr/bin/env python3
"""datatrove's sentence deduplication on the same JSON Lines: its three steps one after the other, one task each, and what is left
written as JSON Lines."""
import json
import os
import sys
import tempfile
import time
from importlib.metadata import version

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import SentDedupConfig, SentenceDedupFilter, SentenceDedupSignature, SentenceFindDedups
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from datatrove.utils.logging import logger

logger.remove()


def main():
    data, limit = sys.argv[1], int(sys.argv[2])
    config = SentDedupConfig()
    with tempfile.TemporaryDirectory() as folder:
        texts = []
        for name in sorted(os.listdir(data)):
            with open(os.path.join(data, name), "rb") as lines:
                texts += lines.readlines()
        texts = texts[:limit]
        rows = os.path.join(folder, "in")
        os.makedirs(rows)
        with open(os.path.join(rows, "rows.jsonl"), "wb") as out:
            out.writelines(texts)

        def run(number, *steps):
            LocalPipelineExecutor(pipeline=list(steps), tasks=1, workers=1, skip_completed=False,
                                  logging_dir=os.path.join(folder, "log", str(number))).run()

        begun = time.perf_counter()
        run(1, JsonlReader(rows), SentenceDedupSignature(os.path.join(folder, "sigs"), config=config))
        run(2, SentenceFindDedups(os.path.join(folder, "sigs"), os.path.join(folder, "dups"), config=config))
        run(3, JsonlReader(rows), SentenceDedupFilter(os.path.join(folder, "dups"), config=config),
            JsonlWriter(os.path.join(folder, "out"), compression=None))
        seconds = time.perf_counter() - begun
        kept = 0
        for name in os.listdir(os.path.join(folder, "out")):
            with open(os.path.join(folder, "out", name), "rb") as lines:
                kept += sum(1 for _ in lines)
    size = sum(len(json.loads(text)["text"].encode()) for text in texts)
    print(json.dumps({"peer": "datatrove_sentences", "peer_version": version("datatrove"), "peer_docs": len(texts), "peer_kept": kept,
                      "peer_mb_per_s": round(size / 1e6 / seconds, 3)}))


main()
