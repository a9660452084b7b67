"""Asks models the examples of their contracts, here or on a Triton server, and compares the answers.

    check.py [--server http://127.0.0.1:8000 [--load]] NAME..."""
import argparse
import base64
import json
import os
import urllib.request

import numpy as np
from PIL import Image

import packages

FOLDER = os.path.join(packages.ROOT, "models")
FIRST = 8
FILTERS = {"nearest": Image.NEAREST, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC, "lanczos": Image.LANCZOS}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="+", metavar="NAME")
    parser.add_argument("--server")
    parser.add_argument("--load", action="store_true", help="have the server load each model first, and unload it after")
    given = parser.parse_args()
    for name in given.names:
        with open(os.path.join(FOLDER, name, "contract.json"), encoding="utf-8") as file:
            contract = json.load(file)
        if given.load:
            called(f"{given.server}/v2/repository/models/{name}/load", {})
        infer = remote(given.server, contract) if given.server else local(contract)
        compare(contract, infer)
        if given.load:
            called(f"{given.server}/v2/repository/models/{name}/unload", {"parameters": {"unload_dependents": True}})


def compare(contract, infer):
    largest = 0.0
    for example in contract["examples"]:
        answers = infer(tensors(contract, example["inputs"]))
        for output, expected in example["outputs"].items():
            difference = float(np.max(np.abs(answers[output].ravel()[:len(expected)] - expected)))
            largest = max(largest, difference)
            if not difference <= example["tolerance"]:
                raise SystemExit(f"{contract['name']}: {output} differs by {difference}, more than {example['tolerance']}")
    print(f"{contract['name']}: {len(contract['examples'])} examples, largest difference {largest:.2g}", flush=True)


def answer(contract):
    """Writes the first numbers of each answer into the examples."""
    infer = local(contract)
    for example in contract["examples"]:
        answers = infer(tensors(contract, example["inputs"]))
        example["outputs"] = {output["name"]: [float(f"{value:.6g}") for value in answers[output["name"]].ravel()[:FIRST]]
                              for output in contract["outputs"]}


def local(contract):
    if any(each["kind"] == "text" for each in contract["inputs"]):
        import sentences
        return sentences.local(os.path.join(FOLDER, contract["name"]))
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        os.path.join(FOLDER, contract["name"], contract["files"]["weights"]["path"]), options, providers=["CPUExecutionProvider"])
    names = [output["name"] for output in contract["outputs"]]
    return lambda inputs: dict(zip(names, session.run(names, inputs)))


# Of the protocol, by the kinds of NumPy.
TYPES = {"O": "BYTES", "u": "UINT8", "f": "FP32"}


def remote(server, contract):
    def infer(inputs):
        asked = {"inputs": [{"name": name, "datatype": TYPES[array.dtype.kind], "shape": list(array.shape),
                             "data": array.ravel().tolist()} for name, array in inputs.items()]}
        answer = called(f"{server}/v2/models/{contract['name']}/infer", asked)
        return {output["name"]: np.reshape(np.array(output["data"], "f4"), output["shape"]) for output in answer["outputs"]}
    return infer


def called(url, body):
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=120) as answer:
        text = answer.read()
    return json.loads(text) if text else {}


def tensors(contract, values):
    return {each["name"]: tensor(each, values[each.get("reads", each["kind"])]) for each in contract["inputs"]}


def tensor(each, value):
    if each["kind"] == "text":
        return np.array([value["text"]], dtype=object)
    if each["kind"] == "image":
        given = value["image"]
        pixels = np.frombuffer(base64.b64decode(given["rgb"]), np.uint8).reshape(given["height"], given["width"], 3)
        return prepared(each, Image.fromarray(pixels))[None]
    numbers = np.array(value["numbers"], "f4")
    return numbers.reshape(1, *value.get("shape", [len(numbers)]))


def prepared(each, picture):
    """A picture as the input of a contract has it: size, cut, order of colours and axes, scale, type."""
    spec = each["image"]
    resize = spec["resize"]
    picture = cropped(picture.resize(size(resize, picture), FILTERS[resize["interpolation"]]), spec.get("crop"))
    pixels = np.asarray(picture).astype(np.float64)
    if resize["mode"] == "fit_pad":
        pixels = padded(resize, pixels)
    if spec["color"] == "BGR":
        pixels = pixels[:, :, ::-1]
    numbers = (pixels * spec.get("scale", 1) - spec.get("mean", [0, 0, 0])) / spec.get("std", [1, 1, 1])
    if each["type"] == "UINT8":
        numbers = np.clip(np.rint(numbers), 0, 255)
    return np.ascontiguousarray(numbers.transpose(2, 0, 1) if spec["layout"] == "NCHW" else numbers,
                                dtype=np.uint8 if each["type"] == "UINT8" else np.float32)


def size(spec, picture):
    width, height = picture.size
    high, wide = spec["size"] if len(spec["size"]) == 2 else spec["size"] * 2
    if spec["mode"] == "shorter_side":
        return (wide, wide * height // width) if width <= height else (high * width // height, high)
    if spec["mode"] == "exact":
        return (max(1, round(width * high / height)) if wide == -1 else wide, high)
    if spec["mode"] == "fit_pad":
        factor = min(wide / width, high / height)
        return min(wide, max(1, round(width * factor))), min(high, max(1, round(height * factor)))
    factor = max(1, spec.get("min_side", 1) / min(width, height))
    if spec.get("max_side") and max(width, height) * factor > spec["max_side"]:
        factor = spec["max_side"] / max(width, height)
    return tuple(max(unit, round(side * factor / unit) * unit) for side, unit in ((width, wide), (height, high)))


def padded(spec, pixels):
    full = np.full((*spec["size"], pixels.shape[2]), spec.get("pad", 0), pixels.dtype)
    if spec.get("align", "center") == "center":
        top, left = ((full.shape[axis] - pixels.shape[axis]) // 2 for axis in (0, 1))
    else:
        top = left = 0
    full[top:top + pixels.shape[0], left:left + pixels.shape[1]] = pixels
    return full


def cropped(picture, size):
    if size is None:
        return picture
    left, top = round((picture.width - size[1]) / 2), round((picture.height - size[0]) / 2)
    return picture.crop((left, top, left + size[1], top + size[0]))


if __name__ == "__main__":
    main()
