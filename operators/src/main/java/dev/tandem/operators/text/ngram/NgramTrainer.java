package dev.tandem.operators.text.ngram;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes an n-gram model of text, in memory: it takes 8 bytes a word and about 60 a different n-gram. The same text in the
 * same order gives the same model, to the last bit.
 */
final class NgramTrainer {
    private static final float NEVER = -99;

    private final int order;
    private final int prune;
    private final LongArrayList words = new LongArrayList();

    /**
     * A trainer without text.
     *
     * @param order words of the longest n-grams
     * @param prune n-grams of 3 and more words that occur so often or less are left out
     */
    NgramTrainer(int order, int prune) {
        if (order < 1 || order > NgramModel.LONGEST_ORDER || prune < 0) {
            throw new IllegalArgumentException("Expected n-grams of 1 to " + NgramModel.LONGEST_ORDER
                    + " words and a limit from 0 on, found " + order + " and " + prune);
        }
        this.order = order;
        this.prune = prune;
    }

    /** The n-grams of one length. */
    private static final class Counted {
        private final Long2IntOpenHashMap numbers = new Long2IntOpenHashMap();
        private final LongArrayList keys = new LongArrayList();
        /** Where each ended when it was first seen. */
        private final IntArrayList ends = new IntArrayList();
        private final IntArrayList occurrences = new IntArrayList();
        private int[] counts = {};
        private double[] probabilities = {};
        /** Of each as a context: the counts of what follows, and what of them is left for words that were not seen. */
        private long[] totals = {};
        private double[] left = {};

        Counted() {
            numbers.defaultReturnValue(NgramTable.ABSENT);
        }

        void add(long key, int end) {
            int number = numbers.putIfAbsent(key, keys.size());
            if (number == NgramTable.ABSENT) {
                keys.add(key);
                ends.add(end);
                occurrences.add(1);
            } else {
                occurrences.set(number, occurrences.getInt(number) + 1);
            }
        }

        int size() {
            return keys.size();
        }

        double backoff(int ngram) {
            return totals[ngram] == 0 ? 1 : left[ngram] / totals[ngram];
        }
    }

    /** Adds a line; one without words is nothing. */
    void add(char[] text, int from, int to) {
        int start = words.size();
        words.add(NgramKeys.BEGIN);
        NgramTokens.add(text, from, to, words);
        if (words.size() == start + 1) {
            words.size(start);
        } else {
            words.add(NgramKeys.END);
        }
    }

