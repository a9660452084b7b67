"""The three networks of MTCNN: proposals all over a picture, their refinement, and boxes with five landmarks."""
import numpy as np

from graph import Graph
from torch_file import tensors


class Network:
    def __init__(self, name, weights, shape):
        self.named = tensors(weights)
        self.graph = Graph(name)
        self.x = self.graph.input("IMAGE", ["N", *shape])

    def convolution(self, layer, slopes=None, pool=None):
        """A convolution, its PReLU, and the maximum over windows of a size and stride."""
        self.x = self.graph.convolution(layer, self.x, self.named[layer + ".weight"], self.named[layer + ".bias"])
        if slopes:
            self.slopes(slopes, (-1, 1, 1))
        if pool:
            size, stride = pool
            self.x = self.graph.node("MaxPool", [self.x], kernel_shape=[size, size], strides=[stride, stride], ceil_mode=1)

    def dense(self, layer, slopes):
        self.x = self.linear(layer)
        self.slopes(slopes, (-1,))

    def linear(self, layer, output=None):
        weights = [self.graph.weight(f"{layer}.{part}", self.named[f"{layer}.{part}"]) for part in ("weight", "bias")]
        return self.graph.node("Gemm", [self.x, *weights], output, transB=1)

    def slopes(self, layer, shape):
        slopes = self.graph.weight(layer, np.reshape(self.named[layer + ".weight"], shape))
        self.x = self.graph.node("PRelu", [self.x, slopes])

    def flatten(self):
        """Columns before rows before channels: the networks were trained elsewhere, on pictures that lay on their side."""
        self.x = self.graph.node("Flatten", [self.graph.node("Transpose", [self.x], perm=[0, 3, 2, 1])], axis=1)

    def dense_outputs(self, layer, landmarks):
        self.graph.output("BOX", ["N", 4])
        self.graph.output("PROBABILITIES", ["N", 2])
        self.linear(layer + "_2", "BOX")
        if landmarks:
            self.graph.output("LANDMARKS", ["N", 10])
            self.linear(layer + "_3", "LANDMARKS")
        self.graph.node("Softmax", [self.linear(layer + "_1")], "PROBABILITIES", axis=1)
        return self.graph.bytes()


def proposal(weights):
    network = Network("mtcnn_proposal", weights, [3, "H", "W"])
    network.convolution("conv1", "prelu1", (2, 2))
    network.convolution("conv2", "prelu2")
    network.convolution("conv3", "prelu3")
    graph, shared = network.graph, network.x
    graph.output("BOXES", ["N", 4, "h", "w"])
    graph.output("PROBABILITIES", ["N", 2, "h", "w"])
    network.convolution("conv4_1")
    graph.node("Softmax", [network.x], "PROBABILITIES", axis=1)
    network.x = shared
    network.convolution("conv4_2")
    graph.node("Identity", [network.x], "BOXES")
    return graph.bytes()


def refine(weights):
    network = Network("mtcnn_refine", weights, [3, 24, 24])
    network.convolution("conv1", "prelu1", (3, 2))
    network.convolution("conv2", "prelu2", (3, 2))
    network.convolution("conv3", "prelu3")
    network.flatten()
    network.dense("dense4", "prelu4")
    return network.dense_outputs("dense5", landmarks=False)


def output(weights):
    network = Network("mtcnn_output", weights, [3, 48, 48])
    network.convolution("conv1", "prelu1", (3, 2))
    network.convolution("conv2", "prelu2", (3, 2))
    network.convolution("conv3", "prelu3", (2, 2))
    network.convolution("conv4", "prelu4")
    network.flatten()
    network.dense("dense5", "prelu5")
    return network.dense_outputs("dense6", landmarks=True)
