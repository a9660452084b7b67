package dev.tandem.core.operator;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Pieces that share a key, as bytes that sort them: the digest of the key, cut to 16 bytes, that of the value, cut to 8, and that of the
 * piece. So what belongs together comes together, and which pieces of many are taken follows from digests alone.
 */
public final class AlikePieces {
    /** Bytes of an offer. */
    public static final int OFFER_BYTES = 56;

    private static final int GROUP = 16;
    private static final int VALUE = 24;

    private final int mostValues;
    private final int mostOfValue;
    private final Consumer<List<byte[]>> groups;
    private final List<byte[]> group = new ArrayList<>();
    private byte[] last = new byte[0];
    private int values;
    private int ofValue;

    /**
     * Takes offers in ascending order.
     *
     * @param groups takes the offers of each group that has two values at least, in ascending order
     */
    public AlikePieces(SetCreator creator, Consumer<List<byte[]>> groups) {
        this.mostValues = creator.mostValues();
        this.mostOfValue = creator.mostOfValue();
        this.groups = groups;
    }

    /** An offer as bytes. */
    public static byte[] offer(String key, String value, Digest piece) {
        byte[] offer = new byte[OFFER_BYTES];
        System.arraycopy(Digest.of(key).bytes(), 0, offer, 0, GROUP);
        System.arraycopy(Digest.of(value).bytes(), 0, offer, GROUP, VALUE - GROUP);
        System.arraycopy(piece.bytes(), 0, offer, VALUE, OFFER_BYTES - VALUE);
        return offer;
    }

    /** The digest of the piece of an offer. */
    public static Digest piece(byte[] offer) {
        return new Digest(HexFormat.of().formatHex(offer, VALUE, OFFER_BYTES));
    }

    /** Below zero, zero or above: whether the group of an offer comes before that of another. */
    public static int compareGroups(byte[] one, byte[] other) {
        return Arrays.compareUnsigned(one, 0, GROUP, other, 0, GROUP);
    }

    /** Whether two offers of a group have the same value. */
    public static boolean haveOneValue(byte[] one, byte[] other) {
        return Arrays.equals(one, GROUP, VALUE, other, GROUP, VALUE);
    }

    /** Takes an offer, which is copied where it is needed. */
    public void accept(byte[] offer) {
        if (last.length == 0 || compareGroups(last, offer) != 0) {
            finish();
            values = 1;
            ofValue = 1;
        } else if (haveOneValue(last, offer)) {
            ofValue++;
        } else {
            values++;
            ofValue = 1;
        }
        last = offer.clone();
        if (values <= mostValues && ofValue <= mostOfValue) {
            group.add(last);
        }
    }

    /** Hands on what was taken last. */
    public void finish() {
        if (!group.isEmpty() && !haveOneValue(group.getFirst(), group.getLast())) {
            groups.accept(List.copyOf(group));
        }
        group.clear();
    }

    /** For callers that hold samples in memory: all items of them. */
    public static void among(List<Sample> samples, SetCreator creator, Creator.Output out) {
        TreeMap<byte[], Piece> offers = new TreeMap<>(Arrays::compareUnsigned);
        samples.forEach(sample ->
                creator.offer(sample, (piece, key, value) -> offers.put(offer(key, value, piece.digest()), piece)));
        AlikePieces alike = new AlikePieces(creator, group -> {
            for (byte[] one : group) {
                for (byte[] other : group) {
                    if (!haveOneValue(one, other)) {
                        creator.create(offers.get(one), offers.get(other), out);
                    }
                }
            }
        });
        offers.keySet().forEach(alike::accept);
        alike.finish();
    }
}
