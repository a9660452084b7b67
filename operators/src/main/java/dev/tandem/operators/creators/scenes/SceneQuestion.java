package dev.tandem.operators.creators.scenes;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A question on a scene with the answer that its maker computed. */
record SceneQuestion(String question, String answer) {
    /** Least distance by which one thing is left of, or above, another: what lies closer is not asked about. */
    static final int CLEAR = 20;

    /** How many there are of what some of the things are, or of what none is. */
    static SceneQuestion count(Scene scene, Random random) {
        Thing like = one(scene.things(), random);
        Optional<Colour> colour = Optional.empty();
        Optional<Shape> shape = Optional.empty();
        Optional<Boolean> large = Optional.empty();
        switch (random.nextInt(6)) {
            case 0 -> colour = Optional.of(like.colour());
            case 1 -> shape = Optional.of(like.shape());
            case 2 -> {
                colour = Optional.of(like.colour());
                shape = Optional.of(like.shape());
            }
            case 3 -> {
                large = Optional.of(like.large());
                shape = Optional.of(like.shape());
            }
            case 4 -> {
                colour = Optional.of(one(scene.things(), random).colour());
                shape = Optional.of(like.shape());
            }
            default -> {
                // All of them.
            }
        }
        return count(scene, large, colour, shape);
    }

    private static SceneQuestion count(Scene scene, Optional<Boolean> large, Optional<Colour> colour, Optional<Shape> shape) {
        String question = "How many " + large.map(is -> is ? "large " : "small ").orElse("")
                + colour.map(is -> is.word() + " ").orElse("") + shape.map(Shape::plural).orElse("shapes") + " are there?";
        long count = scene.things().stream()
                .filter(thing -> large.isEmpty() || large.get() == thing.large())
                .filter(thing -> colour.isEmpty() || colour.get() == thing.colour())
                .filter(thing -> shape.isEmpty() || shape.get() == thing.shape())
                .count();
        return new SceneQuestion(question, Long.toString(count));
    }

    /** Whether one thing is on some side of another; empty where that is not clear. */
    static Optional<SceneQuestion> side(Scene scene, Random random) {
        Thing one = one(scene.things(), random);
        Thing other = one(scene.things(), random);
        boolean across = random.nextBoolean();
        boolean towardsZero = random.nextBoolean();
        int distance = across ? other.x() - one.x() : other.y() - one.y();
        if (Math.abs(distance) < CLEAR) {
            return Optional.empty();
        }
        String side = across ? towardsZero ? "left of" : "right of" : towardsZero ? "above" : "below";
        return Optional.of(new SceneQuestion(
                "Is the " + one.name() + " " + side + " the " + other.name() + "?", distance > 0 == towardsZero ? "yes" : "no"));
    }

    /** What alone lies between two things, seen from left to right or from top to bottom; empty where that is not clear. */
    static Optional<SceneQuestion> between(Scene scene, Random random) {
        Thing one = one(scene.things(), random);
        Thing other = one(scene.things(), random);
        boolean across = random.nextBoolean();
        List<Thing> near = scene.things().stream()
                .filter(thing -> thing != one && thing != other && place(thing, across) > place(one, across) - CLEAR
                        && place(thing, across) < place(other, across) + CLEAR)
                .toList();
        if (near.size() != 1 || place(near.getFirst(), across) < place(one, across) + CLEAR
                || place(near.getFirst(), across) > place(other, across) - CLEAR) {
            return Optional.empty();
        }
        return Optional.of(new SceneQuestion(
                "Which shape is between the " + one.name() + " and the " + other.name() + ", seen from "
                        + (across ? "left to right?" : "top to bottom?"),
                near.getFirst().name()));
    }

    /** The colour of the only thing of its shape; empty where there are several. */
    static Optional<SceneQuestion> colour(Scene scene, Random random) {
        Thing thing = one(scene.things(), random);
        boolean only = scene.things().stream().filter(found -> found.shape() == thing.shape()).count() == 1;
        return only
                ? Optional.of(new SceneQuestion("What colour is the " + thing.shape().word() + "?", thing.colour().word()))
                : Optional.empty();
    }

    /** The shape of the only thing of its colour; empty where there are several. */
    static Optional<SceneQuestion> shape(Scene scene, Random random) {
        Thing thing = one(scene.things(), random);
        boolean only = scene.things().stream().filter(found -> found.colour() == thing.colour()).count() == 1;
        return only
                ? Optional.of(new SceneQuestion("What is the shape that is " + thing.colour().word() + "?", thing.shape().word()))
                : Optional.empty();
    }

    private static int place(Thing thing, boolean across) {
        return across ? thing.x() : thing.y();
    }

    private static Thing one(List<Thing> things, Random random) {
        return things.get(random.nextInt(things.size()));
    }
}
