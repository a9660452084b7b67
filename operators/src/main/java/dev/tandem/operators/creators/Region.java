package dev.tandem.operators.creators;

import dev.tandem.core.model.PartAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * A region of an image, as {@link PartAttributes#REGIONS} has it.
 *
 * @param name what is there; empty where nobody said
 */
record Region(int left, int top, int width, int height, String name) {
    private static final int NUMBERS = 4;

    /** The regions of a text that lie in an image at least in part; lines that are none are left out, and so are those beyond the most. */
    static List<Region> of(String text, int imageWidth, int imageHeight, int most) {
        List<Region> regions = new ArrayList<>();
        for (String line : text.split("\n", 2 * most)) {
            String[] fields = line.split("\t");
            int[] numbers = numbers(fields);
            if (numbers.length == NUMBERS && regions.size() < most && numbers[2] > 0 && numbers[3] > 0
                    && numbers[0] < imageWidth && numbers[1] < imageHeight
                    && (long) numbers[0] + numbers[2] > 0 && (long) numbers[1] + numbers[3] > 0) {
                String name = fields.length > NUMBERS ? fields[NUMBERS].strip() : "";
                regions.add(new Region(numbers[0], numbers[1], numbers[2], numbers[3], name));
            }
        }
        return regions;
    }

    private static int[] numbers(String[] fields) {
        int[] numbers = new int[fields.length < NUMBERS ? 0 : NUMBERS];
        try {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Integer.parseInt(fields[i].strip());
            }
            return numbers;
        } catch (NumberFormatException e) {
            return new int[0];
        }
    }
}
