package dev.tandem.operators.model;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lines of text on the map of a detector, which says of each place how likely it is part of one, as models of differentiable
 * binarisation do (Liao et al., 2020): places above a threshold that touch each other are a line, whose rectangle is then
 * widened, since detectors are trained on the inner part of lines. Rectangles are upright: a slanted line gets one that is
 * too large.
 */
final class TextBoxes {
    /** As PaddleOCR has them. */
    private static final float MAP_THRESHOLD = 0.3f;
    private static final double BOX_THRESHOLD = 0.5;
    private static final double WIDENING = 1.6;
    private static final int SMALLEST = 3;
    private static final int MOST = 1_000;
    /** Rectangles whose tops differ by less, in pixels of the picture, stand in one row. */
    private static final int ROW = 10;

    private final float[] map;
    private final int width;
    private final int height;
    private final boolean[] seen;
    private final int[] stack;

    private TextBoxes(Tensor tensor) {
        int[] shape = tensor.shape();
        if (shape.length < 2 || (long) shape[shape.length - 1] * shape[shape.length - 2] != tensor.values().length) {
            throw new TandemException(ErrorCode.INVALID_RECIPE,
                    "A detector of text has to answer with one map of height and width. Name such a model.");
        }
        map = tensor.values();
        width = shape[shape.length - 1];
        height = shape[shape.length - 2];
        seen = new boolean[map.length];
        stack = new int[map.length];
    }

    /** The rectangles in a picture of some size, in reading order: from top to bottom, and in one row from left to right. */
    static List<PictureBox> of(Tensor tensor, int pictureWidth, int pictureHeight) {
        TextBoxes boxes = new TextBoxes(tensor);
        List<PictureBox> found = new ArrayList<>();
        for (int place = 0; place < boxes.map.length && found.size() < MOST; place++) {
            if (!boxes.seen[place] && boxes.map[place] > MAP_THRESHOLD) {
                PictureBox onMap = boxes.grow(place);
                if (Math.min(onMap.width(), onMap.height()) >= SMALLEST && boxes.mean(onMap) >= BOX_THRESHOLD) {
                    found.add(boxes.inPicture(onMap, pictureWidth, pictureHeight));
                }
            }
        }
        return inReadingOrder(found);
    }

    private PictureBox grow(int start) {
        int left = width;
        int top = height;
        int right = 0;
        int bottom = 0;
        int size = 0;
        stack[size++] = start;
        seen[start] = true;
        while (size > 0) {
            int place = stack[--size];
            int x = place % width;
            int y = place / width;
            left = Math.min(left, x);
            right = Math.max(right, x + 1);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y + 1);
            for (int nextY = Math.max(0, y - 1); nextY <= Math.min(height - 1, y + 1); nextY++) {
                for (int nextX = Math.max(0, x - 1); nextX <= Math.min(width - 1, x + 1); nextX++) {
                    int next = nextY * width + nextX;
                    if (!seen[next] && map[next] > MAP_THRESHOLD) {
                        seen[next] = true;
                        stack[size++] = next;
                    }
                }
            }
        }
        return new PictureBox(left, top, right, bottom);
    }

    private double mean(PictureBox box) {
        double sum = 0;
        for (int y = box.top(); y < box.bottom(); y++) {
            for (int x = box.left(); x < box.right(); x++) {
                sum += map[y * width + x];
            }
        }
        return sum / box.area();
    }

    private PictureBox inPicture(PictureBox box, int pictureWidth, int pictureHeight) {
        double wider = box.area() * WIDENING / (2.0 * (box.width() + box.height()));
        double x = (double) pictureWidth / width;
        double y = (double) pictureHeight / height;
        int left = (int) Math.max(0, Math.floor((box.left() - wider) * x));
        int top = (int) Math.max(0, Math.floor((box.top() - wider) * y));
        int right = (int) Math.min(pictureWidth, Math.ceil((box.right() + wider) * x));
        int bottom = (int) Math.min(pictureHeight, Math.ceil((box.bottom() + wider) * y));
        return new PictureBox(left, top, right, bottom);
    }

    private static List<PictureBox> inReadingOrder(List<PictureBox> boxes) {
        List<PictureBox> sorted = new ArrayList<>(boxes);
        sorted.sort(Comparator.comparingInt(PictureBox::top).thenComparingInt(PictureBox::left));
        for (int i = 1; i < sorted.size(); i++) {
            for (int j = i; j > 0 && inOneRow(sorted.get(j - 1), sorted.get(j)) && sorted.get(j).left() < sorted.get(j - 1).left(); j--) {
                sorted.set(j, sorted.set(j - 1, sorted.get(j)));
            }
        }
        return sorted;
    }

    private static boolean inOneRow(PictureBox above, PictureBox below) {
        return Math.abs(above.top() - below.top()) < ROW;
    }
}
