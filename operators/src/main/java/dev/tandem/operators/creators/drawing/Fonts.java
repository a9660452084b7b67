package dev.tandem.operators.creators.drawing;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;

/** Fonts that come with Tandem, so that no picture depends on those of a machine. */
public enum Fonts {
    SANS("DejaVuSans"),
    SERIF("DejaVuSerif"),
    MONO("DejaVuSansMono");

    private final String file;
    private Font loaded;

    Fonts(String file) {
        this.file = file;
    }

    /** Read when it is first needed: a JDK that cannot is one for all else that Tandem does. */
    private synchronized Font font() {
        if (loaded == null) {
            try (InputStream in = Fonts.class.getResourceAsStream(file + ".ttf")) {
                loaded = Font.createFont(Font.TRUETYPE_FONT, in);
            } catch (IOException | FontFormatException | LinkageError e) {
                throw new TandemException(
                        ErrorCode.OPERATOR_UNAVAILABLE,
                        "The JDK cannot read a font (" + e.getMessage() + "). On Linux it needs the library fontconfig, and some font,"
                                + " even where it uses none of them: install fontconfig and fonts-dejavu-core.",
                        e);
            }
        }
        return loaded;
    }

    /** @param size height of a line in pixels, about */
    public Font size(float size) {
        return font().deriveFont(size);
    }

    /** Whether all characters of a text can be drawn, from left to right, on one line. */
    public boolean shows(String text) {
        return font().canDisplayUpTo(text) < 0
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
