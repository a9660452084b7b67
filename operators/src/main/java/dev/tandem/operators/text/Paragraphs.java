package dev.tandem.operators.text;

import dev.tandem.operators.text.english.WhiteSpace;
import java.util.ArrayList;
import java.util.List;

/** Paragraphs as datatrove has them: every line that is not blank, with the blank ones behind it. */
public final class Paragraphs {
    private Paragraphs() {}

    /** The paragraphs, whose lines end in line feeds, whatever they ended in before. */
    public static List<String> of(String string) {
        char[] text = string.toCharArray();
        List<String> paragraphs = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        boolean open = false;
        for (int start = 0; start < text.length; ) {
            int end = Lines.end(text, start);
            if (open && WhiteSpace.start(text, start, end) < end) {
                paragraphs.add(current.toString());
                current.setLength(0);
            }
            open = true;
            current.append(text, start, end - start);
            start = Lines.next(text, end);
            current.append(start < text.length ? "\n" : "");
        }
        if (open) {
            paragraphs.add(current.toString());
        }
        return paragraphs;
    }
}
