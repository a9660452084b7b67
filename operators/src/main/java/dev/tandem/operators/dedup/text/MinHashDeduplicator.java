package dev.tandem.operators.dedup.text;

import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.operators.dedup.Keeper;
import java.util.Optional;

/**
 * Keeps one of the samples whose texts are nearly the same: MinHash over shingles of words finds candidates, and the
 * exact Jaccard similarity of their shingles decides, so that nothing is dropped on an estimate. Its minima can be those of
 * other systems, bit by bit; with {@code verify: false} it finds the duplicates that they find. A sample without text is kept.
 */
@OperatorName(value = "minhash", version = 2)
public final class MinHashDeduplicator extends MinHashingDeduplicator {
    private final Params params;
    private final IgnoredText ignored;

    public MinHashDeduplicator(Params params) {
        super(params.hashing(), params.keeper(), params.jaccardThreshold(), params.verify(), params.directOnly());
        this.params = params;
        this.ignored = params.ignored();
    }

    /**
     * How texts are compared, and what stays.
     *
     * @param windowSize tokens per shingle
     * @param tokenization what shingles are made of: words between any white space or between spaces, what stands between
     *     punctuation, or characters
     * @param lowercase compare texts in lower case
     * @param ignorePattern regular expression (RE2) of what is left out before texts are compared, such as {@code \p{P}} for
     *     punctuation; nothing for all of the text
     * @param shortTexts what becomes of a text with fewer tokens than a shingle: compared as a whole, kept, or merged into one
     *     with all others of the kind (as in Data-Juicer)
     * @param signature whose minima: Tandem's own, or those of Data-Juicer or of a scheme of datasketch
     * @param numPermutations MinHash minima per text that the bands are cut from
     * @param jaccardThreshold least Jaccard similarity of duplicates, exact
     * @param numBands bands; texts that agree in a band are compared; 0 for the number that, with rows_per_band,
     *     makes the sum of false and missed candidates least
     * @param rowsPerBand minima per band; 0 for the best number, or as many as there are for num_bands
     * @param verify whether the exact similarity decides; otherwise an equal band is enough, as in the systems named
     * @param keeper which of the duplicates stays
     * @param directOnly drop only duplicates of the sample that stays, not what is linked with it through others; counts with
     *     {@code verify: true}
     */
    public record Params(
            @Setting(value = "5", min = 1, max = 100) int windowSize,
            @Setting("whitespace") Tokenization tokenization,
            @Setting("true") boolean lowercase,
            @Setting("") String ignorePattern,
            @Setting("compared_whole") ShortTexts shortTexts,
            @Setting("tandem") MinHashSignature signature,
            @Setting(value = "256", min = 1, max = 1024) int numPermutations,
            @Setting(value = "0.7", min = 0.01, max = 1) double jaccardThreshold,
            @Setting(value = "0", min = 0, max = 1024) int numBands,
            @Setting(value = "0", min = 0, max = 1024) int rowsPerBand,
            @Setting("true") boolean verify,
            @SettingGroup Keeper keeper,
            @Setting("false") boolean directOnly) {

        public Params {
            if ((long) Math.max(1, numBands) * Math.max(1, rowsPerBand) > numPermutations) {
                throw new IllegalArgumentException(
                        "num_bands times rows_per_band must be at most num_permutations, found "
                        + numBands + " times " + rowsPerBand + " and " + numPermutations);
            }
            IgnoredText.of(lowercase, ignorePattern);
        }

        /** Words in lower case, and nothing left out. */
        boolean isPlain() {
            return lowercase && ignorePattern.isEmpty() && tokenization == Tokenization.WHITESPACE;
        }

        IgnoredText ignored() {
            return IgnoredText.of(lowercase, ignorePattern);
        }

        MinHashing hashing() {
            Banding banding = banding();
            Permutations permutations = signature.permutations(numPermutations, banding.bands() * banding.rows());
            return new MinHashing(permutations, banding, verify, jaccardThreshold);
        }

        Banding banding() {
            if (numBands == 0 && rowsPerBand == 0) {
                return Banding.optimal(jaccardThreshold, numPermutations);
            }
            int bands = numBands == 0 ? numPermutations / rowsPerBand : numBands;
            return new Banding(bands, rowsPerBand == 0 ? numPermutations / bands : rowsPerBand);
        }
    }

    @Override
    public Optional<Signature> signature(SampleView sample) {
        return hashing().signature(text -> {
            Shingler shingler = params.signature().shingler(params.windowSize(), params.tokenization().isSpaced(), text);
            cut(sample, shingler);
            shingler.finish(params.shortTexts());
        }, params.shortTexts(), keeper().preference(sample));
    }

    private void cut(SampleView sample, Shingler shingler) {
        Optional<byte[]> utf8 = params.isPlain() ? sample.utf8() : Optional.empty();
        if (utf8.isPresent() && shingler instanceof RollingShingler rolling) {
            LowerCaseWords.cut(utf8.get(), rolling);
        } else {
            params.tokenization().cut(ignored.without(sample), shingler);
        }
    }
}
