"""On Triton: texts to tokens by the tokenizer.json beside this file, then through an encoder. Copy it to NAME/1/model.py.

Tensors other than TEXT go to the encoder as they are. Parameters of config.pbtxt: encoder, encoder_output, max_tokens, pad_id, and
pad_to_max for encoders that were trained on sequences of one length. Needs the packages numpy and tokenizers."""
import json
import os

import numpy as np
import triton_python_backend_utils as pb_utils
from tokenizers import Tokenizer


class TritonPythonModel:
    def initialize(self, args):
        config = json.loads(args["model_config"])
        parameters = {name: each["string_value"] for name, each in config["parameters"].items()}
        length = int(parameters["max_tokens"])
        self.encoder, self.result = parameters["encoder"], parameters["encoder_output"]
        self.output = config["output"][0]["name"]
        self.others = [each["name"] for each in config["input"] if each["name"] != "TEXT"]
        self.tokenizer = Tokenizer.from_file(os.path.join(args["model_repository"], args["model_version"], "tokenizer.json"))
        self.tokenizer.enable_truncation(length)
        self.tokenizer.enable_padding(pad_id=int(parameters["pad_id"]), length=length if parameters["pad_to_max"] == "true" else None)

    def execute(self, requests):
        return [self.answer(request) for request in requests]

    def answer(self, request):
        try:
            texts = [text.decode("utf-8") for text in pb_utils.get_input_tensor_by_name(request, "TEXT").as_numpy().reshape(-1)]
        except UnicodeDecodeError as error:
            return pb_utils.InferenceResponse(error=pb_utils.TritonError(f"a text is not UTF-8: {error}"))
        tokens = self.tokenizer.encode_batch(texts)
        inputs = [pb_utils.Tensor("input_ids", np.array([each.ids for each in tokens], dtype=np.int64)),
                  pb_utils.Tensor("attention_mask", np.array([each.attention_mask for each in tokens], dtype=np.int64)),
                  *(pb_utils.get_input_tensor_by_name(request, name) for name in self.others)]
        answer = pb_utils.InferenceRequest(model_name=self.encoder, requested_output_names=[self.result], inputs=inputs).exec()
        if answer.has_error():
            return pb_utils.InferenceResponse(error=pb_utils.TritonError(answer.error().message()))
        values = pb_utils.get_output_tensor_by_name(answer, self.result).as_numpy()
        return pb_utils.InferenceResponse([pb_utils.Tensor(self.output, values)])
