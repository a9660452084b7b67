package dev.tandem.core.dedup;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Deduplicator.Signature;
import java.util.ArrayList;
import java.util.List;

/**
 * The signatures of the live samples of one shard. A sample stands in at most one of the lists; one that has nothing to
 * compare stands in neither. Encoded, a signature takes 48 bytes, its preference, and 8 bytes for each band key and each
 * hash of the evidence.
 *
 * @param signed in row order
 * @param failed in row order
 */
public record SignatureBlock(List<Signed> signed, List<Failed> failed) {
    private static final int MAGIC = 0x5453_4947;
    private static final int FORMAT = 1;
    private static final String WHAT = "signatures";

    public SignatureBlock {
        signed = List.copyOf(signed);
        failed = List.copyOf(failed);
    }

    /** A sample with its signature. */
    public record Signed(int row, Digest id, Signature signature) {}

    /** A sample that could not be signed. */
    public record Failed(int row, ErrorCode code, String message) {}

    public byte[] encode() {
        ByteWriter out = new ByteWriter().integer(MAGIC).integer(FORMAT).integer(signed.size());
        for (Signed sample : signed) {
            Signature signature = sample.signature();
            out.integer(sample.row()).digest(sample.id());
            out.integer(signature.bands().length).longs(signature.bands());
            out.integer(signature.evidence().length).longs(signature.evidence());
            out.text(signature.preference());
        }
        write(failed, out);
        return out.bytes();
    }

    public static SignatureBlock decode(byte[] bytes) {
        return ByteReader.read(bytes, MAGIC, FORMAT, WHAT, in -> {
            int count = in.integer();
            List<Signed> signed = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int row = in.integer();
                Digest id = in.digest();
                long[] bands = in.longs(in.integer());
                long[] evidence = in.longs(in.integer());
                signed.add(new Signed(row, id, new Signature(bands, evidence, in.text())));
            }
            return new SignatureBlock(signed, failures(in));
        });
    }

    static void write(List<Failed> failed, ByteWriter out) {
        out.integer(failed.size());
        failed.forEach(sample ->
                out.integer(sample.row()).text(sample.code().name()).text(sample.message()));
    }

    static List<Failed> failures(ByteReader in) {
        int count = in.integer();
        List<Failed> failed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            failed.add(new Failed(in.integer(), ErrorCode.valueOf(in.text()), in.text()));
        }
        return failed;
    }
}
