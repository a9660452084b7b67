package dev.tandem.core.calibration;

/**
 * What somebody said of a sample.
 *
 * @param line of the file that it stands in
 * @param sample the sample's id, six digits of it or more; or its source, or the source's end behind a slash
 * @param isId whether it is the id
 */
record Label(int line, String sample, boolean isId, boolean good) {}
