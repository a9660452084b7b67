package dev.tandem.core.inference;

/**
 * Numbers of one row, rounded as the contract says.
 *
 * @param shape lengths along the axes, without the batch; not to be changed
 * @param values the last axis first; not to be changed
 */
public record Tensor(int[] shape, float[] values) {}
