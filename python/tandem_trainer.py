"""What a trainer of Tandem needs: reads the job, tells its progress, keeps checkpoints, writes the model. Standard library only.

A trainer is a program that Tandem starts in the folder of a job; docs/experiments.md describes what it finds and leaves there.
example_trainer.py beside this file is one.
"""

import array
import hashlib
import json
import os
import struct
import sys
import threading


class Rows:
    """Rows of the job: to train on, or held out.

    ids, attributes  of each row
    targets          1 or 0 for each row, what a probe has to tell; None for what is held out, and where nothing was asked
    images, texts    what the base models say of each row, lists of numbers
    """

    def __init__(self, job, part):
        lines = [json.loads(line) for line in open(part["rows"], encoding="utf-8")]
        self.ids = [line["id"] for line in lines]
        self.attributes = [line["attributes"] for line in lines]
        self.targets = [line.get("target") for line in lines]
        self.images = vectors(part["images"], job["image"]["width"])
        self.texts = vectors(part["texts"], job["text"]["width"])

    def __len__(self):
        return len(self.ids)


class Job:
    """The job of the folder that the trainer was started in."""

    def __init__(self):
        with open("job.json", encoding="utf-8") as file:
            self.description = json.load(file)
        if self.description["format"] != 1:
            raise ValueError("job.json has the format %s, expected 1" % self.description["format"])
        self.model = self.description["model"]
        self.seed = self.description["seed"]
        self.config = self.description["config"]
        self.training = Rows(self.description, self.description["training"])
        self.held_out = Rows(self.description, self.description["held_out"])
        end_with_tandem()


def vectors(path, width):
    """The rows of a file of 32 bit numbers, little-endian."""
    numbers = array.array("f")
    with open(path, "rb") as file:
        numbers.frombytes(file.read())
    if sys.byteorder == "big":
        numbers.byteswap()
    return [numbers[start:start + width].tolist() for start in range(0, len(numbers), width)]


def progress(done, of):
    """Tells that it still works: without a line from time to time, a trainer is ended."""
    print(json.dumps({"done": done, "of": of}), flush=True)


def load_checkpoint():
    """What was kept last, or None: an earlier attempt at the same job may have been ended."""
    try:
        with open("checkpoint/state.json", encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return None


def save_checkpoint(state):
    """Keeps a state for the next attempt; never half of one."""
    with open("checkpoint/state.json.part", "w", encoding="utf-8") as file:
        json.dump(state, file)
    os.replace("checkpoint/state.json.part", "checkpoint/state.json")


def write_answers(name, rows):
    """Writes rows of numbers: 'images' and 'texts' for vectors, or 'scores', in the order of the rows that were held out."""
    numbers = array.array("f")
    for row in rows:
        numbers.extend(row)
    if sys.byteorder == "big":
        numbers.byteswap()
    with open("answers/" + name + ".f32", "wb") as file:
        file.write(numbers.tobytes())


def write_metrics(metrics):
    """Writes numbers by name, such as the loss."""
    with open("metrics.json", "w", encoding="utf-8") as file:
        json.dump(metrics, file)


def write_model(job, inputs, output, weights, task, license, name=None):
    """Writes a folder with the model: its contract, Triton's configuration, and the file of its weights.

    inputs   [(tensor, "image" or "text")], which base models' outputs it takes
    output   (tensor, width, "embedding" or "score")
    weights  bytes of the ONNX file
    """
    name = name or job.model
    folder = "model/" + name
    os.makedirs(folder + "/1", exist_ok=True)
    with open(folder + "/1/model.onnx", "wb") as file:
        file.write(weights)
    bases = [(tensor, job.description[half]) for tensor, half in inputs]
    tensor = '  { name: "%s", data_type: TYPE_FP32, dims: [ %d ] }'
    with open(folder + "/config.pbtxt", "w", encoding="utf-8") as file:
        file.write('backend: "onnxruntime"\nmax_batch_size: 64\ninput [\n'
                   + ",\n".join(tensor % (given, base["width"]) for given, base in bases)
                   + "\n]\noutput [\n" + tensor % output[:2] + "\n]\ninstance_group [{ kind: KIND_CPU, count: 1 }]\n")
    contract = {
        "name": name,
        "task": task,
        "inputs": [{"name": given, "kind": "features", "type": "FP32", "shape": [base["width"]],
                    "of": [{"model": base["model"], "output": base["output"]}]} for given, base in bases],
        "outputs": [{"name": output[0], "type": "FP32", "shape": [output[1]], "meaning": output[2], "rounding_digits": 4}],
        "files": {"weights": {"path": "1/model.onnx", "sha256": hashlib.sha256(weights).hexdigest()}},
        "max_batch": 64,
        "max_batch_bytes": 64 * 4 * sum(base["width"] for _, base in bases),
        "license": license,
        "source": "job " + job.description["key"],
    }
    with open(folder + "/contract.json", "w", encoding="utf-8") as file:
        json.dump(contract, file, indent=2, sort_keys=True)


def onnx_probe(inputs, bias):
    """An ONNX file that gives the sigmoid of a weighted sum, as PROBABILITY.

    inputs   [(tensor, weights)]
    """
    nodes = []
    constants = []
    for tensor, weights in inputs:
        constants.append(_constant("weights_" + tensor, weights, [len(weights), 1]))
        nodes.append(_node("MatMul", [tensor, "weights_" + tensor], "sum_" + tensor))
    total = "sum_" + inputs[0][0]
    for tensor, _ in inputs[1:]:
        nodes.append(_node("Add", [total, "sum_" + tensor], total + "_" + tensor))
        total = total + "_" + tensor
    constants.append(_constant("bias", [bias], [1]))
    nodes.append(_node("Add", [total, "bias"], "logit"))
    nodes.append(_node("Sigmoid", ["logit"], "PROBABILITY"))
    graph = b"".join(_message(1, node) for node in nodes) + _message(2, b"probe")
    graph += b"".join(_message(5, constant) for constant in constants)
    graph += b"".join(_message(11, _tensor(tensor, len(weights))) for tensor, weights in inputs)
    graph += _message(12, _tensor("PROBABILITY", 1))
    return _number(1, 8) + _message(2, b"tandem_trainer") + _message(7, graph) + _message(8, _number(2, 17))


# The wire format of Protocol Buffers, as far as ONNX needs it here.
def _varint(value):
    encoded = bytearray()
    while value > 127:
        encoded.append(value & 127 | 128)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def _number(field, value):
    return _varint(field << 3) + _varint(value)


def _message(field, content):
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _node(operator, inputs, output):
    return (b"".join(_message(1, name.encode()) for name in inputs) + _message(2, output.encode())
            + _message(3, output.encode()) + _message(4, operator.encode()))


def _constant(name, values, shape):
    return (b"".join(_number(1, size) for size in shape) + _number(2, 1) + _message(8, name.encode())
            + _message(9, struct.pack("<%df" % len(values), *values)))


def _tensor(name, width):
    rows = _message(1, _message(2, b"rows"))
    columns = _message(1, _number(1, width))
    return _message(1, name.encode()) + _message(2, _message(1, _number(1, 1) + _message(2, rows + columns)))


def end_with_tandem():
    """Ends this process when Tandem is gone: its end of the standard input is closed then."""
    def watch():
        while os.read(0, 4096):
            pass
        os._exit(3)

    threading.Thread(target=watch, daemon=True).start()
