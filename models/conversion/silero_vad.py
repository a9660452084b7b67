"""Speech in sound: the package's network for a whole sequence, told where frames begin, so that a server needs no state.

The package cuts 16 kHz sound into frames of 512 samples, puts the 64 samples before each in front of it, and starts with a state of zeros.
Here all that is part of the graph: samples in, a probability for each frame out."""
import numpy as np
import onnx
from onnx import TensorProto, checker, helper, numpy_helper

FRAME = 512
CONTEXT = 64
STATE = (1, 1, 128)


def convert(sequence):
    model = onnx.load_from_string(sequence)
    graph = model.graph
    constants = {
        "frames_shape": np.array([-1, FRAME], np.int64), "last": np.array([FRAME - CONTEXT], np.int64), "end": np.array([FRAME], np.int64),
        "columns": np.array([1], np.int64), "rows": np.array([0], np.int64), "first": np.array([0], np.int64),
        "but_one": np.array([-1], np.int64), "silence": np.zeros((1, CONTEXT), np.float32), "batch": np.array([1, -1], np.int64),
        "h": np.zeros(STATE, np.float32), "c": np.zeros(STATE, np.float32),
    }
    names = {name: name if name in ("h", "c") else "tandem_" + name for name in constants}
    graph.initializer.extend(numpy_helper.from_array(value, names[name]) for name, value in constants.items())
    before = [
        helper.make_node("Reshape", ["AUDIO", names["frames_shape"]], ["tandem_frames"]),
        helper.make_node("Slice", ["tandem_frames", names["last"], names["end"], names["columns"]], ["tandem_ends"]),
        helper.make_node("Slice", ["tandem_ends", names["first"], names["but_one"], names["rows"]], ["tandem_contexts"]),
        helper.make_node("Concat", [names["silence"], "tandem_contexts"], ["tandem_before"], axis=0),
        helper.make_node("Concat", ["tandem_before", "tandem_frames"], ["input"], axis=1),
    ]
    nodes = before + list(graph.node) + [helper.make_node("Reshape", ["speech_probs", names["batch"]], ["SPEECH"])]
    del graph.node[:], graph.input[:], graph.output[:]
    graph.node.extend(nodes)
    graph.input.append(helper.make_tensor_value_info("AUDIO", TensorProto.FLOAT, [1, "samples"]))
    graph.output.append(helper.make_tensor_value_info("SPEECH", TensorProto.FLOAT, [1, "frames"]))
    checker.check_model(model)
    return model.SerializeToString(deterministic=True)
