package dev.tandem.operators.creators.drawing;

import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.operators.image.codec.ImageEncoder;
import dev.tandem.operators.image.codec.Pixels;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A picture to draw on. Shapes and the outlines of characters are filled by Java code of the JDK, so that the bytes depend on the
 * JDK alone: on its rasterizer, its reader of fonts and its PNG writer.
 */
public final class Canvas {
    private static final int CHANNELS = 3;

    private final BufferedImage image;

    public Canvas(int width, int height, Color background) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        draw(graphics -> {
            graphics.setColor(background);
            graphics.fillRect(0, 0, width, height);
        });
    }

    /** A picture of pixels; what is transparent is white. */
    public static Canvas of(Pixels pixels) {
        Canvas canvas = new Canvas(pixels.width(), pixels.height(), Color.WHITE);
        for (int i = 0; i < pixels.count(); i++) {
            int argb = pixels.alpha(i) << 24 | pixels.red(i) << 16 | pixels.green(i) << 8 | pixels.blue(i);
            canvas.image.setRGB(i % pixels.width(), i / pixels.width(), argb);
        }
        return canvas;
    }

    public int width() {
        return image.getWidth();
    }

    public int height() {
        return image.getHeight();
    }

    /** Draws with smooth edges. */
    public void draw(Consumer<Graphics2D> drawing) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        try {
            drawing.accept(graphics);
        } finally {
            graphics.dispose();
        }
    }

    /** Fills the outline of a text. */
    public static void text(Graphics2D graphics, TextLayout text, double x, double baseline) {
        graphics.fill(text.getOutline(AffineTransform.getTranslateInstance(x, baseline)));
    }

    public void pixel(int x, int y, int rgb) {
        image.setRGB(x, y, rgb);
    }

    public Pixels pixels() {
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] rgb = new byte[bgr.length];
        for (int i = 0; i < bgr.length; i += CHANNELS) {
            rgb[i] = bgr[i + 2];
            rgb[i + 1] = bgr[i + 1];
            rgb[i + 2] = bgr[i];
        }
        return new Pixels(width(), height(), CHANNELS, rgb);
    }

    /** A PNG file as a part of a sample. */
    public Part.Media part(Map<String, String> attributes) {
        return new Part.Media(Modality.IMAGE, "image/png", MediaContent.of(ImageEncoder.png(pixels())), attributes);
    }
}
