package dev.tandem.operators.testing;

import dev.tandem.core.inference.Generator;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelFile;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.model.Digest;
import dev.tandem.operators.dedup.semantic.ImageClusters;
import dev.tandem.operators.model.CaptionIndex;
import dev.tandem.operators.text.ngram.NgramModels;
import dev.tandem.testing.SchemaAnswers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A sentence model that counts words: texts with the same words have the same direction. It has small files, too, and there
 * are models of pictures beside it: {@link ColourModels}.
 */
public final class WordVectors implements Inference {
    private static final int DIMENSION = 64;
    private static final byte[] NGRAMS = NgramModels.file();

    /** Cuts words into known pieces; what it says of length and of marks at both ends is not to be heeded. */
    private static final String TOKENIZER = """
            {"version": "1.0", "added_tokens": [],
             "truncation": {"direction": "Right", "max_length": 3, "strategy": "LongestFirst", "stride": 0},
             "padding": {"strategy": {"Fixed": 9}, "direction": "Right", "pad_to_multiple_of": null, "pad_id": 0,
                 "pad_type_id": 0, "pad_token": "[UNK]"},
             "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "BertPreTokenizer"}, "decoder": null,
             "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 2], "cls": ["[CLS]", 1]},
             "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                 "max_input_chars_per_word": 100, "vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "the": 3, "tide": 4,
                 "##s": 5, "a": 6, "##a": 7, ".": 8}}}
            """;

    private final Generator writing;

    /** It writes what it is asked for, and always the same. */
    public WordVectors() {
        this(SchemaAnswers.generator());
    }

    /** With a model that writes. */
    public WordVectors(Generator writing) {
        this.writing = writing;
    }

    @Override
    public List<ModelAnswer> infer(String model, List<ModelRow> rows) {
        return ColourModels.infer(model, rows);
    }

    @Override
    public ModelContract contract(String model) {
        return ColourModels.contract(model);
    }

    @Override
    public Generator generator() {
        return writing;
    }

    @Override
    public List<String> labels(String model, String output) {
        return ColourModels.labels(model);
    }

    /** One for each colour, of which one is selected. */
    private static byte[] clusters(int selected) {
        float[][] colours = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        return ImageClusters.fit(colours, new float[][] {colours[selected]}, colours.length, 5, 1);
    }

    private static byte[] captions() {
        return CaptionIndex.encode(
                new float[][] {vector("red"), vector("green"), vector("blue")}, List.of("something red", "A green lawn.", "the blue sky"));
    }

    static float[] vector(String text) {
        float[] vector = new float[DIMENSION];
        for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
            vector[Math.floorMod(word.hashCode(), DIMENSION)]++;
        }
        return vector;
    }

    @Override
    public Digest modelDigest(String model) {
        return Digest.of(model);
    }

    @Override
    public byte[] file(String model, ModelFile file) {
        return switch (file) {
            case TOKENIZER -> TOKENIZER.getBytes(StandardCharsets.UTF_8);
            case WEIGHTS -> switch (model) {
                case "image_clusters" -> clusters(0);
                case "other_image_clusters" -> clusters(1);
                case "clip_captions" -> captions();
                default -> NGRAMS;
            };
        };
    }
}
