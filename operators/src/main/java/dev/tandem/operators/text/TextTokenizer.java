package dev.tandem.operators.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelFile;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.SampleView.Derivation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A {@code tokenizer.json} of a model, loaded once. Thread-safe. */
final class TextTokenizer {
    /** A token takes about 100 bytes while it is counted. */
    private static final int LONGEST_PIECE = 1 << 18;
    /** Texts are counted whole, without marks of begin and end. */
    private static final Map<String, String> OPTIONS = Map.of("truncation", "false", "padding", "false");
    private static final Map<Digest, TextTokenizer> LOADED = new ConcurrentHashMap<>();

    static {
        // The library would report its use to its makers, and look for files on the net.
        System.setProperty("ai.djl.offline", "true");
    }

    private final HuggingFaceTokenizer tokenizer;
    private final Derivation<Integer> count = sample -> count(sample.text());

    private TextTokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** @throws TandemException {@link ErrorCode#MODEL_CONTRACT} when the model's file is no tokenizer */
    static TextTokenizer of(Inference inference, String model) {
        return LOADED.computeIfAbsent(
                inference.modelDigest(model), digest -> load(model, inference.file(model, ModelFile.TOKENIZER)));
    }

    private static TextTokenizer load(String model, byte[] json) {
        try {
            return new TextTokenizer(HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), OPTIONS));
        } catch (IOException | RuntimeException e) {
            throw new TandemException(ErrorCode.MODEL_CONTRACT, "The tokenizer of the model '" + model
                    + "' cannot be read; expected a tokenizer.json as Hugging Face's tokenizers write it: " + e.getMessage(), e);
        }
    }

    /** How many tokens a sample's text has. */
    Derivation<Integer> count() {
        return count;
    }

    /** Very long text in pieces, which are cut where few tokenizers see a difference. */
    int count(String text) {
        String valid = hasHalfPairs(text) ? new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8) : text;
        int count = 0;
        for (int from = 0; from < valid.length(); ) {
            int to = end(valid, from);
            count += countPiece(valid.substring(from, to));
            from = to;
        }
        return count;
    }

    /** Ids alone: the strings of tokens and their places would cost ten times as much. */
    private int countPiece(String text) {
        long encoding = TokenizersLibrary.LIB.encode(tokenizer.getHandle(), text, false);
        try {
            return TokenizersLibrary.LIB.getTokenIds(encoding).length;
        } finally {
            TokenizersLibrary.LIB.deleteEncoding(encoding);
        }
    }

    /** Behind a line feed, else before a space, else anywhere. */
    private static int end(String text, int from) {
        int to = from + LONGEST_PIECE;
        if (to >= text.length()) {
            return text.length();
        }
        int line = text.lastIndexOf('\n', to - 1) + 1;
        if (line > from) {
            return line;
        }
        int space = text.lastIndexOf(' ', to);
        if (space > from) {
            return space;
        }
        return Character.isLowSurrogate(text.charAt(to)) ? to - 1 : to;
    }

    private static boolean hasHalfPairs(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
