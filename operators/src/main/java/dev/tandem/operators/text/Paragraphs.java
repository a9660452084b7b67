package dev.tandem.operators.text;

import dev.tandem.operators.text.english.TextUnits;
import dev.tandem.operators.text.english.WhiteSpace;
import java.util.ArrayList;
import java.util.List;

/** Paragraphs as datatrove has them: every line that is not blank, with the blank ones behind it. */
public final class Paragraphs {
    private Paragraphs() {}

    /** The paragraphs, whose lines end in line feeds, whatever they ended in before. */
    public static List<String> of(String string) {
        TextUnits text = TextUnits.of(string);
        char[] units = text.array();
        List<String> paragraphs = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (int line = 0; line < text.lines(); line++) {
            int start = text.lineStart(line);
            int end = text.lineEnd(line);
            if (line > 0 && WhiteSpace.start(units, start, end) < end) {
                paragraphs.add(current.toString());
                current.setLength(0);
            }
            current.append(units, start, end - start).append(line + 1 < text.lines() ? "\n" : "");
        }
        if (text.lines() > 0) {
            paragraphs.add(current.toString());
        }
        return paragraphs;
    }
}
