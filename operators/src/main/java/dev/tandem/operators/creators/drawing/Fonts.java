package dev.tandem.operators.creators.drawing;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fonts that come with Tandem, so that no picture depends on those of a machine. */
public enum Fonts {
    SANS("DejaVuSans"),
    SERIF("DejaVuSerif"),
    MONO("DejaVuSansMono");

    /** Where the JDK looks before it asks the library fontconfig, which a machine need not have. */
    private static final String CONFIGURATION = "sun.awt.fontconfig";

    private final String file;
    private Font loaded;

    Fonts(String file) {
        this.file = file;
    }

    /** Read when it is first needed: a JDK that cannot is one for all else that Tandem does. */
    private synchronized Font font() {
        if (loaded == null) {
            needNoOthers();
            try (InputStream in = Fonts.class.getResourceAsStream(file + ".ttf")) {
                loaded = Font.createFont(Font.TRUETYPE_FONT, in);
            } catch (IOException | FontFormatException | LinkageError e) {
                throw new TandemException(
                        ErrorCode.OPERATOR_UNAVAILABLE,
                        "The JDK cannot read a font (" + e.getMessage() + "). It needs a folder for temporary files that it may write to"
                                + " (java.io.tmpdir), and its own library freetype.",
                        e);
            }
        }
        return loaded;
    }

    /** Without this, a JDK on Linux reads no font where the machine has none. */
    private static void needNoOthers() {
        if (System.getProperty(CONFIGURATION) == null) {
            try {
                Path none = Files.createTempFile("no-fonts", ".properties");
                none.toFile().deleteOnExit();
                Files.writeString(none, "version=1\nsequence.allfonts=default\n");
                System.setProperty(CONFIGURATION, none.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
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
