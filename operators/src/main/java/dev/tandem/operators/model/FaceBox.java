package dev.tandem.operators.model;

import java.util.Optional;

/**
 * A face in a picture, in pixels; may reach beyond its edges.
 *
 * @param score probability that it is one
 */
record FaceBox(double left, double top, double right, double bottom, double score) {
    double width() {
        return right - left;
    }

    double height() {
        return bottom - top;
    }

    private double area() {
        return width() * height();
    }

    private double common(FaceBox other) {
        double wide = Math.min(right, other.right) - Math.max(left, other.left);
        double high = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        return wide <= 0 || high <= 0 ? 0 : wide * high;
    }

    /** What both cover, of what either covers. */
    double overlap(FaceBox other) {
        double common = common(other);
        return common / (area() + other.area() - common);
    }

    /** What both cover, of the smaller one. */
    double covered(FaceBox other) {
        return common(other) / Math.min(area(), other.area());
    }

    /** Moved by shares of its size, as a network said of each of its edges. */
    FaceBox moved(float[] by) {
        return new FaceBox(
                left + by[0] * width(), top + by[1] * height(), right + by[2] * width(), bottom + by[3] * height(), score);
    }

    /** The square around the same middle with its longer side. */
    FaceBox square() {
        double side = Math.max(width(), height());
        double x = left + width() / 2 - side / 2;
        double y = top + height() / 2 - side / 2;
        return new FaceBox(x, y, x + side, y + side, score);
    }

    FaceBox scored(double probability) {
        return new FaceBox(left, top, right, bottom, probability);
    }

    /** What of it lies in the picture, in whole pixels; empty where nothing does. */
    Optional<PictureBox> within(int pictureWidth, int pictureHeight) {
        int x = (int) Math.clamp(Math.floor(left), 0, pictureWidth);
        int y = (int) Math.clamp(Math.floor(top), 0, pictureHeight);
        int toX = (int) Math.clamp(Math.ceil(right), 0, pictureWidth);
        int toY = (int) Math.clamp(Math.ceil(bottom), 0, pictureHeight);
        return toX > x && toY > y ? Optional.of(new PictureBox(x, y, toX, toY)) : Optional.empty();
    }
}
