"""Puts an ONNX graph together, node by node. The same calls make the same bytes."""
import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

OPSET = 13
# What the oldest server in use reads (ONNX Runtime 1.19 of Triton 24.10) and more.
IR_VERSION = 8


class Graph:
    def __init__(self, name):
        self.name = name
        self.nodes = []
        self.weights = []
        self.inputs = []
        self.outputs = []

    def input(self, name, shape, kind=TensorProto.FLOAT):
        self.inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def output(self, name, shape):
        self.outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
        return name

    def weight(self, name, array):
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, kind, inputs, output=None, **attributes):
        """Adds one, and gives the name of what comes out."""
        output = output or f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], name=f"n{len(self.nodes)}", **attributes))
        return output

    def convolution(self, name, x, weights, bias, stride=1, pads=(0, 0, 0, 0), groups=1):
        inputs = [x, self.weight(name + ".weight", weights), self.weight(name + ".bias", bias)]
        return self.node("Conv", inputs, kernel_shape=weights.shape[2:], strides=[stride, stride], pads=pads, group=groups)

    def bytes(self):
        graph = helper.make_graph(self.nodes, self.name, self.inputs, self.outputs, self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="tandem", ir_version=IR_VERSION)
        checker.check_model(model, full_check=True)
        return model.SerializeToString(deterministic=True)
