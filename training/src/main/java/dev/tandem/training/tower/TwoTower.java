package dev.tandem.training.tower;

/**
 * A trained model in the shape of CLIP over two base models whose weights stay: one projection for images, one for texts. How well a
 * text fits an image is the cosine of their vectors. What the base models do not see, it cannot learn.
 *
 * @param logScale logarithm of what cosines are multiplied with before a softmax: the inverse of the temperature
 */
public record TwoTower(Projection image, Projection text, float logScale) {}
