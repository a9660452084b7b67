package dev.tandem.core.report;

import dev.tandem.core.duplicates.SpanShares;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.shard.Selection.Outcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/**
 * What a step that removed duplicates did to the sources of samples and to the lengths of their texts: how many there were
 * before and after. At most {@value #MOST_SHARDS} shards are read for it, from all over the step.
 */
final class RemovalEffect {
    static final int MOST_SHARDS = 32;

    private static final int SHOWN_SOURCES = 12;
    private static final String OTHERS = "others";
    /** Sources that are counted each for itself. */
    private static final int MOST_SOURCES = 10_000;
    /** Texts with fewer characters are counted together. */
    private static final int SHORT = 64;

    private final Map<String, Counts> sources = new HashMap<>();
    /** By the logarithm of the least length. */
    private final Map<Integer, Counts> lengths = new TreeMap<>();
    private final int shards;
    private int read;

    /** How many samples of a group there were. */
    private static final class Counts {
        private long before;
        private long after;

        void add(long beforeMore, long afterMore) {
            before += beforeMore;
            after += afterMore;
        }
    }

    private RemovalEffect(int shards) {
        this.shards = shards;
    }

    /** @param views keys of the shards of the step */
    static RemovalEffect of(ShardStore store, List<Digest> views) {
        return of(store, views, RemovalEffect::add);
    }

    /** The same of a step that cuts texts: sources by the characters of their samples, and lengths before and after. */
    static RemovalEffect ofCuts(ShardStore store, List<Digest> views) {
        return of(store, views, RemovalEffect::addCut);
    }

    /** Adds a shard. */
    @FunctionalInterface
    private interface Adding {
        void add(RemovalEffect effect, ShardStore store, ShardView view);
    }

    private static RemovalEffect of(ShardStore store, List<Digest> views, Adding adding) {
        RemovalEffect effect = new RemovalEffect(views.size());
        int shown = Math.min(views.size(), MOST_SHARDS);
        for (int i = 0; i < shown; i++) {
            adding.add(effect, store, store.view(views.get((int) ((long) i * views.size() / shown))));
        }
        return effect;
    }

    private void addCut(ShardStore store, ShardView view) {
        read++;
        Selection selection = store.selection(view.layers().getLast());
        RoaringBitmap before = selection.kept().clone();
        selection.out().forEach((reason, rows) -> {
            if (reason.outcome() == Outcome.DROPPED) {
                before.or(rows);
            }
        });
        store.texts(view.before(), before, (row, sample) -> {
            source(sample).add(length(sample), 0);
            ofLength(length(sample)).add(1, 0);
        });
        SpanShares.left(store, view, selection.kept(), (row, sample, left) -> {
            source(sample).add(0, length(left));
            ofLength(length(left)).add(0, 1);
        });
    }

    private static int length(Sample sample) {
        return length(sample.text());
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private Counts ofLength(int length) {
        return lengths.computeIfAbsent(
                Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(SHORT - 1, length)), unused -> new Counts());
    }

    private void add(ShardStore store, ShardView view) {
        read++;
        Selection selection = store.selection(view.layers().getLast());
        RoaringBitmap before = selection.kept().clone();
        selection.out().forEach((reason, rows) -> {
            if (reason.outcome() == Outcome.MERGED) {
                before.or(rows);
            }
        });
        store.texts(view, before, (row, sample) -> {
            int stays = selection.kept().contains(row) ? 1 : 0;
            source(sample).add(1, stays);
            ofLength(length(sample)).add(1, stays);
        });
    }

    private Counts source(Sample sample) {
        String name = name(sample);
        return sources.computeIfAbsent(
                sources.size() < MOST_SOURCES || sources.containsKey(name) ? name : OTHERS, unused -> new Counts());
    }

    /** The host of the page, else the file that a sample is from. */
    private static String name(Sample sample) {
        String url = sample.metadata().getOrDefault(SampleMetadata.URL, sample.source());
        return host(url).orElseGet(() -> {
            String file = sample.metadata().getOrDefault(SampleMetadata.INPUT, sample.source());
            int end = file.indexOf("!/");
            int row = file.lastIndexOf('#');
            return end >= 0 ? file.substring(0, end) : row > 0 ? file.substring(0, row) : file;
        });
    }

    private static Optional<String> host(String url) {
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(URI.create(url).getHost());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A line of what is shown. */
    record Line(String name, long before, long after) {}

    /** The sources with the most samples, and the others together. */
    List<Line> sources() {
        List<Line> lines = new ArrayList<>();
        sources.forEach((name, counts) -> {
            if (!name.equals(OTHERS)) {
                lines.add(new Line(name, counts.before, counts.after));
            }
        });
        lines.sort(Comparator.comparingLong(Line::before).reversed().thenComparing(Line::name));
        List<Line> shown = new ArrayList<>(lines.subList(0, Math.min(SHOWN_SOURCES, lines.size())));
        Counts rest = new Counts();
        Optional.ofNullable(sources.get(OTHERS)).ifPresent(counts -> rest.add(counts.before, counts.after));
        lines.stream().skip(SHOWN_SOURCES).forEach(line -> rest.add(line.before(), line.after()));
        if (rest.before > 0) {
            shown.add(new Line(OTHERS, rest.before, rest.after));
        }
        return shown;
    }

    /** Lengths of texts in characters, the shortest first. */
    List<Line> lengths() {
        List<Line> lines = new ArrayList<>();
        lengths.forEach((bits, counts) -> {
            int least = 1 << bits - 1;
            String name = least < SHORT ? "0 to " + (SHORT - 1) : least + " to " + (2L * least - 1);
            lines.add(new Line(name, counts.before, counts.after));
        });
        return lines;
    }

    /** How much was looked at, where it is not all. */
    Optional<String> note() {
        return read == shards ? Optional.empty() : Optional.of("From " + read + " of " + shards + " shards.");
    }
}
