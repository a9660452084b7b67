package dev.tandem.operators.creators.scenes;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;

/** What stands in scenes. */
enum Shape {
    CIRCLE,
    SQUARE,
    TRIANGLE,
    STAR,
    CROSS,
    DIAMOND;

    private static final double ARM = 0.36;
    private static final double INNER = 0.45;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String plural() {
        return this == CROSS ? "crosses" : word() + "s";
    }

    /** Its outline, inside a circle of this radius. */
    java.awt.Shape outline(double x, double y, double radius) {
        double side = radius * Math.sqrt(0.5);
        return switch (this) {
            case CIRCLE -> new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
            case SQUARE -> new Rectangle2D.Double(x - side, y - side, 2 * side, 2 * side);
            case TRIANGLE -> corners(x, y, 3, radius, radius);
            case DIAMOND -> corners(x, y, 4, radius, radius);
            case STAR -> corners(x, y, 10, radius, INNER * radius);
            case CROSS -> {
                Path2D cross = new Path2D.Double(Path2D.WIND_NON_ZERO);
                cross.append(new Rectangle2D.Double(x - radius * 0.9, y - radius * ARM, radius * 1.8, radius * 2 * ARM), false);
                cross.append(new Rectangle2D.Double(x - radius * ARM, y - radius * 0.9, radius * 2 * ARM, radius * 1.8), false);
                yield cross;
            }
        };
    }

    /** Corners on two circles in turn, the first one at the top. */
    private static Path2D corners(double x, double y, int count, double outer, double inner) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < count; i++) {
            double radius = i % 2 == 0 ? outer : inner;
            double angle = StrictMath.PI * (2.0 * i / count - 0.5);
            double cornerX = x + radius * StrictMath.cos(angle);
            double cornerY = y + radius * StrictMath.sin(angle);
            if (i == 0) {
                path.moveTo(cornerX, cornerY);
            } else {
                path.lineTo(cornerX, cornerY);
            }
        }
        path.closePath();
        return path;
    }
}
