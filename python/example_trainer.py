"""A trainer of Tandem: logistic regression over what base models say of image and text, by plain gradient descent.

Shows all that a trainer does: settings, progress, a checkpoint after each epoch, answers, metrics, a model that servers run.
Copy it and replace what is between reading the job and writing the results.
"""

import math
import random

import tandem_trainer as tandem


def sigmoid(logit):
    if logit < 0:
        return math.exp(logit) / (1 + math.exp(logit))
    return 1 / (1 + math.exp(-logit))


def train(job):
    rows = [image + text for image, text in zip(job.training.images, job.training.texts)]
    targets = job.training.targets
    if not rows or targets[0] is None:
        raise SystemExit("give the experiment's evaluation a label: it is what this trainer learns to tell")
    epochs = int(job.config.get("epochs", 20))
    rate = float(job.config.get("learning_rate", 0.5))
    state = tandem.load_checkpoint() or {"epoch": 0, "weights": [0.0] * len(rows[0]), "bias": 0.0, "loss": 0.0}
    for epoch in range(state["epoch"], epochs):
        # Of the epoch alone, so that whoever goes on from a checkpoint draws the same order.
        order = list(range(len(rows)))
        random.Random(job.seed * 1000003 + epoch).shuffle(order)
        weights, bias, loss = state["weights"], state["bias"], 0.0
        for place in order:
            row = rows[place]
            probability = sigmoid(bias + sum(map(float.__mul__, weights, row)))
            loss -= math.log(max(1e-12, probability if targets[place] else 1 - probability))
            step = rate * (probability - targets[place])
            weights = [weight - step * number for weight, number in zip(weights, row)]
            bias -= step
        state = {"epoch": epoch + 1, "weights": weights, "bias": bias, "loss": loss / len(rows)}
        tandem.save_checkpoint(state)
        tandem.progress(epoch + 1, epochs)
        print("epoch %d: loss %.4f" % (epoch + 1, state["loss"]), flush=True)
    return state


def main():
    job = tandem.Job()
    state = train(job)
    width = job.description["image"]["width"]
    weights, bias = state["weights"], state["bias"]
    tandem.write_answers("scores", [
        [sigmoid(bias + sum(map(float.__mul__, weights, image + text)))]
        for image, text in zip(job.held_out.images, job.held_out.texts)])
    tandem.write_metrics({"loss": state["loss"]})
    tandem.write_model(
        job,
        inputs=[("IMAGE", "image"), ("TEXT", "text")],
        output=("PROBABILITY", 1, "score"),
        weights=tandem.onnx_probe([("IMAGE", weights[:width]), ("TEXT", weights[width:])], bias),
        task="classification",
        license="that of the samples that it was trained on")


if __name__ == "__main__":
    main()
