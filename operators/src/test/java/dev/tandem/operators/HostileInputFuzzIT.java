package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorInfo;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.shard.RowFailure;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.shard.Selection.Outcome;
import dev.tandem.media.MadeMedia;
import dev.tandem.operators.media.codec.MediaFormat;
import dev.tandem.operators.testing.Archives;
import dev.tandem.operators.testing.ReaderRun;
import dev.tandem.operators.testing.TestImages;
import dev.tandem.operators.testing.TestMedia;
import dev.tandem.operators.testing.WordVectors;
import dev.tandem.operators.testing.WriterRun;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred thousand inputs made to do harm, always the same ones: each is measured or failed with a code, in less than a
 * second of processor time and in bounded memory.
 */
final class HostileInputFuzzIT {
    private static final int TEXTS = 66_000;
    private static final int IMAGES = 30_000;
    private static final int FILES = 4_000;
    /** Beside the hundred thousand: each is decoded in another process. */
    private static final int MEDIA = 2_000;
    private static final int BATCH = 100;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** Of all operators together; far below a second for each sample. */
    private static final long SECONDS_PER_BATCH = 5 * SECOND;
    /** Of what an operator allocates for a batch in the mean of all, whatever is free again. */
    private static final long MOST_BYTES_EACH = 16L << 20;

    private static final OperatorCatalog CATALOG = OperatorCatalog.load();
    private static final OperatorContext CONTEXT = new OperatorContext(new WordVectors(), MediaLimits.DEFAULT);
    private static final Set<ErrorCode> OF_MEDIA = Set.of(ErrorCode.BROKEN_MEDIA, ErrorCode.MEDIA_LIMIT);

    /** Pieces that rules of words, lines, marks and addresses look for, and characters that are easily taken for others. */
    private static final List<String> PIECES = List.of(
            "a", "the", "The", "don't", "e.g.", ":)", "...", "…", ".", "?!", "\"", "'", "’", "-", "--", "—", "#", "@", "[",
            "]", "[1]", "[edit]", "{", "}", "<", ">", "<p>", "&", "&amp;", "/", "\\", "//", "http://", "www.", ".com",
            "a@b.co", "1.2.3.4", "256.1.1.1", "::1", "+49 30 1234567", "4111 1111 1111 1111", "DE89370400440532013000", "0",
            "9", "٣", "１", "é", "e\u0301", "ß", "İ", "Σ", "ς", "漢字", "かな", "한글", "עברית", "العربية", "\u200b", "\u200d",
            "\ufeff", "\u202e", "\u00a0", "\u2028", "\u2029", "\u0085", "\u000b", "\u001c", "\u0000", "\r", "\r\n", "\n",
            "\n\n", "\t", " ", "  ", "👩‍👩‍👧", "🇩🇪", "\ud83d\ude00", "\udbff\udfff", "\ufffd", "\u212a", "Ã©", "â€™",
            "javascript", "lorem ipsum", "cookie policy", "terms of use", "•", "|", "| a | b |", "5km²", "US$", "-1e309",
            "NaN");

    @TempDir
    private Path folder;

    /**
     * Filters before mappers, so that they see the text as it came. Without those that ask models that write, which have a budget: they
     * hand texts on, and a made-up answer that does not fit a text would take it away from the others.
     */
    private static List<String> names() {
        return CATALOG.all().stream()
                .filter(info -> info.kind() == OperatorKind.FILTER || info.kind() == OperatorKind.MAPPER)
                .filter(info -> info.params().stream().noneMatch(parameter -> parameter.name().equals("budget")))
                .sorted(Comparator.comparing(OperatorInfo::kind))
                .map(OperatorInfo::name)
                .toList();
    }

