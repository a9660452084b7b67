package dev.tandem.operators.text;

import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Makes slips of the pen in texts by chance: letters that change places, are missing, stand twice, or are of the other case. Words stay
 * where they are, and what is no letter stays as it is. The same text and seed give the same result, wherever the text stands; a new
 * seed for each epoch gives another.
 */
@OperatorName("text_noise")
public final class TextNoiseMapper implements Mapper {
    private final Params params;

    public TextNoiseMapper(Params params) {
        this.params = params;
    }

    /**
     * How many letters, as shares of all; the four together at most 1.
     *
     * @param swap change places with the letter after them
     * @param drop are missing
     * @param doubled stand twice
     * @param otherCase are upper case in place of lower case, or the other way round
     * @param seed another seed makes other slips
     */
    public record Params(
            @Setting(value = "0.01", min = 0, max = 1) double swap,
            @Setting(value = "0.01", min = 0, max = 1) double drop,
            @Setting(value = "0.005", min = 0, max = 1) double doubled,
            @Setting(value = "0.005", min = 0, max = 1) double otherCase,
            @Setting("42") long seed) {
        public Params {
            if (swap + drop + doubled + otherCase > 1) {
                throw new IllegalArgumentException("'swap', 'drop', 'doubled' and 'other_case' must be at most 1 together, found "
                        + (swap + drop + doubled + otherCase));
            }
        }
    }

    @Override
    public String map(String text) {
        Random random = new Random(ByteBuffer.wrap(Digest.of(params.seed() + "\0" + text).bytes()).getLong());
        StringBuilder noisy = new StringBuilder(text.length() + 16);
        for (int at = 0; at < text.length(); ) {
            int letter = text.codePointAt(at);
            at += Character.charCount(letter);
            if (!Character.isLetter(letter)) {
                noisy.appendCodePoint(letter);
                continue;
            }
            double chance = random.nextDouble();
            if (chance < params.swap()) {
                int next = at < text.length() ? text.codePointAt(at) : ' ';
                if (Character.isLetter(next)) {
                    noisy.appendCodePoint(next);
                    at += Character.charCount(next);
                }
                noisy.appendCodePoint(letter);
            } else if (chance >= params.swap() + params.drop()) {
                slip(noisy, letter, chance - params.swap() - params.drop());
            }
        }
        return noisy.toString();
    }

    private void slip(StringBuilder noisy, int letter, double chance) {
        if (chance < params.doubled()) {
            noisy.appendCodePoint(letter).appendCodePoint(letter);
        } else if (chance < params.doubled() + params.otherCase()) {
            noisy.appendCodePoint(Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter));
        } else {
            noisy.appendCodePoint(letter);
        }
    }
}
