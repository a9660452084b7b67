package dev.tandem.operators.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Sample;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read in one walk is what a tree would have given. */
final class PlainRowTest {
    private static final JsonRow ROWS = new JsonRow("text", "id", "images", "audios", "videos", "created");

    private static final Pages NO_MEDIA = new Pages() {
        @Override
        public byte[] page(String path) {
            throw new IllegalStateException(path);
        }

        @Override
        public Optional<byte[]> resource(String path) {
            return Optional.empty();
        }
    };

    private static Optional<Sample> plain(byte[] line) {
        return PlainRow.sample(line, "a.jsonl#1", "a.jsonl", ROWS);
    }

    private static Sample any(byte[] line) {
        try {
            return ROWS.any(line, "a.jsonl#1", "a.jsonl", NO_MEDIA);
        } catch (SampleFailedException e) {
            throw new AssertionError("read as a plain row, but it is none: " + new String(line, StandardCharsets.UTF_8), e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"id\":\"d0\",\"metadata\":{\"number\":0},\"text\":\"Gépreend “brou” from\\n\\nhave 😀\"}",
        " { \"text\" : \"\" , \"score\" : -0.50 , \"n\" : 12 , \"t\" : true , \"none\" : null }\r",
        "{\"text\":\"a\\\"b\\\\c\\/d\\b\\f\\n\\r\\t\\u00e9\\u201C\\ud83d\\ude00\\u0000\"}",
        "{\"n\\u00e4me\":\"v\\n\",\"text\":\"x\",\"l\":[1, {\"a\":\"]}\\\"\"}, \"é\"],\"big\":123456789012345678901234567890}",
        "{\"text\":\"x\",\"zero\":0,\"e\":1e3,\"minus\":-0,\"created\":\"2020\",\"input\":\"mine\"}"})
    void readsMostLines(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        assertThat(plain(bytes)).contains(any(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "{}", "[]", "{\"text\":1}", "{\"text\":null}", "{\"id\":\"a\"}", "{\"text\":\"a\"} x", "{\"text\":\"a\"", "{\"text\":\"a",
        "{\"text\":\"a\",}", "{\"text\":\"a\" \"b\":1}", "{\"text\":\"a\",\"text\":\"b\"}", "{\"text\":\"a\",\"n\":01}",
        "{\"text\":\"a\",\"n\":}", "{\"text\":\"a\",\"n\":[}]}", "{\"text\":\"a\",\"n\":1 2}", "{\"text\":\"\\x\"}",
        "{\"text\":\"\\u12g4\"}",
        "{\"text\":\"\\ud83d\"}", "{\"text\":\"\\ude00\"}", "{\"text\":\"\\ud83dx\"}", "{\"text\":\"a\\", "{\"text\":\"\\u12",
        "{\"text\":\"tab\there\"}", "{\"text\":\"a\",\"images\":[]}", "{\"text\":\"a\",\"n\":é}", "{\"text\":\"a\",\"n\":\"\\ud800\"}"})
    void leavesWhatIsRareOrWrongToTheOtherWay(String line) {
        assertThat(plain(line.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void leavesWhatIsNotUtf8ToTheOtherWay() {
        int[][] broken = {
            {0x80}, {0xc1, 0x80}, {0xc3}, {0xc3, 0x22}, {0xe0, 0x9f, 0x80}, {0xed, 0xa0, 0x80}, {0xe2, 0x82}, {0xf0, 0x8f, 0x80, 0x80},
            {0xf4, 0x90, 0x80, 0x80}, {0xf5, 0x80, 0x80, 0x80}, {0xf0, 0x9f, 0x98, 0x41}, {0xff}};
        for (int[] units : broken) {
            StringBuilder text = new StringBuilder();
            for (int unit : units) {
                text.append((char) unit);
            }
            String line = "{\"text\":\"eight bytes " + text + " and more\"}";
            assertThat(plain(line.getBytes(StandardCharsets.ISO_8859_1))).as(line).isEmpty();
        }
    }

    /** Any line that is accepted gives the sample of the other way, whatever was done to it. */
    @Property(tries = 3_000)
    void neverReadsWhatTheOtherWayReadsDifferently(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] line = ("{\"id\": \"a\\u00e9\", \"text\": \"“é” \\n plain words 😀\", \"m\": {\"a\": [1, \"x\"]}, \"n\": -1.50, \"t\": null}")
                .getBytes(StandardCharsets.UTF_8);
        byte[] used = "{}[]\",:\\u0 1e-nt\tx\u00e9\ud83d\ude00".getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i > 0; i--) {
            line[random.nextInt(line.length)] = used[random.nextInt(used.length)];
        }
        plain(line).ifPresent(sample -> assertThat(sample).isEqualTo(any(line)));
    }
}
