"""Sentence vectors on Triton: words to pieces, the encoder, the mean over pieces, scaled to length 1.

Pieces follow the tokenizer file that the weights come with (BERT's basic tokenizer, then WordPiece, greedy longest match first).
"""
import json
import os
import unicodedata

import numpy as np
import triton_python_backend_utils as pb_utils

MAX_TOKENS = 256
MAX_WORD = 100


class Pieces:
    """Ids of the pieces of a text, with the marks of its start and end, cut to MAX_TOKENS."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            tokenizer = json.load(file)
        self.vocabulary = tokenizer["model"]["vocab"]
        self.unknown = self.vocabulary["[UNK]"]
        self.start = self.vocabulary["[CLS]"]
        self.end = self.vocabulary["[SEP]"]

    def of(self, text):
        ids = []
        for word in words(text):
            ids.extend(self.word(word))
            if len(ids) >= MAX_TOKENS - 2:
                break
        return [self.start, *ids[: MAX_TOKENS - 2], self.end]

    def word(self, word):
        if len(word) > MAX_WORD:
            return [self.unknown]
        ids = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = self.vocabulary.get(("##" if start else "") + word[start:end])
                if piece is not None:
                    ids.append(piece)
                    start = end
                    break
            else:
                return [self.unknown]
        return ids


def words(text):
    """Lower-case words without accents; every punctuation mark and every Chinese character is a word of its own."""
    spaced = []
    for char in text:
        if char in "\t\n\r":
            spaced.append(" ")
        elif char == "\ufffd" or unicodedata.category(char).startswith("C"):
            continue
        elif char.isspace():
            spaced.append(" ")
        elif is_chinese(ord(char)):
            spaced.append(" " + char + " ")
        else:
            spaced.append(char)
    plain = unicodedata.normalize("NFD", "".join(spaced))
    # Character by character: as a whole, Python would write a Greek word's last sigma in another way.
    plain = "".join(char.lower() for char in plain if unicodedata.category(char) != "Mn")
    current = []
    for char in plain:
        if char == " ":
            if current:
                yield "".join(current)
                current = []
        elif is_punctuation(char):
            if current:
                yield "".join(current)
                current = []
            yield char
        else:
            current.append(char)
    if current:
        yield "".join(current)


def is_punctuation(char):
    code = ord(char)
    ascii_mark = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return ascii_mark or unicodedata.category(char).startswith("P")


def is_chinese(code):
    return any(low <= code <= high for low, high in (
        (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B920, 0x2CEAF),
        (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)))


def mean(tokens):
    """Of the vectors of all pieces, scaled to length 1."""
    total = tokens.astype(np.float64).sum(axis=0)
    return (total / max(np.sqrt((total * total).sum()), np.finfo(np.float64).tiny)).astype(np.float32)


class TritonPythonModel:
    def initialize(self, args):
        folder = os.path.join(args["model_repository"], args["model_version"])
        self.pieces = Pieces(os.path.join(folder, "tokenizer.json"))
        parameters = json.loads(args["model_config"])["parameters"]
        self.encoder = parameters["encoder"]["string_value"]
        self.states = parameters["encoder_output"]["string_value"]

    def execute(self, requests):
        return [self.answer(request) for request in requests]

    def answer(self, request):
        texts = pb_utils.get_input_tensor_by_name(request, "TEXT").as_numpy().reshape(-1)
        vectors = np.empty((len(texts), 384), dtype=np.float32)
        for row, text in enumerate(texts):
            try:
                vectors[row] = self.vector(text.decode("utf-8"))
            except (UnicodeDecodeError, RuntimeError) as error:
                return pb_utils.InferenceResponse(error=pb_utils.TritonError(f"text {row}: {error}"))
        return pb_utils.InferenceResponse([pb_utils.Tensor("EMBEDDING", vectors)])

    def vector(self, text):
        ids = np.array([self.pieces.of(text)], dtype=np.int64)
        inputs = [
            pb_utils.Tensor("input_ids", ids),
            pb_utils.Tensor("attention_mask", np.ones_like(ids)),
            pb_utils.Tensor("token_type_ids", np.zeros_like(ids)),
        ]
        answer = pb_utils.InferenceRequest(
            model_name=self.encoder, requested_output_names=[self.states], inputs=inputs).exec()
        if answer.has_error():
            raise RuntimeError(answer.error().message())
        return mean(pb_utils.get_output_tensor_by_name(answer, self.states).as_numpy()[0])
