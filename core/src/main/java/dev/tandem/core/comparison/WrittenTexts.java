package dev.tandem.core.comparison;

import dev.tandem.core.engine.FusedPass;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.AttributeMapper;
import dev.tandem.core.shard.RowFailure;
import dev.tandem.core.shard.Selection;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a mapper wrote of samples.
 *
 * @param texts by place
 * @param failed rows that it could not write of
 * @param refusals how often each error
 * @param firstRefusal in words; empty where there is none
 */
record WrittenTexts(SortedMap<Place, String> texts, BitSet failed, Map<String, Long> refusals, String firstRefusal) {
    private static final String LABEL = "writer";

    /** A part of a sample, and the attribute. */
    record Place(int row, int part, String attribute) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int rows = Integer.compare(row, other.row);
            int parts = rows != 0 ? rows : Integer.compare(part, other.part);
            return parts != 0 ? parts : attribute.compareTo(other.attribute);
        }
    }

    static WrittenTexts of(AttributeMapper mapper, List<Sample> samples) {
        FusedPass.Result result = PassStep.inMemory(List.of(LABEL), List.of(mapper), samples, FusedPass.VerdictSink.IGNORE);
        SortedMap<Place, String> texts = new TreeMap<>();
        for (int row = 0; row < samples.size(); row++) {
            collect(row, samples.get(row), result.overlay().apply(row, samples.get(row)), texts);
        }
        BitSet failed = new BitSet();
        Map<String, Long> refusals = new TreeMap<>();
        result.selection().out().forEach((reason, rows) -> {
            if (reason.outcome() == Selection.Outcome.FAILED) {
                rows.forEach((int row) -> failed.set(row));
                refusals.merge(reason.reason(), rows.getLongCardinality(), Long::sum);
            }
        });
        String first = failed.isEmpty()
                ? ""
                : String.valueOf(result.features().row(failed.nextSetBit(0)).getOrDefault(LABEL + "." + RowFailure.FEATURE, ""));
        return new WrittenTexts(texts, failed, refusals, first);
    }

    /** What stands beside a text is no text. */
    private static void collect(int row, Sample before, Sample after, Map<Place, String> texts) {
        for (int part = 0; part < after.parts().size(); part++) {
            Map<String, String> known = before.parts().get(part).attributes();
            for (Map.Entry<String, String> attribute : after.parts().get(part).attributes().entrySet()) {
                if (!known.containsKey(attribute.getKey()) && !attribute.getKey().endsWith(PartAttributes.MADE)) {
                    texts.put(new Place(row, part, attribute.getKey()), attribute.getValue());
                }
            }
        }
    }

    /** Rows that have a text. */
    BitSet stand() {
        BitSet stand = new BitSet();
        texts.keySet().forEach(place -> stand.set(place.row()));
        return stand;
    }

    /** The picture that a text is of, without what its page says of it; nothing for a part that is a text. */
    static List<Part> picture(Part part) {
        return part instanceof Part.Media media
                ? List.of(new Part.Media(media.modality(), media.mediaType(), media.content(), Map.of()))
                : List.of();
    }
}
