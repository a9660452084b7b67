package dev.tandem.e2e;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures of two colours, left and right, each with a text that names them, or others. */
final class SquarePairs {
    private static final String[] NAMES = {"red", "green", "blue", "yellow", "white", "black"};
    private static final Color[] COLOURS = {Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW, Color.WHITE, Color.BLACK};
    private static final int SIDE = 48;

    private SquarePairs() {}

    /** What is said of the picture of a number whose colours are those of two numbers. */
    interface Telling {
        String of(int number, int left, int right, Random random);
    }

    static String name(int colour) {
        return NAMES[colour % NAMES.length];
    }

    /** Writes so many pairs, {@code pair-0.png} and {@code pair-0.txt} being the first, the same for the same arguments. */
    static Path write(Path folder, int pairs, Telling telling) {
        Random random = new Random(3);
        try {
            Files.createDirectories(folder);
            for (int i = 0; i < pairs; i++) {
                int left = random.nextInt(NAMES.length);
                int right = random.nextInt(NAMES.length);
                ImageIO.write(picture(left, right, random), "png", folder.resolve("pair-" + i + ".png").toFile());
                Files.writeString(folder.resolve("pair-" + i + ".txt"), telling.of(i, left, right, random));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every fourth names another colour, every sixth says too little. */
    static String someWrongSomeShort(int number, int left, int right, Random random) {
        int told = number % 4 == 0 ? left + 1 + random.nextInt(NAMES.length - 1) : left;
        String text = "Half of it " + name(told) + ", the other " + name(right);
        return number % 6 == 5 ? text : text + ", as everybody can see, number " + number;
    }

    private static BufferedImage picture(int left, int right, Random random) {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
            Color colour = COLOURS[pixel % SIDE < SIDE / 2 ? left : right];
            picture.setRGB(pixel % SIDE, pixel / SIDE, colour.getRGB() & 0xFFFFFF ^ random.nextInt(0x30));
        }
        return picture;
    }
}
