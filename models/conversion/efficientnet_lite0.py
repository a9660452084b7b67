"""EfficientNet-lite0: pooled features, and probabilities of the 1,000 classes of ImageNet.

The layers are those of the paper's lite variant (no squeeze-and-excitation, ReLU6, stem and head of fixed width); the padding is
TensorFlow's "same", with the odd pixel at the bottom and right. Batch normalisation is folded into the convolutions. The input is
bytes, which are scaled here: a quarter of what would have to be sent as numbers, and the same numbers (127 and 128 are exact)."""
import numpy as np
from onnx import TensorProto

from graph import Graph
from torch_file import tensors

# Repeats, kernel, stride of the first, expansion.
STAGES = [(1, 3, 1, 1), (2, 3, 2, 6), (2, 5, 2, 6), (3, 3, 2, 6), (3, 5, 1, 6), (4, 5, 2, 6), (1, 3, 1, 6)]
EPSILON = 1e-3
SIDE = 224


def convert(weights):
    """The model as ONNX, from the bytes of the .pth file."""
    return Network(tensors(weights)).bytes()


class Network:
    def __init__(self, named):
        self.named = named
        self.graph = Graph("efficientnet_lite0")
        self.side = SIDE

    def bytes(self):
        graph = self.graph
        graph.weight("six", np.float32(6))
        graph.weight("zero", np.float32(0))
        graph.weight("mean", np.float32(127))
        graph.weight("std", np.float32(128))
        x = graph.node("Cast", [graph.input("IMAGE", ["N", 3, SIDE, SIDE], TensorProto.UINT8)], to=TensorProto.FLOAT)
        x = graph.node("Div", [graph.node("Sub", [x, "mean"]), "std"])
        x = self.relu6(self.layer(x, "_conv_stem", "_bn0", stride=2))
        for block, (kernel, stride, expansion) in enumerate(blocks()):
            x = self.block(x, f"_blocks.{block}.", stride, expansion)
        x = self.relu6(self.layer(x, "_conv_head", "_bn1"))
        x = graph.node("GlobalAveragePool", [x])
        graph.output("EMBEDDING", ["N", 1280])
        graph.output("PROBABILITIES", ["N", 1000])
        embedding = graph.node("Flatten", [x], "EMBEDDING", axis=1)
        logits = graph.node("Gemm", [embedding, graph.weight("_fc.weight", self.named["_fc.weight"]),
                                     graph.weight("_fc.bias", self.named["_fc.bias"])], transB=1)
        graph.node("Softmax", [logits], "PROBABILITIES", axis=1)
        return graph.bytes()

    def block(self, x, name, stride, expansion):
        start = x
        if expansion != 1:
            x = self.relu6(self.layer(x, name + "_expand_conv", name + "_bn0"))
        x = self.relu6(self.layer(x, name + "_depthwise_conv", name + "_bn1", stride, depthwise=True))
        x = self.layer(x, name + "_project_conv", name + "_bn2")
        first = self.named[name + ("_expand_conv" if expansion != 1 else "_depthwise_conv") + ".weight"]
        channels_in = first.shape[1] if expansion != 1 else first.shape[0]
        channels_out = self.named[name + "_project_conv.weight"].shape[0]
        return self.graph.node("Add", [x, start]) if stride == 1 and channels_in == channels_out else x

    def layer(self, x, convolution, normalisation, stride=1, depthwise=False):
        weights, bias = folded(self.named, convolution, normalisation)
        kernel = weights.shape[2]
        out = -(-self.side // stride)
        total = max((out - 1) * stride + kernel - self.side, 0)
        self.side = out
        before, after = total // 2, total - total // 2
        return self.graph.convolution(convolution, x, weights, bias, stride, (before, before, after, after),
                                      weights.shape[0] if depthwise else 1)

    def relu6(self, x):
        return self.graph.node("Clip", [x, "zero", "six"])


def blocks():
    return [(kernel, stride if repeat == 0 else 1, expansion)
            for repeats, kernel, stride, expansion in STAGES for repeat in range(repeats)]


def folded(named, convolution, normalisation):
    scale, shift, mean, variance = (named[f"{normalisation}.{part}"].astype(np.float64)
                                    for part in ("weight", "bias", "running_mean", "running_var"))
    factor = scale / np.sqrt(variance + EPSILON)
    weights = named[convolution + ".weight"] * factor[:, None, None, None]
    return weights.astype(np.float32), (shift - mean * factor).astype(np.float32)
