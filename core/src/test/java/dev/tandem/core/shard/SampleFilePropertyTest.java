package dev.tandem.core.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.roaringbitmap.RoaringBitmap;

/** Rows of any shape, in as many pages and row groups as they take. */
class SampleFilePropertyTest {
    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    void allRowsAndSomeRowsComeBackAsTheyWereWritten(@ForAll int seed, @ForAll @IntRange(min = 0, max = 400) int count) {
        Random random = new Random(seed);
        List<ShardRow> rows = Stream.generate(() -> row(random)).limit(count).toList();
        byte[] file = written(rows);
        List<ShardRow> all = new ArrayList<>();
        SampleFile.read(file, SampleSchema.FULL, missing -> new byte[0], all::add);
        assertThat(all).isEqualTo(rows);

        RoaringBitmap some = new RoaringBitmap();
        IntStream.range(0, count).filter(row -> random.nextInt(3) == 0).forEach(some::add);
        List<ShardRow> found = new ArrayList<>();
        SampleFile.read(file, SampleSchema.FULL, some, missing -> new byte[0], (row, read) -> {
            assertThat(some.contains(row)).isTrue();
            found.add(read);
        });
        assertThat(found).isEqualTo(some.stream().mapToObj(rows::get).toList());

        int from = count / 3;
        List<ShardRow> rest = new ArrayList<>();
        SampleFile.read(file, SampleSchema.FULL, from, count, missing -> new byte[0], rest::add);
        assertThat(rest).isEqualTo(rows.subList(from, count));
    }

    @Property(tries = 10, edgeCases = EdgeCasesMode.NONE)
    void onlyWhatIsAskedForIsRead(@ForAll int seed) {
        Random random = new Random(seed);
        List<ShardRow> rows = Stream.generate(() -> row(random)).limit(50).toList();
        byte[] file = written(rows);
        List<ShardRow> identities = new ArrayList<>();
        SampleFile.read(file, SampleSchema.IDENTITY, missing -> new byte[0], identities::add);
        assertThat(identities).isEqualTo(rows.stream().map(SampleFilePropertyTest::identity).toList());
        List<byte[]> ids = new ArrayList<>();
        SampleFile.ids(file, ids::add);
        assertThat(ids).containsExactly(rows.stream().map(row -> row.sample().id().bytes()).toArray(byte[][]::new));
        List<Digest> media = new ArrayList<>();
        SampleFile.media(file, media::add);
        assertThat(media).isEqualTo(rows.stream()
                .flatMap(row -> row.sample().parts().stream())
                .filter(Part.Media.class::isInstance)
                .map(part -> ((Part.Media) part).content().digest())
                .toList());
    }

    private static byte[] written(List<ShardRow> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SampleFile file = SampleFile.writeShard(bytes, content -> false)) {
            for (ShardRow row : rows) {
                file.add(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static ShardRow identity(ShardRow row) {
        Sample full = row.sample();
        return new ShardRow(
                new Sample(full.id(), full.contentDigest(), full.source(), full.parents(), Map.of(), List.of()), row.failure());
    }

    private static ShardRow row(Random random) {
        if (random.nextInt(10) == 0) {
            return ShardRow.failed(word(random), ErrorCode.INVALID_ENCODING, word(random));
        }
        List<Digest> parents = Stream.generate(() -> Digest.of(word(random))).limit(random.nextInt(3)).toList();
        List<Part> parts = Stream.generate(() -> part(random)).limit(random.nextInt(4)).toList();
        return ShardRow.of(Sample.of(word(random), parents, pairs(random), parts));
    }

    private static Part part(Random random) {
        if (random.nextInt(3) > 0) {
            // Some are longer than a page of the file.
            int words = random.nextInt(200) == 0 ? 100_000 : random.nextInt(30);
            StringBuilder text = new StringBuilder();
            IntStream.range(0, words).forEach(i -> text.append(word(random)));
            return new Part.Text(text.toString(), pairs(random));
        }
        byte[] bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        Modality modality = Modality.values()[random.nextInt(Modality.values().length)];
        return new Part.Media(modality, "image/" + random.nextInt(3), MediaContent.of(bytes), pairs(random));
    }

    private static Map<String, String> pairs(Random random) {
        Map<String, String> pairs = new TreeMap<>();
        IntStream.range(0, random.nextInt(3)).forEach(i -> pairs.put(word(random), word(random)));
        return pairs;
    }

    private static String word(Random random) {
        return List.of("", "a", "ä", "\uD83D\uDE00", "page ", "\n", "one more ").get(random.nextInt(7)) + random.nextInt(50);
    }
}
