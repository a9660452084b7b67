package dev.tandem.core.inference;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows that can go into one request: of the same shapes, and texts beside texts of like length. */
final class RowGroups {
    /** A text may be padded to this many times its length, as servers bring all texts of a request to the longest one's. */
    private static final int MOST_PADDING = 4;
    /** Shorter texts are as good as equal. */
    private static final int SHORT_BYTES = 64;

    private RowGroups() {}

    /**
     * Rows of the same shapes; those with texts from the shortest to the longest.
     *
     * @param indices of the rows
     * @param bytes that each row takes in a request, by the row's index
     */
    record Group(int[] indices, long[] bytes, boolean texts) {
        int size() {
            return indices.length;
        }

        /** How many rows from {@code first} on go into a request: at least one. */
        int batch(int first, int mostRows, long mostBytes) {
            long total = bytes[indices[first]];
            long longest = MOST_PADDING * Math.max(total, SHORT_BYTES);
            int count = 1;
            while (count < mostRows && first + count < indices.length) {
                long more = bytes[indices[first + count]];
                if (total + more > mostBytes || texts && more > longest) {
                    break;
                }
                total += more;
                count++;
            }
            return count;
        }

        List<ModelRow> rows(List<ModelRow> all, int first, int count) {
            List<ModelRow> rows = new ArrayList<>(count);
            for (int i = first; i < first + count; i++) {
                rows.add(all.get(indices[i]));
            }
            return rows;
        }

        long bytes(int first, int count) {
            long total = 0;
            for (int i = first; i < first + count; i++) {
                total += bytes[indices[i]];
            }
            return total;
        }
    }

    /** @throws TandemException {@link ErrorCode#TOO_LARGE} when a row alone is more than a request may hold */
    static List<Group> of(ModelContract contract, List<ModelRow> rows) {
        InputTensors tensors = new InputTensors(contract);
        long[] bytes = new long[rows.size()];
        Map<IntBuffer, IntArrayList> groups = new LinkedHashMap<>();
        for (int i = 0; i < bytes.length; i++) {
            IntArrayList shapes = new IntArrayList();
            for (InputSpec input : contract.inputs()) {
                int[] shape = tensors.shape(input, rows.get(i));
                bytes[i] += tensors.bytes(input, rows.get(i), shape);
                shapes.addElements(shapes.size(), shape);
            }
            requireFits(contract, bytes[i]);
            groups.computeIfAbsent(IntBuffer.wrap(shapes.toIntArray()), key -> new IntArrayList()).add(i);
        }
        boolean texts = contract.inputs().stream().anyMatch(InputSpec.Text.class::isInstance);
        return groups.values().stream().map(indices -> group(indices, bytes, texts)).toList();
    }

    private static Group group(IntArrayList indices, long[] bytes, boolean texts) {
        if (texts) {
            indices.sort((left, right) -> bytes[left] == bytes[right]
                    ? Integer.compare(left, right)
                    : Long.compare(bytes[left], bytes[right]));
        }
        return new Group(indices.toIntArray(), bytes, texts);
    }

    private static void requireFits(ModelContract contract, long bytes) {
        if (bytes > contract.maxBatchBytes()) {
            throw new TandemException(ErrorCode.TOO_LARGE, "One row for the model '" + contract.name() + "' takes " + bytes
                    + " bytes, more than the " + contract.maxBatchBytes() + " of a request (max_batch_bytes in its contract)."
                    + " Limit the size of what it reads.");
        }
    }
}
