package dev.tandem.operators.creators;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Creator;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.text.english.WhiteSpace;
import java.util.List;
import java.util.Map;

/**
 * Cuts texts into chunks, each a sample of its own, with the metadata of its parent and without its images. With a pattern
 * alone, a text is cut wherever it matches; what matched is a chunk too, unless it is blank. With a greatest length, chunks
 * are as long as they may be, and end at the pattern where that is possible. Parts of a text are cut one by one; blank
 * chunks are refused.
 */
@OperatorName(value = "text_chunk", version = 2)
public final class TextChunkCreator implements Creator {
    private final Params params;
    private final Separator separator;

    public TextChunkCreator(Params params) {
        this.params = params;
        this.separator = new Separator(params.splitPattern());
    }

    /**
     * Where texts are cut.
     *
     * @param maxLen greatest length of a chunk, in code points
     * @param splitPattern what to cut at: characters as they are; {@code \n}, {@code \t}, {@code \r}, {@code \f} and
     *     {@code \v}; a sign behind a backslash; characters to choose from in square brackets, also as ranges; a plus sign
     *     at the end for once or several times. Other patterns are refused; empty for none
     * @param overlapLen how much of a chunk comes again in the next one, where it was not cut at the pattern, in code points;
     *     at most half of {@code max_len}
     */
    public record Params(
            @Setting(value = "Infinity", min = 1) long maxLen,
            @Setting("\\n\\n") String splitPattern,
            @Setting(value = "0", min = 0) long overlapLen) {
        public Params {
            if (maxLen == Long.MAX_VALUE && splitPattern.isEmpty()) {
                throw new IllegalArgumentException("parameters 'max_len' and 'split_pattern' cannot both be left out");
            }
            if (overlapLen > maxLen / 2) {
                throw new IllegalArgumentException("parameter 'overlap_len' must be at most half of 'max_len'");
            }
        }

        boolean hasPattern() {
            return !splitPattern.isEmpty();
        }
    }

    @Override
    public void create(SampleView parent, Output out) {
        Chunks chunks = new Chunks(parent.sample(), out);
        for (Part part : parent.sample().parts()) {
            if (part instanceof Part.Text text) {
                if (params.maxLen() == Long.MAX_VALUE) {
                    cutAtPattern(text, chunks);
                } else if (params.hasPattern()) {
                    cutAtLengthAndPattern(text, chunks);
                } else {
                    cutAtLength(text, chunks);
                }
            }
        }
    }

    private void cutAtPattern(Part.Text part, Chunks chunks) {
        String text = part.text();
        int from = 0;
        for (int at = 0; at < text.length(); ) {
            int end = separator.end(text, at, text.length());
            if (end > at) {
                chunks.addUnlessBlank(part, from, at);
                chunks.addUnlessBlank(part, at, end);
                from = end;
            }
            at = end > at ? end : at + 1;
        }
        chunks.addUnlessBlank(part, from, text.length());
    }

    private void cutAtLength(Part.Text part, Chunks chunks) {
        String text = part.text();
        int from = 0;
        int end = advance(text, from, params.maxLen());
        chunks.add(part, from, end);
        if (end == text.length()) {
            return;
        }
        for (from = advance(text, from, params.maxLen() - params.overlapLen()); from < text.length(); ) {
            chunks.add(part, from, advance(text, from, params.maxLen()));
            from = advance(text, from, params.maxLen() - params.overlapLen());
        }
    }

    private void cutAtLengthAndPattern(Part.Text part, Chunks chunks) {
        String text = part.text();
        int from = 0;
        for (int end = advance(text, from, params.maxLen()); end < text.length(); end = advance(text, from, params.maxLen())) {
            int last = -1;
            int lastEnd = -1;
            for (int at = from; at < end; ) {
                int matched = separator.end(text, at, end);
                last = matched > at ? at : last;
                lastEnd = matched > at ? matched : lastEnd;
                at = matched > at ? matched : at + 1;
            }
            chunks.add(part, from, last < 0 ? end : last);
            from = last < 0 ? advance(text, from, params.maxLen() - params.overlapLen()) : lastEnd;
        }
        chunks.add(part, from, text.length());
    }

    /** The place some code points further, or the end. */
    private static int advance(String text, int from, long count) {
        int at = from;
        for (long i = 0; i < count && at < text.length(); i++) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    /** The chunks of one sample, numbered. */
    private static final class Chunks {
        private final Sample parent;
        private final Output out;
        private final Map<String, String> metadata;
        private int number;

        Chunks(Sample parent, Output out) {
            this.parent = parent;
            this.out = out;
            this.metadata = Lineage.excerpt(TextChunkCreator.class, parent);
        }

        void addUnlessBlank(Part.Text part, int from, int to) {
            if (!isBlank(part.text().substring(from, to))) {
                add(part, from, to);
            }
        }

        void add(Part.Text part, int from, int to) {
            String chunk = part.text().substring(from, to);
            if (isBlank(chunk)) {
                out.refuse("blank chunk");
                return;
            }
            number++;
            out.accept(Sample.of(
                    parent.source() + "#chunk-" + number,
                    List.of(parent.id()),
                    metadata,
                    List.of(new Part.Text(chunk, part.attributes()))));
        }

        private static boolean isBlank(String chunk) {
            return chunk.chars().allMatch(WhiteSpace::is);
        }
    }
}