    /** All operators in one pass, which tells of every one what it did. */
    private static void measure(List<Sample> samples, Set<ErrorCode> allowed) {
        List<String> names = names();
        List<CurationOperator> operators = names.stream().map(name -> CATALOG.create(name, Map.of(), CONTEXT)).toList();
        for (int from = 0; from < samples.size(); from += BATCH) {
            List<Sample> batch = samples.subList(from, Math.min(samples.size(), from + BATCH));
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long allocated = allocated();
            List<Verdict> verdicts = new ArrayList<>();
            Selection selection = PassStep.inMemory(names, operators, batch, verdicts::add).selection();

            assertThat(selection.kept().getLongCardinality() + selection.count(Outcome.DROPPED) + selection.count(Outcome.FAILED))
                    .isEqualTo(batch.size());
            assertThat(verdicts).flatExtracting(verdict -> verdict.failure().map(RowFailure::code).stream().toList())
                    .isSubsetOf(allowed);
            assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu)
                    .as("the batch from %d hangs", from)
                    .isLessThan(SECONDS_PER_BATCH);
            assertThat(allocated() - allocated).as("the batch from %d", from).isLessThan(names.size() * MOST_BYTES_EACH);
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void texts() {
        SplittableRandom random = new SplittableRandom(1);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            samples.add(Sample.read("text " + i, Map.of(), List.of(new Part.Text(text(random)))));
            if (samples.size() == 50 * BATCH) {
                measure(samples, Set.of());
                samples.clear();
            }
        }
        measure(samples, Set.of());
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        // One in a thousand is long and of very few different pieces, which is where rules that look back take their time.
        boolean isLong = random.nextInt(1_000) == 0;
        int pieces = isLong ? 20_000 : random.nextInt(12);
        int choices = isLong ? 1 + random.nextInt(3) : PIECES.size();
        int first = random.nextInt(PIECES.size());
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get((first + random.nextInt(choices)) % PIECES.size()));
        }
        return text.toString();
    }

    @Test
    void images() {
        SplittableRandom random = new SplittableRandom(2);
        List<byte[]> originals = List.of(
                TestImages.png(9, 7), TestImages.file("anim0.gif"), TestImages.file("lossy.webp"), TestImages.file("base_q40.jpg"));
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            byte[] image = originals.get(i % originals.size()).clone();
            // Most of what decides stands at the beginning.
            changeSome(image, Math.min(image.length, random.nextBoolean() ? 64 : image.length), random);
            samples.add(TestImages.sample(image));
            if (samples.size() == 10 * BATCH) {
                measure(samples, OF_MEDIA);
                samples.clear();
            }
        }
        measure(samples, OF_MEDIA);
    }

    @Test
    void media() {
        SplittableRandom random = new SplittableRandom(4);
        List<byte[]> originals = List.of(
                TestMedia.video(), TestMedia.TONE,
                MadeMedia.video("webm", "libvpx", 48, 32, 25, 8, 4, (frame, x, y) -> (x + y * frame) * 0x010203),
                MadeMedia.video("avi", "mjpeg", 48, 32, 25, 8, 1, (frame, x, y) -> (x * y + frame) * 0x010203),
                MadeMedia.sound("mp3", "libmp3lame", 16_000, 1, 0.5, (_, time) -> Math.sin(3_000 * time)),
                MadeMedia.sound("ogg", "libopus", 16_000, 1, 0.5, (_, time) -> Math.sin(3_000 * time)),
                MadeMedia.sound("flac", "flac", 16_000, 1, 0.5, (_, time) -> Math.sin(3_000 * time)));
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < MEDIA; i++) {
            byte[] original = originals.get(i % originals.size());
            byte[] file = original.clone();
            // What the kind is told by stays.
            byte[] head = Arrays.copyOf(file, 64);
            changeSome(file, random.nextBoolean() ? Math.min(file.length, 1_024) : file.length, random);
            System.arraycopy(head, 0, file, 0, random.nextBoolean() ? head.length : 12);
            MediaFormat.of(file).ifPresent(_ -> samples.add(TestMedia.sample(file)));
            if (samples.size() == 5 * BATCH) {
                measure(samples, OF_MEDIA);
                samples.clear();
            }
        }
        measure(samples, OF_MEDIA);
    }

    private static void changeSome(byte[] bytes, int within, SplittableRandom random) {
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            bytes[random.nextInt(within)] = (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextBoolean() ? 0xff : 0);
        }
    }

    @Test
    void files() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        Map<String, byte[]> pages = Map.of("a.html", "<p>one <b>two".getBytes(StandardCharsets.UTF_8), "b/c.html", new byte[600]);
        byte[] zip = Files.readAllBytes(Archives.zip(folder.resolve("original.zip"), pages));
        Files.delete(folder.resolve("original.zip"));
        List<Sample> sample = List.of(Sample.read("a", Map.of("k", "v"), List.of(new Part.Text("text"))));
        Map<String, byte[]> originals = Map.of(
                "html:site.zip", zip,
                "webdataset:shard.tar", Archives.tar(Map.of("1.txt", new byte[] {'a'}, "1.json", new byte[] {'{', '}'})),
                "jsonl:rows.jsonl", WriterRun.of("jsonl", sample).file(),
                "parquet:rows.parquet", WriterRun.of("parquet", sample).file());
        for (int i = 0; i < FILES; i++) {
            for (Map.Entry<String, byte[]> original : originals.entrySet()) {
                String[] name = original.getKey().split(":");
                byte[] file = original.getValue().clone();
                changeSome(file, file.length, random);
                Path written = Files.write(folder.resolve(name[1]), file);
                long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                new ReaderRun(name[0]).of(written);
                assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu).as("%s, %d", name[0], i).isLessThan(SECOND);
            }
        }
    }
}
