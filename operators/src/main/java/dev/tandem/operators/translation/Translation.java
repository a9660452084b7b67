package dev.tandem.operators.translation;

import java.util.List;

/**
 * A Tandem recipe made of one of another system.
 *
 * @param recipe its text, with the remarks as comments
 * @param remarks what it does not have, in the order of lines
 * @param operators how many operators the other recipe has
 * @param translated how many of them the Tandem recipe has
 */
public record Translation(String recipe, List<Remark> remarks, int operators, int translated) {
    public Translation {
        remarks = List.copyOf(remarks);
    }

    /** Whether nothing is missing. */
    public boolean isWhole() {
        return remarks.stream().noneMatch(remark -> remark.kind() == Remark.Kind.NOT_TRANSLATED);
    }
}
