package dev.tandem.operators.creators.drawing;

import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Random;

/**
 * How lines of text look in a picture, which is as large as they are.
 *
 * @param rotation in degrees
 * @param noise share of pixels that become specks
 */
public record WrittenLines(Font font, Color ink, Color paper, double rotation, double noise) {
    private static final int SMALLEST = 14;
    private static final int LARGEST = 34;
    private static final double SPACING = 1.35;
    private static final int MARGIN = 12;
    private static final int[] INKS = {0x101010, 0x1b2a6b, 0x6b1b1b, 0x1e5a2a, 0x4b2a6b};
    private static final int[] PAPERS = {0xffffff, 0xfaf3df, 0xe8eef7, 0xeaf5e6, 0xf2f2f2};

    /** A look by chance. */
    public static WrittenLines by(Random random, double maxRotation, double noise) {
        Fonts font = Fonts.values()[random.nextInt(Fonts.values().length)];
        return new WrittenLines(
                font.size(SMALLEST + random.nextInt(LARGEST - SMALLEST + 1)),
                new Color(INKS[random.nextInt(INKS.length)]),
                new Color(PAPERS[random.nextInt(PAPERS.length)]),
                (2 * random.nextDouble() - 1) * maxRotation,
                noise * random.nextDouble());
    }

    /** @param random where the specks are */
    public Canvas draw(List<String> lines, Random random) {
        Path2D written = new Path2D.Double();
        FontRenderContext context = new FontRenderContext(null, true, true);
        for (int i = 0; i < lines.size(); i++) {
            AffineTransform place = AffineTransform.getTranslateInstance(0, i * SPACING * font.getSize2D());
            written.append(new TextLayout(lines.get(i), font, context).getOutline(place), false);
        }
        double angle = StrictMath.toRadians(rotation);
        written.transform(new AffineTransform(
                StrictMath.cos(angle), StrictMath.sin(angle), -StrictMath.sin(angle), StrictMath.cos(angle), 0, 0));
        Rectangle2D bounds = written.getBounds2D();
        Canvas canvas = new Canvas(
                2 * MARGIN + (int) Math.ceil(bounds.getWidth()), 2 * MARGIN + (int) Math.ceil(bounds.getHeight()), paper);
        canvas.draw(graphics -> {
            graphics.translate(MARGIN - bounds.getX(), MARGIN - bounds.getY());
            graphics.setColor(ink);
            graphics.fill(written);
        });
        for (int i = 0; i < (int) (noise * canvas.width() * canvas.height()); i++) {
            canvas.pixel(random.nextInt(canvas.width()), random.nextInt(canvas.height()), random.nextInt(0xffffff));
        }
        return canvas;
    }
}
