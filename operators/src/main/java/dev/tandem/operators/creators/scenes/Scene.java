package dev.tandem.operators.creators.scenes;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.operators.creators.drawing.Canvas;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Things on a square picture, so far from each other that none touches another. */
record Scene(int side, List<Thing> things) {
    /** Side of the square that has at most one thing, with room for it to move. */
    private static final int CELL = 72;
    private static final int GAP = 4;
    private static final Color BACKGROUND = new Color(0xf7f5f0);

    /** How many things there is room for. */
    static int capacity(int side) {
        return (side / CELL) * (side / CELL);
    }

    /** Colours, shapes and sizes at places by chance. */
    static Scene place(int side, List<Thing> unplaced, Random random) {
        int columns = side / CELL;
        List<Integer> cells = new ArrayList<>();
        for (int i = 0; i < columns * columns; i++) {
            cells.add(i);
        }
        Collections.shuffle(cells, random);
        List<Thing> things = new ArrayList<>();
        for (Thing thing : unplaced) {
            int cell = cells.removeLast();
            int room = CELL / 2 - thing.radius() - GAP;
            things.add(new Thing(
                    thing.colour(), thing.shape(), thing.large(),
                    cell % columns * CELL + CELL / 2 + random.nextInt(2 * room + 1) - room,
                    cell / columns * CELL + CELL / 2 + random.nextInt(2 * room + 1) - room));
        }
        return new Scene(side, things);
    }

    /** A line for each thing: colour, shape, size and place, separated by tabs. */
    String text() {
        return things.stream()
                .map(thing -> String.join("\t", thing.colour().word(), thing.shape().word(), thing.large() ? "large" : "small",
                        Integer.toString(thing.x()), Integer.toString(thing.y())))
                .collect(Collectors.joining("\n"));
    }

    /** The picture, a PNG file, with its things as regions. */
    Part.Media draw() {
        Canvas canvas = new Canvas(side, side, BACKGROUND);
        canvas.draw(graphics -> things.forEach(thing -> {
            graphics.setColor(thing.colour().paint());
            graphics.fill(thing.shape().outline(thing.x(), thing.y(), thing.radius()));
        }));
        return canvas.part(Map.of(PartAttributes.REGIONS, regions()));
    }

    private String regions() {
        return things.stream()
                .map(thing -> String.join("\t",
                        Integer.toString(thing.x() - thing.radius()), Integer.toString(thing.y() - thing.radius()),
                        Integer.toString(2 * thing.radius()), Integer.toString(2 * thing.radius()), thing.name()))
                .collect(Collectors.joining("\n"));
    }
}