    /** @throws IllegalArgumentException when there were no words */
    NgramModel train() {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("The text to learn from has no words");
        }
        List<Counted> all = count();
        for (int length = order; length >= 1; length--) {
            adjust(all, length);
        }
        double unknown = 0;
        for (int length = 1; length <= order; length++) {
            Counted shorter = length == 1 ? new Counted() : all.get(length - 2);
            unknown = length == 1 ? estimateWords(all.getFirst()) : unknown;
            if (length > 1) {
                estimate(all.get(length - 1), shorter, length);
            }
        }
        List<NgramTable> tables = new ArrayList<>();
        for (int length = 1; length <= order; length++) {
            tables.add(table(all.get(length - 1), length));
        }
        return new NgramModel(tables, logarithm(unknown));
    }

    private List<Counted> count() {
        List<Counted> all = new ArrayList<>();
        for (int length = 1; length <= order; length++) {
            all.add(new Counted());
        }
        int start = 0;
        for (int end = 0; end < words.size(); end++) {
            start = words.getLong(end) == NgramKeys.BEGIN ? end : start;
            long key = NgramKeys.of(words.getLong(end));
            for (int length = 1; length <= Math.min(order, end - start + 1); length++) {
                all.get(length - 1).add(key, end);
                key = end - length >= start ? NgramKeys.longer(key, words.getLong(end - length)) : key;
            }
        }
        return all;
    }

    /**
     * Counts of the longest n-grams, and of those at the begin of a line, are how often they occur; of all others, after
     * how many different words.
     */
    private void adjust(List<Counted> all, int length) {
        Counted ngrams = all.get(length - 1);
        ngrams.counts = ngrams.occurrences.toIntArray();
        if (length < order) {
            for (int ngram = 0; ngram < ngrams.size(); ngram++) {
                boolean first = words.getLong(ngrams.ends.getInt(ngram) - length + 1) == NgramKeys.BEGIN;
                ngrams.counts[ngram] = first ? ngrams.counts[ngram] : 0;
            }
            for (int end : all.get(length).ends) {
                ngrams.counts[number(ngrams, end, length)]++;
            }
        }
        if (length == 1) {
            // Nothing is ever followed by the begin of a line.
            ngrams.counts[ngrams.numbers.get(NgramKeys.of(NgramKeys.BEGIN))] = 0;
        }
        ngrams.probabilities = new double[ngrams.size()];
        ngrams.totals = new long[ngrams.size()];
        ngrams.left = new double[ngrams.size()];
    }

    private int number(Counted ngrams, int end, int length) {
        return ngrams.numbers.get(NgramKeys.of(words.elements(), end, length));
    }

    /** Probabilities of single words; the result is that of all words that were not seen together. */
    private static double estimateWords(Counted ngrams) {
        Discounts discounts = new Discounts(ngrams.counts);
        long total = 0;
        double left = 0;
        int different = 1;
        for (int count : ngrams.counts) {
            total += count;
            left += count == 0 ? 0 : discounts.of(count);
            different += count == 0 ? 0 : 1;
        }
        double unknown = left / total / different;
        for (int ngram = 0; ngram < ngrams.size(); ngram++) {
            int count = ngrams.counts[ngram];
            ngrams.probabilities[ngram] = count == 0 ? 0 : (count - discounts.of(count)) / total + unknown;
        }
        return unknown;
    }

    private void estimate(Counted ngrams, Counted shorter, int length) {
        Discounts discounts = new Discounts(ngrams.counts);
        for (int ngram = 0; ngram < ngrams.size(); ngram++) {
            int context = number(shorter, ngrams.ends.getInt(ngram) - 1, length - 1);
            int count = ngrams.counts[ngram];
            shorter.totals[context] += count;
            shorter.left[context] += isKept(ngrams, ngram, length) ? discounts.of(count) : count;
        }
        for (int ngram = 0; ngram < ngrams.size(); ngram++) {
            int end = ngrams.ends.getInt(ngram);
            int context = number(shorter, end - 1, length - 1);
            double seen = (ngrams.counts[ngram] - discounts.of(ngrams.counts[ngram])) / shorter.totals[context];
            double lower = shorter.probabilities[number(shorter, end, length - 1)];
            ngrams.probabilities[ngram] = seen + shorter.backoff(context) * lower;
        }
    }

    private boolean isKept(Counted ngrams, int ngram, int length) {
        return length < 3 || ngrams.occurrences.getInt(ngram) > prune;
    }

    private NgramTable table(Counted ngrams, int length) {
        int[] kept = new int[ngrams.size()];
        int count = 0;
        for (int ngram = 0; ngram < ngrams.size(); ngram++) {
            if (isKept(ngrams, ngram, length)) {
                kept[count++] = ngram;
            }
        }
        kept = Arrays.copyOf(kept, count);
        LongArrays.quickSortIndirect(kept, ngrams.keys.elements(), 0, count);
        long[] keys = new long[count];
        float[] probabilities = new float[count];
        float[] backoffs = new float[length == order ? 0 : count];
        for (int i = 0; i < count; i++) {
            keys[i] = ngrams.keys.getLong(kept[i]);
            probabilities[i] = logarithm(ngrams.probabilities[kept[i]]);
            if (length < order) {
                backoffs[i] = logarithm(ngrams.backoff(kept[i]));
            }
        }
        return new NgramTable(keys, probabilities, backoffs);
    }

    /** The same on every machine, other than {@link Math#log10}. */
    private static float logarithm(double probability) {
        return probability > 0 ? (float) StrictMath.log10(probability) : NEVER;
    }
}
