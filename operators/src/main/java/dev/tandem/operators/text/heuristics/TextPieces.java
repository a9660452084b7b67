package dev.tandem.operators.text.heuristics;

import dev.tandem.core.operator.SampleView.Derivation;
import dev.tandem.operators.text.Repetitions;
import dev.tandem.operators.text.english.TextUnits;
import dev.tandem.operators.text.english.WhiteSpace;
import it.unimi.dsi.fastutil.ints.IntArrayList;

/**
 * The lines or the paragraphs of a text, cut once for all operators of a pass.
 *
 * @param bounds where each begins and ends
 */
record TextPieces(TextUnits text, IntArrayList bounds) {
    /** What line feeds separate; blank lines are none. */
    static final Derivation<TextPieces> LINES = sample -> lines(sample.derive(TextUnits.OF));

    /** What two line feeds separate, with nothing between them too; empty text is one. */
    static final Derivation<TextPieces> PARAGRAPHS = sample -> paragraphs(sample.derive(TextUnits.OF));

    static final Derivation<Uniqueness> LINE_UNIQUENESS = sample -> Uniqueness.of(sample.derive(LINES));

    static final Derivation<Uniqueness> PARAGRAPH_UNIQUENESS = sample -> Uniqueness.of(sample.derive(PARAGRAPHS));

    /** Whether a stretch of a text is counted. */
    @FunctionalInterface
    interface Condition {
        boolean test(char[] text, int from, int to);
    }

    /**
     * How much is left of pieces of a text when of equal ones the first stays.
     *
     * @param share pieces left over all pieces; 0 without any
     * @param lengthShare the same of their characters
     */
    record Uniqueness(double share, double lengthShare) {
        private static Uniqueness of(TextPieces pieces) {
            int length = 0;
            for (int i = 0; i < pieces.count(); i++) {
                length += pieces.text.codePoints(pieces.start(i), pieces.end(i));
            }
            Repetitions.Pieces found = new Repetitions().pieces(pieces.text, pieces.bounds);
            return new Uniqueness(
                    share(found.count() - found.duplicates(), found.count()), share(length - found.duplicateLength(), length));
        }

        private static double share(int left, int all) {
            return all == 0 ? 0 : (double) left / all;
        }
    }

    int count() {
        return bounds.size() / 2;
    }

    int start(int piece) {
        return bounds.getInt(2 * piece);
    }

    int end(int piece) {
        return bounds.getInt(2 * piece + 1);
    }

    /** Share of the pieces that meet a condition when white space at both ends is left out; 1, the largest, without pieces. */
    double share(Condition condition) {
        int found = 0;
        char[] units = text.array();
        for (int i = 0; i < count(); i++) {
            int start = WhiteSpace.start(units, start(i), end(i));
            found += condition.test(units, start, WhiteSpace.end(units, start, end(i))) ? 1 : 0;
        }
        return count() == 0 ? 1 : (double) found / count();
    }

    private static TextPieces lines(TextUnits text) {
        IntArrayList bounds = new IntArrayList();
        for (int piece = 0; piece < text.pieces(); piece++) {
            int start = text.pieceStart(piece);
            int end = text.pieceEnd(piece);
            if (WhiteSpace.start(text.array(), start, end) < end) {
                bounds.add(start);
                bounds.add(end);
            }
        }
        return new TextPieces(text, bounds);
    }

    /** Of an odd number of line feeds the last one belongs to the paragraph behind it. */
    static TextPieces paragraphs(TextUnits text) {
        IntArrayList bounds = IntArrayList.of(0);
        for (int i = 0; i + 1 < text.lineFeeds(); i++) {
            int at = text.pieceEnd(i);
            if (text.pieceEnd(i + 1) == at + 1) {
                bounds.add(at);
                bounds.add(at + 2);
                i++;
            }
        }
        bounds.add(text.length());
        return new TextPieces(text, bounds);
    }
}
