"""Pairs of a picture and its description, with features of both, from documentation packages. See README.md beside this file.

    extract.py OUT --deb FILE --jar FILE --models FOLDER [--workers 2]"""
import argparse
import concurrent.futures
import json
import os

import numpy as np
import onnxruntime
from PIL import Image

import check
import pages
import sentences

HEADER = 512
HELP = "usr/share/gimp/2.0/help/en"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out")
    parser.add_argument("--deb", required=True)
    parser.add_argument("--jar", required=True)
    parser.add_argument("--models", required=True)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    os.makedirs(os.path.join(given.out, "pictures"), exist_ok=True)
    pairs = []
    for package, files in (("gimp-help-en", pages.of_deb(given.deb, HELP)), ("javafx-controls", pages.of_jar(given.jar))):
        for pair, data in pages.pairs(package, files):
            pair = {"id": len(pairs), **pair, "picture": f"pictures/{len(pairs):05}{os.path.splitext(pair['source'])[1]}"}
            with open(os.path.join(given.out, pair["picture"]), "wb") as file:
                file.write(data)
            pairs.append(pair)
    # Written at once, so that whoever waits has the pairs before the slow features.
    write_pairs(given.out, pairs)
    write_pictures(given.out, given.models, pairs)
    text = sentences.local(os.path.join(given.models, "minilm"), os.path.join(given.models, "minilm_encoder"))
    write_texts(given.out, text, "text", [pair["description"] for pair in pairs])
    write_texts(given.out, text, "title", [pair["title"] for pair in pairs])
    with open(os.path.join(given.models, "efficientnet_lite0", "labels.txt"), encoding="utf-8") as file:
        write_texts(given.out, text, "labels", file.read().splitlines())
    paths = [os.path.join(given.out, pair["picture"]) for pair in pairs]
    with concurrent.futures.ProcessPoolExecutor(given.workers) as workers:
        for pair, words in zip(pairs, workers.map(recognised, paths, chunksize=4)):
            pair["ocr"] = words
    write_pairs(given.out, pairs)
    write_texts(given.out, text, "ocr", [" ".join(pair["ocr"]) for pair in pairs])


def write_pairs(out, pairs):
    path = os.path.join(out, "pairs.jsonl")
    with open(path + ".part", "w", encoding="utf-8") as file:
        for pair in pairs:
            file.write(json.dumps(pair, ensure_ascii=False) + "\n")
    os.replace(path + ".part", path)


def write(out, name, rows, model):
    """One line of JSON, filled with spaces to 512 bytes, then the rows as little-endian floats."""
    header = json.dumps({"rows": rows.shape[0], "columns": rows.shape[1], "type": "float32", "order": "little-endian", "model": model})
    path = os.path.join(out, name + ".f32")
    with open(path + ".part", "wb") as file:
        file.write(header.encode().ljust(HEADER - 1) + b"\n")
        file.write(np.ascontiguousarray(rows, "<f4").tobytes())
    os.replace(path + ".part", path)


def session(models, name):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(os.path.join(models, name, "1", "model.onnx"), options, providers=["CPUExecutionProvider"])


def write_pictures(out, models, pairs):
    model = session(models, "efficientnet_lite0")
    with open(os.path.join(models, "efficientnet_lite0", "contract.json"), encoding="utf-8") as file:
        spec = json.load(file)["inputs"][0]
    embeddings, probabilities = np.empty((len(pairs), 1280), "f4"), np.empty((len(pairs), 1000), "f4")
    for row, pair in enumerate(pairs):
        with Image.open(os.path.join(out, pair["picture"])) as image:
            pixels = check.prepared(spec, opaque(image))
        embeddings[row], probabilities[row] = (values[0] for values in model.run(None, {"IMAGE": pixels[None]}))
    write(out, "image", embeddings, "efficientnet_lite0/EMBEDDING")
    write(out, "probabilities", probabilities, "efficientnet_lite0/PROBABILITIES")


def opaque(image):
    """On white: pictures of dialogs have transparent shadows, pages are white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    return image.convert("RGB")


def write_texts(out, encoder, name, texts):
    """A row of zeros where there is no text."""
    rows = [encoder({"TEXT": [text]})["EMBEDDING"][0] if text else np.zeros(384) for text in texts]
    write(out, name, np.array(rows, "f4"), "minilm")


def recognised(path):
    """Lines of text in a picture, from top to bottom."""
    with Image.open(path) as image:
        pixels = np.asarray(opaque(image))[:, :, ::-1]
    found, _ = reader()(pixels)
    return [line for _, line, _ in found or []]


def reader():
    if not READER:
        from rapidocr_onnxruntime import RapidOCR
        READER.append(RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1))
    return READER[0]


READER = []

if __name__ == "__main__":
    main()
