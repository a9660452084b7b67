package dev.tandem.operators.creators;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.Creator;
import dev.tandem.core.operator.OperatorName;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Who made an item, and by what chance.
 *
 * @param operator the name and version of the creator
 * @param seed of its parameters
 * @param round of development that it works in; 0 where there are none
 */
public record Lineage(OperatorName operator, long seed, int round) {

    /** Of the items of a creator. */
    public static Lineage of(Class<? extends Creator> creator, long seed, int round) {
        return new Lineage(creator.getAnnotation(OperatorName.class), seed, round);
    }

    /** What is known of an excerpt, which no chance decides: all that is known of its parent, and who cut it out. To be added to. */
    public static Map<String, String> excerpt(Class<? extends Creator> creator, Sample parent) {
        Map<String, String> metadata = new Lineage(creator.getAnnotation(OperatorName.class), 0, 0).metadata(parent);
        metadata.remove(SampleMetadata.SEED);
        metadata.remove(SampleMetadata.ROUND);
        return metadata;
    }

    /** What is known of an item: all that is known of its parent, and who made it. To be added to. */
    public Map<String, String> metadata(Sample parent) {
        return metadata(parent.metadata());
    }

    /** The same, from the metadata of the parent. */
    Map<String, String> metadata(Map<String, String> ofParent) {
        Map<String, String> metadata = new TreeMap<>(ofParent);
        metadata.put(SampleMetadata.ACTOR, "operator:" + operator.value());
        metadata.put(SampleMetadata.OPERATOR, operator.value() + "@" + operator.version());
        metadata.put(SampleMetadata.SEED, Long.toString(seed));
        if (round > 0) {
            metadata.put(SampleMetadata.ROUND, Integer.toString(round));
        }
        return metadata;
    }

    /**
     * Chance that depends on the parent and on nothing else, so that neither shards nor their order matter.
     *
     * @param purpose what it is for: another one is another chance
     */
    public Random random(Sample parent, String purpose) {
        return random(parent.id().hex(), purpose);
    }

    /** Chance that depends on a text. */
    public Random random(String of, String purpose) {
        byte[] digest = Digest.of(seed + "\0" + operator.value() + "\0" + purpose + "\0" + of).bytes();
        return new Random(ByteBuffer.wrap(digest).getLong());
    }
}
