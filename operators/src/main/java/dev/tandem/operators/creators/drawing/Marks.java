package dev.tandem.operators.creators.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.Rectangle2D;

/** Numbered marks: a frame around a region, and its number in a box at the frame's upper left corner. */
public final class Marks {
    private static final int TEXT = 12;
    private static final int PADDING = 2;
    private static final int FRAME = 2;
    private static final Color[] COLOURS = {
        new Color(0xc2185b), new Color(0x00695c), new Color(0x283593), new Color(0x8d4a00), new Color(0x4a148c), new Color(0x37474f)
    };

    private Marks() {}

    /** Draws a mark; what lies outside of the picture is not drawn, but the number is moved into it. */
    public static void draw(Canvas canvas, int number, int left, int top, int width, int height) {
        Font font = Fonts.SANS.size(TEXT);
        TextLayout text = new TextLayout(Integer.toString(number), font, new FontRenderContext(null, true, true));
        Rectangle2D ink = text.getBounds();
        double boxWidth = ink.getWidth() + 2 * PADDING;
        double boxHeight = ink.getHeight() + 2 * PADDING;
        double x = Math.clamp(left, 0, Math.max(0, canvas.width() - boxWidth));
        double y = Math.clamp(top, 0, Math.max(0, canvas.height() - boxHeight));
        canvas.draw(graphics -> {
            graphics.setColor(COLOURS[(number - 1) % COLOURS.length]);
            graphics.setStroke(new BasicStroke(FRAME));
            Rectangle2D frame = new Rectangle2D.Double(left, top, width, height);
            graphics.draw(frame.createIntersection(
                    new Rectangle2D.Double(-FRAME, -FRAME, canvas.width() + 2 * FRAME, canvas.height() + 2 * FRAME)));
            graphics.fill(new Rectangle2D.Double(x, y, boxWidth, boxHeight));
            graphics.setColor(Color.WHITE);
            Canvas.text(graphics, text, x + PADDING - ink.getX(), y + PADDING - ink.getY());
        });
    }
}
