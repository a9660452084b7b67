package dev.tandem.training.job;

/**
 * What the numbers of a row are: an output of a model whose weights stay.
 *
 * @param width numbers of a row
 */
public record BaseModel(String model, String output, int width) {
    public BaseModel {
        if (width < 1) {
            throw new IllegalArgumentException("an output has at least one number, found " + width);
        }
    }
}
