package dev.tandem.core.selection;

import dev.tandem.core.operator.AlikePieces;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Those groups of a table of alike pieces that a shard has pieces in. */
public final class OwnGroups {
    private OwnGroups() {}

    /** Takes groups in ascending order. */
    @FunctionalInterface
    public interface Groups {
        /**
         * One group.
         *
         * @param own which offers of it are the shard's
         */
        void accept(List<byte[]> offers, BitSet own);
    }

    /**
     * Reads a table through.
     *
     * @param run offers of the shard
     */
    static void forEach(byte[] run, InputStream table, Groups groups) {
        try (KeyRun.Cursor own = new KeyRun.Cursor(new ByteArrayInputStream(run), AlikePieces.OFFER_BYTES);
                KeyRun.Cursor all = new KeyRun.Cursor(table, AlikePieces.OFFER_BYTES)) {
            boolean hasOwn = own.next();
            boolean more = all.next();
            while (hasOwn && more) {
                List<byte[]> group = new ArrayList<>();
                while (more && (group.isEmpty() || AlikePieces.compareGroups(group.getFirst(), all.key()) == 0)) {
                    group.add(all.key().clone());
                    more = all.next();
                }
                BitSet found = new BitSet();
                while (hasOwn && AlikePieces.compareGroups(own.key(), group.getFirst()) <= 0) {
                    mark(group, own.key(), found);
                    hasOwn = own.next();
                }
                if (!found.isEmpty()) {
                    groups.accept(group, found);
                }
            }
        }
    }

    private static void mark(List<byte[]> group, byte[] offer, BitSet found) {
        for (int i = 0; i < group.size(); i++) {
            if (Arrays.equals(group.get(i), offer)) {
                found.set(i);
            }
        }
    }
}
