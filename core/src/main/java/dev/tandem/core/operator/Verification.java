package dev.tandem.core.operator;

import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The state of a made item that has to be checked, in its metadata under {@link SampleMetadata#VERIFIED}: the digest of the content
 * that was found right. A mapper that changes the content later leaves an item that nobody checked.
 */
public final class Verification {
    /** The state of an item that nobody has found right yet. */
    public static final String PENDING = "pending";

    private Verification() {}

    /** Lets through what the creator's own check confirms, with its state, and refuses the rest. */
    public static Creator.Output checked(Creator creator, Creator.Output out) {
        return creator instanceof VerifyingCreator verifier ? new Checked(verifier, out) : out;
    }

    /** The item, its content found right. */
    public static Sample confirmed(Sample made) {
        Map<String, String> metadata = new TreeMap<>(made.metadata());
        metadata.put(SampleMetadata.VERIFIED, made.contentDigest().hex());
        return new Sample(made.id(), made.contentDigest(), made.source(), made.parents(), metadata, made.parts());
    }

    /** Why a sample must not be published; empty for one that is confirmed, and for one that has nothing to be checked. */
    public static Optional<String> refusal(Sample sample) {
        String state = sample.metadata().get(SampleMetadata.VERIFIED);
        if (state == null || state.equals(sample.contentDigest().hex())) {
            return Optional.empty();
        }
        return Optional.of(state.equals(PENDING) ? "not verified" : "changed since it was verified");
    }

    private record Checked(VerifyingCreator verifier, Creator.Output out) implements Creator.Output {
        @Override
        public void accept(Sample made) {
            verifier.fault(made).ifPresentOrElse(out::refuse, () -> out.accept(confirmed(made)));
        }

        @Override
        public void refuse(String reason) {
            out.refuse(reason);
        }
    }
}
