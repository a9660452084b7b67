package dev.tandem.operators.text;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.util.BitSet;
import java.util.List;

/**
 * Removes characters by a list. Nothing else goes: Data-Juicer removes the vertical bar as well, whenever it removes two
 * characters or more; list it to have that.
 */
@OperatorName("remove_specific_chars")
public final class RemoveSpecificCharsMapper implements Mapper {
    private final BitSet removed = new BitSet();

    public RemoveSpecificCharsMapper(Params params) {
        params.charsToRemove().forEach(text -> text.codePoints().forEach(removed::set));
    }

    /**
     * What is removed.
     *
     * @param charsToRemove the characters, as one text or several; a comma has to be an item of a list
     */
    public record Params(@Setting("◆●■►▼▲▴∆▻▷❖♡□") List<String> charsToRemove) {}

    @Override
    public String map(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(codePoint -> !removed.get(codePoint)).forEach(kept::appendCodePoint);
        return kept.length() == text.length() ? text : kept.toString();
    }
}
