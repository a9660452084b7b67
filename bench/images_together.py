"""Decodes each image once with Pillow, and takes its size, ImageHash's perceptual hash and OpenCV's Laplacian of it: what
these tools need together for what Tandem's `images` does. Prints JSON for `bench/run`, which starts it beside ours."""
import glob
import json
import os
import sys
import time

import cv2
import imagehash
import numpy
import PIL
from PIL import Image


def measure(file):
    image = Image.open(file)
    image.load()
    grey = cv2.cvtColor(numpy.asarray(image.convert("RGB")), cv2.COLOR_RGB2GRAY)
    return image.size, imagehash.phash(image), cv2.Laplacian(grey, cv2.CV_64F).var()


def main():
    cv2.setNumThreads(1)
    files = sorted(glob.glob(sys.argv[1] + "/*.jpg"))
    measure(files[0])
    begun = time.perf_counter()
    for file in files:
        measure(file)
    seconds = time.perf_counter() - begun
    megabytes = sum(os.path.getsize(file) for file in files) / 1e6
    print(json.dumps({"peer": "Pillow, ImageHash and OpenCV on one decode", "peer_version": PIL.__version__,
                      "peer_docs": len(files), "peer_mb_per_s": round(megabytes / seconds, 3)}))


main()
