package dev.tandem.services.gateway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ModelArchiveTest {
    private static final int LIMIT = 1_000;

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static ModelArchive read(Map<String, byte[]> entries) throws IOException {
        return ModelArchive.read(new ByteArrayInputStream(zip(entries)), LIMIT);
    }

    @Test
    void aFolderIsItsContractAndItsFiles() throws IOException {
        ModelArchive archive = read(Map.of("contract.json", "{}".getBytes(), "1/model.onnx", new byte[] {1}));
        assertThat(archive.contract()).isEqualTo("{}".getBytes());
        assertThat(archive.files()).containsOnlyKeys("1/model.onnx");
    }

    @Test
    void whatExpandsBeyondTheLimitIsRefusedWhateverItsSize() throws IOException {
        byte[] bomb = zip(Map.of("contract.json", new byte[10_000_000]));
        assertThat(bomb.length).isLessThan(20_000);
        assertFails(ErrorCode.TOO_LARGE, bomb);
        Map<String, byte[]> many = new TreeMap<>();
        for (int i = 0; i < 200; i++) {
            many.put("file" + i, new byte[0]);
        }
        assertFails(ErrorCode.TOO_LARGE, zip(many));
    }

    @Test
    void whatIsNoModelIsRefused() throws IOException {
        assertFails(ErrorCode.INVALID_ARGUMENT, "no zip file".getBytes());
        assertFails(ErrorCode.INVALID_ARGUMENT, zip(Map.of("folder/contract.json", new byte[1])));
    }

    private static void assertFails(ErrorCode code, byte[] zip) {
        assertThatThrownBy(() -> ModelArchive.read(new ByteArrayInputStream(zip), LIMIT))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
