package dev.tandem.operators.image;

import dev.tandem.operators.image.codec.ImageFormat;

/** The kinds of image files that are written, by the names that img2dataset has for them. */
public enum EncodeFormat {
    JPG(ImageFormat.JPEG),
    PNG(ImageFormat.PNG);

    private final ImageFormat format;

    EncodeFormat(ImageFormat format) {
        this.format = format;
    }

    ImageFormat format() {
        return format;
    }
}
