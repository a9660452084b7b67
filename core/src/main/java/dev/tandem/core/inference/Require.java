package dev.tandem.core.inference;

import java.util.regex.Pattern;

/** What has to hold in a contract. */
final class Require {
    private static final Pattern NAME = Pattern.compile("[\\w][\\w.:/-]{0,127}");

    private Require() {}

    /** @throws IllegalArgumentException saying what was expected and found; whoever reads the contract says where */
    static void that(boolean holds, String expected, Object found) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + ", found " + (found == null ? "nothing" : found));
        }
    }

    static void name(String found) {
        that(found != null && NAME.matcher(found).matches(), "a name of letters, digits and . : / - _", found);
    }
}
