package dev.tandem.operators.image.codec;

/** What the numbers of a pixel stand for in the file. */
public enum ColourKind {
    GREY,
    RGB,
    CMYK
}
