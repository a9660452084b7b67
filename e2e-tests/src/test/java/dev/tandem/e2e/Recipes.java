package dev.tandem.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Recipes of the tests. */
final class Recipes {
    private Recipes() {}

    /** Every kind of step over a generated site, in small shards. */
    static Path site(Path folder, String limits) {
        return site(folder, 0.05, limits);
    }

    /** @param similarity threshold of what the model scores; servers differ in the last digits, so none should lie at it */
    static Path site(Path folder, double similarity, String limits) {
        return write(folder.resolve("site.yaml"), """
                name: site
                stages:
                  - name: pages
                    operators:
                      - html:
                      - whitespace:
                      - text_length: {min_len: 50}
                      - words: {min_num: 20}
                  - name: near-duplicates
                    publish: documents
                    operators:
                      - exact:
                      - minhash: {jaccard_threshold: 0.7}
                  - name: pairs
                    from: near-duplicates
                    publish: pairs
                    operators:
                      - image_text_pairs:
                      - image_shape: {min_width: 16, min_height: 16}
                      - text_similarity: {min_score: %s}
                      - image_phash:
                  - name: questions
                    from: near-duplicates
                    publish: questions
                    operators:
                      - table_questions:
                  - name: readable
                    from: near-duplicates
                    publish: readable
                    operators:
                      - top_fraction: {feature: words.num_words, fraction: 0.5, cut: count}
                      - threshold: {feature: text_length.text_len, threshold: 60}
                publish:
                  formats: [parquet, jsonl, webdataset]
                limits: {%s}
                """.formatted(similarity, limits));
    }

    /** Reads, and publishes what was read. */
    static Path reading(Path folder, String reader, String limits) {
        return write(folder.resolve("reading.yaml"), """
                name: reading
                stages:
                  - name: read
                    publish: all
                    operators:
                      - %s:
                      - text_length: {min_len: 1}
                publish: {formats: [jsonl]}
                limits: {%s}
                """.formatted(reader, limits));
    }

    /** Rounds of data and model over {@link SquarePairs}. */
    static Path squares(Path folder, int epochs) {
        return write(folder.resolve("squares.yaml"), """
                name: squares
                stages:
                  - {name: read, operators: [images]}
                  - {name: kept, operators: [{text_length: {min_len: 40}}]}
                rounds:
                  from: kept
                  rejects: read
                  image_model: picture_grid
                  model: squares
                  publish: squares
                  epochs: %d
                  folds: 2
                  swaps: 2
                  wanted_noise: 0.3
                  held_out: 4
                publish: {formats: [jsonl]}
                """.formatted(epochs));
    }

    /** One stage of these operators, the first of them the reader; any sample may fail. */
    static Path stage(Path folder, String... operators) {
        return write(folder.resolve("stage.yaml"), """
                name: stage
                stages:
                  - name: all
                    publish: all
                    operators:
                      - %s
                publish: {formats: [jsonl]}
                limits: {max_failed_ratio: 1}
                """.formatted(String.join("\n      - ", operators)));
    }

    static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
