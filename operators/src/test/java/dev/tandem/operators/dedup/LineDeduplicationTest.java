package dev.tandem.operators.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.dedup.ClusterMembers.Member;
import dev.tandem.core.engine.DirectDeduplication.Verdict;
import dev.tandem.core.engine.LineDeduplication;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.input.LocalInput;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.LineReader;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.shard.FeatureTable;
import dev.tandem.core.shard.RowFailure;
import dev.tandem.core.sort.SortSpace;
import dev.tandem.operators.testing.MemoryRun;
import dev.tandem.operators.testing.ReaderRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One process finds what a run through a store finds, and copies lines as they stand. */
final class LineDeduplicationTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();
    private static final LineReader LINES = (LineReader) CATALOG.create("jsonl", Map.of(), OperatorContext.withoutModels());

    @TempDir
    private Path folder;

    private final Map<String, String> said = new HashMap<>();

    private SortSpace space() {
        return new SortSpace(SortSpace.LEAST_BYTES, folder.resolve("sort"));
    }

    private static Deduplicator operator(String name, Map<String, Object> parameters) {
        return (Deduplicator) CATALOG.create(name, parameters, OperatorContext.withoutModels());
    }

    private String run(Path file, Deduplicator operator) throws IOException {
        LocalInput input = LocalInput.of(List.of(file));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LineDeduplication.Counts counts = new LineDeduplication(LINES, input, input.files().getFirst())
                .run(operator, space(), out, Optional.of(new LineDeduplication.Told() {
                    @Override
                    public void unread(String source, RowFailure failure) {
                        said.put(source, failure.code().name());
                    }

                    @Override
                    public void sample(Sample sample, Optional<Verdict> verdict) {
                        said.put(sample.source(), verdict.flatMap(Verdict::member).map(LineDeduplicationTest::told).orElse("alone"));
                    }
                }));
        String kept = out.toString(StandardCharsets.UTF_8);
        assertThat(counts.kept()).isEqualTo(kept.lines().count());
        assertThat(counts.kept() + counts.dropped() + counts.failed() + counts.unread()).isEqualTo(said.size());
        return kept;
    }

    private static String told(Member member) {
        return told(member.cluster().hex(), member.size(), member.stays() ? null : member.kept().hex());
    }

    private static String told(Object cluster, Object size, Object keptInstead) {
        return cluster + " of " + size + " by " + keptInstead;
    }

    /** Lines that are near duplicates, equal, blank, broken, and spelt in different ways. */
    private static List<String> lines(int count, long seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(i > 3 && random.nextInt(3) == 0 ? edited(texts.get(random.nextInt(i)), random) : text(random));
            String json = Json.text(Map.of("text", texts.get(i), "created", "20" + (10 + random.nextInt(9)), "n", Map.of("a", 1.50)));
            lines.add(switch (random.nextInt(12)) {
                case 0 -> " " + json + "\r";
                case 1 -> json.replace("é", "\\u00e9");
                case 2 -> "{\"text\": 7}";
                case 3 -> "";
                default -> json;
            });
        }
        return lines;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i >= 0; i--) {
            text.append("Word").append((char) ('a' + random.nextInt(26))).append(random.nextInt(8) == 0 ? "é.\n" : " ");
        }
        return text.toString();
    }

    private static String edited(String text, Random random) {
        return random.nextBoolean() ? text : text.replaceFirst("Word" + (char) ('a' + random.nextInt(26)), "Other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"minhash", "datatrove_minhash", "simhash", "exact"})
    void whatStaysIsWhatStaysInARun(String name) throws IOException {
        List<String> lines = lines(260, name.hashCode());
        Path file = Files.writeString(folder.resolve("rows.jsonl"), String.join("\n", lines));

        String kept = run(file, operator(name, Map.of()));

        List<ReaderRun.Row> rows = new ReaderRun("jsonl").of(file);
        List<List<Sample>> shards = List.of(
                samples(rows.subList(0, 90)), samples(rows.subList(90, 95)), samples(rows.subList(95, rows.size())));
        MemoryRun stored = MemoryRun.of(
                "name: lines\nstages:\n  - name: unique\n    publish: lines\n    operators:\n"
                + "      - jsonl\n      - " + name + "\n", shards);
        Map<String, String> expected = new HashMap<>();
        StringBuilder expectedLines = new StringBuilder();
        for (ReaderRun.Row row : rows) {
            row.failure().ifPresent(code -> expected.put(row.source(), code.name()));
        }
        for (int i = 0; i < shards.size(); i++) {
            ShardView view = stored.views(1).get(i);
            FeatureTable features = stored.store().features(view.layers().getLast()).orElseThrow();
            for (int row = 0; row < shards.get(i).size(); row++) {
                Object cluster = features.get(name + ".cluster", row);
                Object size = features.get(name + ".size", row);
                expected.put(shards.get(i).get(row).source(), cluster == null ? "alone" : told(
                        cluster, ((Number) size).longValue(), features.get(name + ".kept_instead", row)));
            }
            stored.store().live(view, (row, sample) -> expectedLines.append(lines.get(line(sample) - 1)).append('\n'));
        }
        assertThat(said).isEqualTo(expected).containsValue("alone").containsValue("MALFORMED_ROW");
        assertThat(kept).isEqualTo(expectedLines.toString()).isNotEqualTo(String.join("\n", lines));
    }

    private static List<Sample> samples(List<ReaderRun.Row> rows) {
        return rows.stream().flatMap(row -> row.sample().stream()).toList();
    }

    private static int line(Sample sample) {
        return Integer.parseInt(sample.source().substring(sample.source().indexOf('#') + 1));
    }

    /** Signatures of some megabytes, one mebibyte to hold them in. */
    @Test
    void whatDoesNotFitIntoMemoryIsHeldInFilesThatGo() throws IOException {
        Deduplicator operator = operator("minhash", Map.of());
        List<String> lines = lines(4_000, 5);
        Path file = Files.writeString(folder.resolve("rows.jsonl"), String.join("\n", lines));
        LocalInput input = LocalInput.of(List.of(file));
        ByteArrayOutputStream inMemory = new ByteArrayOutputStream();
        new LineDeduplication(LINES, input, input.files().getFirst())
                .run(operator, new SortSpace(1L << 30, folder.resolve("unused")), inMemory, Optional.empty());

        assertThat(run(file, operator)).isEqualTo(inMemory.toString(StandardCharsets.UTF_8));
        assertThat(folder.resolve("sort")).isEmptyDirectory();
        assertThat(folder.resolve("unused")).doesNotExist();
    }

    @Test
    void aFileThatBreaksOffIsReadUpToThere() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(String.join("\n", lines(3_000, 6)).getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = packed.toByteArray();
        Path file = Files.write(folder.resolve("rows.jsonl.gz"), Arrays.copyOf(whole, whole.length / 2));

        assertThat(run(file, operator("exact", Map.of()))).isNotEmpty();
        assertThat(said).containsEntry("rows.jsonl.gz", "UNREADABLE_INPUT");
    }
}
