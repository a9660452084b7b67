package dev.tandem.operators.image.codec.jpeg;

/**
 * Some rows of pixels of some columns of blocks.
 *
 * @param y the first row of pixels
 * @param column the first column of blocks
 */
record BlockArea(int y, int rows, int column, int columns) {
    /** How many times eight pixels there are. */
    int count() {
        return rows * columns;
    }

    /** Copies the left and the right halves of blocks, row by row, to a place. */
    void copyHalves(Component component, int[] left, int[] right, int to) {
        for (int row = 0; row < rows; row++) {
            component.copyHalves(y + row, column, columns, left, right, to + row * columns);
        }
    }
}
