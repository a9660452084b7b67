package dev.tandem.operators.decontamination;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.EvaluationItem;
import dev.tandem.core.evaluation.EvaluationSet;
import dev.tandem.operators.text.english.EnglishWords;
import dev.tandem.operators.text.english.SimplifiedText;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The n-grams of evaluation sets, each with the first item that has it. Named by 64-bit hashes: among eight million, one of a
 * text is taken for another with a probability of 4e-13. Never changes, so that many threads may look.
 */
final class EvaluationNgrams {
    private static final int MOST_NGRAMS = 8_000_000;
    private static final long NGRAM_BYTES = 24;
    private static final long ITEM_BYTES = 64;
    private static final int MOST_SHOWN = 300;
    private static final int ABSENT = -1;

    private final int length;
    private final Long2IntOpenHashMap items;
    private final List<Item> names;

    private EvaluationNgrams(int length, Long2IntOpenHashMap items, List<Item> names) {
        this.length = length;
        this.items = items;
        this.names = names;
    }

    private record Item(String set, String id) {}

    /**
     * What was found in a text.
     *
     * @param ngrams places of the text where an n-gram of the sets begins
     * @param set that has the first of them; empty where there is none, as the rest
     * @param item of the set
     * @param first the words of the first n-gram
     */
    record Found(int ngrams, String set, String item, String first) {
        private static final Found NOTHING = new Found(0, "", "", "");
    }

    /** How many different ones there are. */
    int size() {
        return items.size();
    }

    /** What they take in memory, about. */
    int bytes() {
        return (int) Math.min(Integer.MAX_VALUE, NGRAM_BYTES * items.size() + ITEM_BYTES * names.size());
    }

    /** Looks for them in the words of a text. */
    Found find(EnglishWords words) {
        if (items.isEmpty()) {
            return Found.NOTHING;
        }
        long[] ngrams = WordNgrams.of(WordNgrams.words(words), length);
        int count = 0;
        int first = 0;
        for (int i = ngrams.length - 1; i >= 0; i--) {
            if (items.get(ngrams[i]) != ABSENT) {
                count++;
                first = i;
            }
        }
        if (count == 0) {
            return Found.NOTHING;
        }
        Item item = names.get(items.get(ngrams[first]));
        return new Found(count, item.set(), item.id(), shown(words, first));
    }

    private String shown(EnglishWords words, int first) {
        StringBuilder text = new StringBuilder();
        for (int word = first; word < first + length && text.length() <= MOST_SHOWN; word++) {
            int end = Math.min(words.end(word), words.start(word) + MOST_SHOWN);
            text.append(word == first ? "" : " ").append(words.text(), words.start(word), end - words.start(word));
        }
        if (text.length() <= MOST_SHOWN) {
            return text.toString();
        }
        return text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, MOST_SHOWN))) + "\u2026";
    }

    /** Collects them, set by set. */
    static final class Builder {
        private final int length;
        private final boolean queries;
        private final boolean overlaps;
        private final Long2IntOpenHashMap items = new Long2IntOpenHashMap();
        private final List<Item> names = new ArrayList<>();

        /**
         * Nothing yet.
         *
         * @param queries whether those of questions are wanted
         * @param overlaps whether those are wanted that begin in a question and end in its answer
         */
        Builder(int length, boolean queries, boolean overlaps) {
            this.length = length;
            this.queries = queries;
            this.overlaps = overlaps;
            items.defaultReturnValue(ABSENT);
        }

        void add(String name, EvaluationSet set) {
            for (EvaluationItem item : set.items()) {
                names.add(new Item(name, item.id()));
                long[] query = queries || overlaps ? words(item.query()) : new long[0];
                for (String text : item.labels()) {
                    long[] label = words(text);
                    add(label);
                    if (overlaps) {
                        add(around(query, label));
                    }
                }
                if (queries) {
                    add(query);
                }
            }
        }

        /** The words around the border of question and answer: each n-gram of them has words of both. */
        private long[] around(long[] query, long[] label) {
            int before = Math.min(length - 1, query.length);
            int behind = Math.min(length - 1, label.length);
            long[] around = Arrays.copyOfRange(query, query.length - before, query.length + behind);
            System.arraycopy(label, 0, around, before, behind);
            return around;
        }

        private void add(long[] words) {
            for (long ngram : WordNgrams.of(words, length)) {
                items.putIfAbsent(ngram, names.size() - 1);
            }
            if (items.size() > MOST_NGRAMS) {
                throw new TandemException(ErrorCode.MEMORY_LIMIT, "'decontaminate': the evaluation sets have more than " + MOST_NGRAMS
                        + " n-grams. Give each 'decontaminate' fewer of them, in stages of their own.");
            }
        }

        private static long[] words(String text) {
            return WordNgrams.words(EnglishWords.of(SimplifiedText.characters(text)));
        }

        EvaluationNgrams build() {
            items.trim();
            return new EvaluationNgrams(length, items, List.copyOf(names));
        }
    }
}
