"""Sentence vectors without a server: the program that Triton runs, with ONNX Runtime in place of its encoder."""
import importlib.util
import os
import sys
import types

import numpy as np
import onnxruntime


def local(folder, encoder=None):
    """A function of texts to vectors; the encoder is another folder's where the model's own has none."""
    sys.modules.setdefault("triton_python_backend_utils", types.ModuleType("triton_python_backend_utils"))
    spec = importlib.util.spec_from_file_location("sentences_on_triton", os.path.join(folder, "1", "model.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pieces = module.Pieces(os.path.join(folder, "1", "tokenizer.json"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        os.path.join(encoder or folder, "1", "model.onnx"), options, providers=["CPUExecutionProvider"])
    (states,) = [output.name for output in session.get_outputs() if len(output.shape) == 3]

    def vector(text):
        ids = np.array([pieces.of(text)], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        return module.mean(session.run([states], given)[0][0])

    return lambda inputs: {"EMBEDDING": np.array([vector(text) for text in inputs["TEXT"]])}
