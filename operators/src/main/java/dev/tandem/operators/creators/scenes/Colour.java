package dev.tandem.operators.creators.scenes;

import java.awt.Color;
import java.util.Locale;

/** Colours that have one name each. */
enum Colour {
    RED(0xd62728),
    GREEN(0x2ca02c),
    BLUE(0x1f5fd6),
    YELLOW(0xf2d00f),
    ORANGE(0xff8c1a),
    PURPLE(0x8e3fc4),
    BLACK(0x1a1a1a),
    GREY(0x8c8c8c);

    private final Color paint;

    Colour(int rgb) {
        paint = new Color(rgb);
    }

    Color paint() {
        return paint;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
