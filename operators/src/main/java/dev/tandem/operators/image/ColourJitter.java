package dev.tandem.operators.image;

import dev.tandem.operators.image.codec.Pixels;

/** Other light, contrast and colours: factors, 1 for no change. Transparency stays. */
record ColourJitter(double brightness, double contrast, double saturation) {
    private static final double RED = 0.299;
    private static final double GREEN = 0.587;
    private static final double BLUE = 0.114;
    private static final int BRIGHTEST = 255;

    Pixels of(Pixels image) {
        double mean = mean(image) * brightness;
        int colours = image.isGrey() ? 1 : 3;
        byte[] samples = image.samples().clone();
        for (int pixel = 0; pixel < image.count(); pixel++) {
            double grey = grey(image, pixel) * brightness;
            for (int channel = 0; channel < colours; channel++) {
                double bright = image.sample(pixel, channel) * brightness;
                double colourful = grey + saturation * (bright - grey);
                double value = mean + contrast * (colourful - mean);
                samples[pixel * image.channels() + channel] = (byte) Math.clamp(Math.round(value), 0, BRIGHTEST);
            }
        }
        return new Pixels(image.width(), image.height(), image.channels(), samples);
    }

    private static double mean(Pixels image) {
        double sum = 0;
        for (int pixel = 0; pixel < image.count(); pixel++) {
            sum += grey(image, pixel);
        }
        return sum / image.count();
    }

    private static double grey(Pixels image, int pixel) {
        return RED * image.red(pixel) + GREEN * image.green(pixel) + BLUE * image.blue(pixel);
    }
}
