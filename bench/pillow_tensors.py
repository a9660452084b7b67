"""JPEG files to the tensor of a model with Pillow and NumPy: shorter side to 256 (bicubic), the middle 224 by 224, to scale, channels
first. Prints JSON for `models.py`, which starts it beside ours."""
import glob
import json
import sys
import time

import numpy
import PIL
from PIL import Image


def tensor(file):
    image = Image.open(file).convert("RGB")
    scale = 256 / min(image.size)
    image = image.resize((int(image.width * scale), int(image.height * scale)), Image.BICUBIC)
    left, top = (image.width - 224) // 2, (image.height - 224) // 2
    pixels = numpy.asarray(image.crop((left, top, left + 224, top + 224)), dtype=numpy.float32)
    return numpy.ascontiguousarray(((pixels - 127) / 128).transpose(2, 0, 1))


def main():
    files = sorted(glob.glob(sys.argv[1] + "/*.jpg"))
    numpy.stack([tensor(file) for file in files[:16]])
    begun = time.perf_counter()
    for start in range(0, len(files), 16):
        numpy.stack([tensor(file) for file in files[start:start + 16]])
    print(json.dumps({"name": "pillow", "version": PIL.__version__, "rows_per_s": len(files) / (time.perf_counter() - begun)}))


main()
