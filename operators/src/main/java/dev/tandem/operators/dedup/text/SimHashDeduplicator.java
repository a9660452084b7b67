package dev.tandem.operators.dedup.text;

import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.operators.dedup.Hamming;
import dev.tandem.operators.dedup.HammingBands;
import dev.tandem.operators.dedup.Keeper;
import java.util.List;
import java.util.Optional;

/**
 * Keeps one of the samples whose texts have SimHashes (Charikar, 2002) of 64 bits that differ in few of them, with the hashes
 * of Data-Juicer. Cheap to keep and to compare; a text of a few sentences that differs in one of them is often missed, where
 * MinHash finds it. A sample without text is kept.
 */
@OperatorName("simhash")
public final class SimHashDeduplicator implements Deduplicator {
    private final Params params;
    private final IgnoredText ignored;
    private final Keeper keeper;
    private final HammingBands bands;

    public SimHashDeduplicator(Params params) {
        this.params = params;
        this.ignored = IgnoredText.of(params.lowercase(), params.ignorePattern());
        this.keeper = params.keeper();
        this.bands = new HammingBands(params.hammingDistance());
    }

    /**
     * How texts are compared, and what stays.
     *
     * @param tokenization what shingles are made of: words between any white space or between spaces, what stands between
     *     punctuation, or characters
     * @param windowSize tokens per shingle
     * @param lowercase compare texts in lower case
     * @param ignorePattern regular expression (RE2) of what is left out before texts are compared, such as {@code \p{P}} for
     *     punctuation; nothing for all of the text
     * @param shortTexts what becomes of a text with fewer tokens than a shingle: compared as a whole, kept, or merged into one
     *     with all others of the kind (as in Data-Juicer)
     * @param hammingDistance most bits of 64 in which the hashes of duplicates differ
     * @param keeper which of the duplicates stays
     * @param directOnly drop only duplicates of the sample that stays, not what is linked with it through others
     */
    public record Params(
            @Setting("space") Tokenization tokenization,
            @Setting(value = "6", min = 1, max = 100) int windowSize,
            @Setting("true") boolean lowercase,
            @Setting("") String ignorePattern,
            @Setting("compared_whole") ShortTexts shortTexts,
            @Setting(value = "4", min = 0, max = 10) int hammingDistance,
            @SettingGroup Keeper keeper,
            @Setting("false") boolean directOnly) {

        public Params {
            IgnoredText.of(lowercase, ignorePattern);
        }
    }

    @Override
    public Optional<Signature> signature(SampleView sample) {
        SimHash hash = new SimHash();
        Shingler shingler = new ByteShingler(
                params.windowSize(), params.tokenization().isSpaced(), ShingleHash.MD5, hash);
        params.tokenization().cut(ignored.without(sample), shingler);
        shingler.finish(params.shortTexts());
        if (hash.isEmpty() && params.shortTexts() != ShortTexts.MERGED) {
            return Optional.empty();
        }
        long[] evidence = {hash.value()};
        return Optional.of(new Signature(bands.keys(evidence[0]), evidence, keeper.preference(sample)));
    }

    @Override
    public boolean onlyDirect() {
        return params.directOnly();
    }

    @Override
    public List<FeatureReading> readings() {
        return keeper.readings();
    }

    @Override
    public double similarity(long[] left, long[] right) {
        return Hamming.similarity(Hamming.distance(left, right));
    }

    @Override
    public double threshold() {
        return Hamming.similarity(params.hammingDistance());
    }

    /** Hashes that differ in so few bits have a band in common. */
    @Override
    public double candidateProbability(double similarity) {
        return 1;
    }
}
