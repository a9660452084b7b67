package dev.tandem.operators.text;

import dev.tandem.operators.text.english.WhiteSpace;

/** White space as Unicode has it, which is what patterns of Data-Juicer mean by it: no separators of files and records. */
final class RegexSpace {
    private RegexSpace() {}

    static boolean is(int c) {
        return WhiteSpace.is(c) && (c < 0x1C || c > 0x1F);
    }
}
