package dev.tandem.core.operator;

import dev.tandem.core.model.Sample;
import java.util.List;

/**
 * A creator that makes items of two pieces each, such as images, whichever samples of the step they stand in. Four restartable kinds of
 * work: of every shard its pieces are <em>offered</em> under keys, all offers are brought together and those that share a key and differ
 * in a value are <em>paired</em>, every shard <em>hands over</em> the pieces of pairs, and every shard <em>makes</em> the items whose
 * first piece is its own. What is made depends neither on the cut into shards nor on any order.
 */
public interface SetCreator extends Creator {

    /** Most values of a key whose pieces are paired: those with the least digests, so that no key is too frequent. */
    int mostValues();

    /** Most pieces with the same key and value that are paired: those with the least digests. */
    int mostOfValue();

    /** Offers media of a sample; their bytes are not at hand. */
    void offer(Sample sample, Offers out);

    /** Makes items of two pieces that share a key, and have another value each; called for both orders. */
    void create(Piece one, Piece other, Output out);

    /** What a set of this one sample gives. */
    @Override
    default void create(SampleView parent, Output out) {
        AlikePieces.among(List.of(parent.sample()), this, out);
    }

    /** Takes what a sample has. */
    @FunctionalInterface
    interface Offers {
        /**
         * A piece, which may be offered several times.
         *
         * @param key pieces with the same one belong together
         * @param value pieces with the same one are not paired
         */
        void accept(Piece piece, String key, String value);
    }
}
