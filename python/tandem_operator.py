"""Runs a Python operator of Tandem: reads samples, calls the operator's function, writes what it says. Standard library only.

An operator is a file with a function, and a manifest beside it; docs/own-operators.md describes both:

    def measure(sample, parameters):   a filter: the values of its features, by name
    def map(text, parameters):         a mapper: the new text

What an operator may use of this file are Sample, Part and SampleFailed. Tandem starts it and talks to it over pipes: four
bytes with a length (big-endian), and that many bytes of JSON; the content of media follows a question, one after the other.
"""

import importlib.util
import json
import math
import os
import signal
import struct
import sys
import traceback

API = 1
ERROR_CHARACTERS = 500
# Tandem ends a process that takes too long; if Tandem is gone by then, the process ends itself this much later.
SECONDS_OF_GRACE = 5
START_SECONDS = 120


class SampleFailed(Exception):
    """Raised by an operator that cannot process a sample: it becomes a failed row with this message."""


class Part:
    """A piece of a sample: a text, or a medium.

    text        of a text part, else None
    media_type  of a medium, such as image/png, else None
    data        bytes of a medium where the manifest says 'media: true', else None
    attributes  what is known of the part, such as its role or the alt text of an image
    """

    def __init__(self, text=None, media_type=None, data=None, attributes=None):
        self.text = text
        self.media_type = media_type
        self.data = data
        self.attributes = attributes or {}


class Sample:
    """A sample: its parts in reading order, and what is known of it.

    source    where it came from
    metadata  texts by name, such as title
    """

    def __init__(self, text=None, parts=None, source="", metadata=None):
        self.parts = list(parts) if parts is not None else [Part(text=text or "")]
        self.source = source
        self.metadata = metadata or {}

    @property
    def text(self):
        """All text parts, joined by an empty line."""
        return "\n\n".join(part.text for part in self.parts if part.text is not None)


def read_exactly(stream, count):
    data = stream.read(count)
    if len(data) < count:
        raise EOFError("the question ends too early")
    return data


def read_question(stream):
    """The next question, or None when Tandem asks no more."""
    length = stream.read(4)
    if not length:
        return None
    return json.loads(read_exactly(stream, struct.unpack(">I", length)[0]))


def write_answer(stream, answer):
    data = json.dumps(answer, ensure_ascii=False, allow_nan=False).encode("utf-8")
    stream.write(struct.pack(">I", len(data)) + data)
    stream.flush()


def take_streams():
    """The pipes to Tandem for this file alone: what an operator prints goes to the log, and it reads nothing."""
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return questions, answers


def limit_resources(memory):
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError) as error:
        print(f"The memory of this operator cannot be limited here: {error}", file=sys.stderr)


def say(error):
    text = str(error) if isinstance(error, SampleFailed) else f"{type(error).__name__}: {error}"
    return text.encode("utf-8", "replace").decode("utf-8")[:ERROR_CHARACTERS]


def sample_of(question, stream):
    parts = []
    for part in question["parts"]:
        size = part.get("bytes")
        data = read_exactly(stream, size) if size is not None else None
        parts.append(Part(part.get("text"), part.get("media_type"), data, part["attributes"]))
    return Sample(parts=parts, source=question["source"], metadata=question["metadata"])


def values_of(measured, features):
    if not isinstance(measured, dict):
        if len(features) != 1:
            raise TypeError(f"measure has to return a dict with {', '.join(features)}, found {type(measured).__name__}")
        measured = {features[0]: measured}
    if set(measured) != set(features):
        raise ValueError(f"measure has to give {', '.join(features)}, found {', '.join(map(str, measured)) or 'nothing'}")
    values = [float(measured[feature]) for feature in features]
    for feature, value in zip(features, values):
        if not math.isfinite(value):
            raise ValueError(f"{feature} has to be a finite number, found {value}")
    return values


def load(setup):
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), setup["script"])
    # The operator's 'import tandem_operator' means this very module.
    sys.modules["tandem_operator"] = sys.modules[__name__]
    spec = importlib.util.spec_from_file_location(os.path.splitext(setup["script"])[0], path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    function = getattr(module, setup["function"], None)
    if not callable(function):
        raise AttributeError(f"{setup['script']} has no function '{setup['function']}'")
    return function


def answer_to(question, stream, setup, function):
    parameters = question["parameters"]
    if setup["function"] == "measure":
        sample = sample_of(question["sample"], stream)
        return {"values": values_of(function(sample, parameters), setup["features"])}
    text = function(question["text"], parameters)
    if not isinstance(text, str):
        raise TypeError(f"map has to return a str, found {type(text).__name__}")
    text.encode("utf-8")
    return {"text": text}


def main():
    questions, answers = take_streams()
    try:
        # Keys that are pressed in a terminal are for Tandem.
        os.setsid()
    except OSError:
        pass
    setup = read_question(questions)
    if setup is None:
        return 0
    try:
        signal.setitimer(signal.ITIMER_REAL, START_SECONDS)
        limit_resources(setup["memory"])
        function = load(setup)
        signal.setitimer(signal.ITIMER_REAL, 0)
    except BaseException as error:
        traceback.print_exc()
        write_answer(answers, {"error": say(error)})
        return 1
    write_answer(answers, {"ready": API})
    while True:
        question = read_question(questions)
        if question is None:
            return 0
        signal.setitimer(signal.ITIMER_REAL, setup["seconds"] + SECONDS_OF_GRACE)
        try:
            answer = answer_to(question, questions, setup, function)
        except MemoryError:
            write_answer(answers, {"memory": True})
            return 1
        except Exception as error:
            if not isinstance(error, SampleFailed):
                traceback.print_exc()
            answer = {"error": say(error)}
        write_answer(answers, answer)
        signal.setitimer(signal.ITIMER_REAL, 0)


def run():
    """Ends the process whatever threads the operator has left behind."""
    code = 1
    try:
        code = main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code & 0xFF)


if __name__ == "__main__":
    run()
