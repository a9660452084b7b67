package dev.tandem.operators.dedup.text;

import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.operators.dedup.Keeper;
import dev.tandem.operators.text.english.EnglishWords;
import dev.tandem.operators.text.english.SimplifiedText;
import java.util.Optional;

/**
 * Keeps one of the samples whose English texts are nearly the same, by datatrove's MinHash with the same signatures: what
 * FineWeb was made with. Texts are compared in lower case, without punctuation and diacritics, and with every number as 0;
 * texts that agree in a bucket are duplicates. A text with fewer words than a shingle has is kept. The greatest limitation:
 * other languages are cut into words by the rules of English.
 */
@OperatorName("datatrove_minhash")
public final class DatatroveMinHashDeduplicator extends MinHashingDeduplicator {
    private final Params params;

    public DatatroveMinHashDeduplicator(Params params) {
        super(params.hashing(), params.keeper(), params.jaccardThreshold(), params.verify(), params.directOnly());
        this.params = params;
    }

    /** How shingles are hashed. */
    public enum HashFunction {
        /** The default of the code. */
        XXHASH,
        /** What FineWeb was made with. */
        SHA1
    }

    /**
     * How texts are compared, and what stays.
     *
     * @param nGrams words per shingle
     * @param numBuckets buckets; texts that agree in one are duplicates
     * @param hashesPerBucket minima per bucket
     * @param seed of the permutations
     * @param hashFc how shingles are hashed; FineWeb was made with sha1
     * @param precision bits of a hash: 64, or 32 with sha1
     * @param verify whether the exact Jaccard similarity of candidates decides, as it does not in datatrove
     * @param jaccardThreshold least similarity of duplicates; for {@code verify: true}
     * @param keeper which of the duplicates stays
     * @param directOnly drop only duplicates of the sample that stays, not what is linked with it through others; counts with
     *     {@code verify: true}
     */
    public record Params(
            @Setting(value = "5", min = 1, max = 100) int nGrams,
            @Setting(value = "14", min = 1, max = 1024) int numBuckets,
            @Setting(value = "8", min = 1, max = 1024) int hashesPerBucket,
            @Setting(value = "1", min = 0, max = Integer.MAX_VALUE) int seed,
            @Setting("xxhash") HashFunction hashFc,
            @Setting(value = "64", min = 32, max = 64) int precision,
            @Setting("false") boolean verify,
            @Setting(value = "0.7", min = 0.01, max = 1) double jaccardThreshold,
            @SettingGroup Keeper keeper,
            @Setting("false") boolean directOnly) {
        private static final int MOST_HASHES = 4096;

        public Params {
            if ((long) numBuckets * hashesPerBucket > MOST_HASHES) {
                throw new IllegalArgumentException("num_buckets times hashes_per_bucket must be at most " + MOST_HASHES
                        + ", found " + numBuckets + " times " + hashesPerBucket);
            }
            if (precision != Long.SIZE && (precision != Integer.SIZE || hashFc != HashFunction.SHA1)) {
                throw new IllegalArgumentException("precision must be 64, or 32 with hash_fc: sha1, found " + precision);
            }
        }

        ShingleHash hash() {
            return hashFc == HashFunction.SHA1 ? ShingleHash.SHA1 : ShingleHash.XXHASH;
        }

        MinHashing hashing() {
            Banding banding = new Banding(numBuckets, hashesPerBucket);
            return new MinHashing(
                    Mersenne.datatrove(numBuckets * hashesPerBucket, seed, precision), banding, verify, jaccardThreshold);
        }
    }

    @Override
    public Optional<Signature> signature(SampleView sample) {
        return hashing().signature(text -> {
            EnglishWords words = EnglishWords.of(SimplifiedText.characters(sample.text()));
            Shingler shingler = new ByteShingler(params.nGrams(), true, params.hash(), text);
            for (int word = 0; word < words.count(); word++) {
                shingler.token(words.text(), words.start(word), words.end(word));
            }
            shingler.finish(ShortTexts.KEPT);
        }, ShortTexts.KEPT, keeper().preference(sample));
    }
}
