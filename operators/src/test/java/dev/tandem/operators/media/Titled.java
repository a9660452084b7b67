package dev.tandem.operators.media;

import dev.tandem.media.MadeMedia;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** A video of three frames, with a line of text on the last. */
final class Titled {
    private Titled() {}

    static byte[] video() {
        BufferedImage line = new BufferedImage(240, 120, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = line.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
        graphics.drawString("Subscribe to our channel", 20, 60);
        graphics.dispose();
        return MadeMedia.video("mp4", "mpeg4", 240, 120, 25, 3, 1, (frame, x, y) -> frame < 2 ? 0x203020 : line.getRGB(x, y));
    }
}
