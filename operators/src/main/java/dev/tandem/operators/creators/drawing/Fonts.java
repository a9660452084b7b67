package dev.tandem.operators.creators.drawing;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Fonts that come with Tandem, so that no picture depends on those of a machine. */
public enum Fonts {
    SANS("DejaVuSans"),
    SERIF("DejaVuSerif"),
    MONO("DejaVuSansMono");

    private final Font font;

    Fonts(String file) {
        try (InputStream in = Fonts.class.getResourceAsStream(file + ".ttf")) {
            font = Font.createFont(Font.TRUETYPE_FONT, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FontFormatException e) {
            throw new IllegalStateException("The font " + file + " is broken", e);
        }
    }

    /** @param size height of a line in pixels, about */
    public Font size(float size) {
        return font.deriveFont(size);
    }

    /** Whether all characters of a text can be drawn, from left to right, on one line. */
    public boolean shows(String text) {
        return font.canDisplayUpTo(text) < 0
                && text.codePoints().noneMatch(c -> Character.isISOControl(c) || isFromRightOrCombining(c));
    }

    private static boolean isFromRightOrCombining(int codePoint) {
        return switch (Character.getDirectionality(codePoint)) {
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT,
                    Character.DIRECTIONALITY_EUROPEAN_NUMBER,
                    Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR,
                    Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR,
                    Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR,
                    Character.DIRECTIONALITY_WHITESPACE,
                    Character.DIRECTIONALITY_OTHER_NEUTRALS -> false;
            default -> true;
        };
    }
}
