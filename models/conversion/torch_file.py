"""Reads the tensors of a PyTorch file of the old kind (pickles, then raw numbers) without PyTorch, and runs nothing that a pickle names."""
import collections
import io
import pickle
import struct

import numpy as np

MAGIC = 0x1950A86A20F9469CFC6C
PROTOCOL = 1001
TYPES = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}

Storage = collections.namedtuple("Storage", "type key count")
Tensor = collections.namedtuple("Tensor", "storage offset shape strides")


class _Reader(pickle.Unpickler):
    """Knows the four things that a dictionary of tensors is made of, and refuses every other name."""

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return lambda storage, offset, shape, strides, *_: Tensor(storage, offset, tuple(shape), tuple(strides))
        if module == "torch" and name in TYPES:
            return TYPES[name]
        raise pickle.UnpicklingError(f"{module}.{name} is none of what a file of tensors is made of")

    def persistent_load(self, saved):
        kind, dtype, key, _, count, view = saved
        if kind != "storage" or view is not None:
            raise pickle.UnpicklingError(f"unknown persistent object {saved!r}")
        return Storage(dtype, key, count)


def tensors(data):
    """Name to array, in the order of the file."""
    file = io.BytesIO(data)
    magic, protocol, system, named = (_Reader(file).load() for _ in range(4))
    if magic != MAGIC or protocol != PROTOCOL or not system["little_endian"]:
        raise ValueError("not a PyTorch file of the old kind")
    types = {tensor.storage.key: tensor.storage.type for tensor in named.values()}
    numbers = {}
    for key in _Reader(file).load():
        (count,) = struct.unpack("<q", file.read(8))
        numbers[key] = np.frombuffer(file.read(count * types[key].itemsize), dtype=types[key], count=count)
    if file.read(1):
        raise ValueError("the file goes on after its last tensor")
    return {name: _array(tensor, numbers[tensor.storage.key]) for name, tensor in named.items()}


def _array(tensor, numbers):
    last = tensor.offset + sum((length - 1) * stride for length, stride in zip(tensor.shape, tensor.strides))
    if min(tensor.strides, default=0) < 0 or tensor.offset < 0 or last >= len(numbers):
        raise ValueError(f"a tensor outside its storage: {tensor}")
    view = np.lib.stride_tricks.as_strided(
        numbers[tensor.offset:], tensor.shape, [stride * numbers.itemsize for stride in tensor.strides], writeable=False)
    return np.ascontiguousarray(view).reshape(tensor.shape)
