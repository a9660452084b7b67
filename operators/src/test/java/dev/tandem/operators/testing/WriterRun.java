package dev.tandem.operators.testing;

import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.Writer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a writer made of samples.
 *
 * @param media files beside, by their path relative to the samples' file
 */
public record WriterRun(String extension, byte[] file, Map<String, byte[]> media) {

    public static WriterRun of(String name, List<Sample> samples) {
        return of(name, Map.of(), samples);
    }

    public static WriterRun of(String name, Map<String, Object> params, List<Sample> samples) {
        Writer writer = (Writer) OperatorCatalog.load().writers().create(name, params, OperatorContext.withoutModels());
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        Map<String, byte[]> media = new TreeMap<>();
        try {
            writer.write(samples.iterator(), new Writer.Output() {
                @Override
                public OutputStream stream() {
                    return stream;
                }

                @Override
                public String media(String file, byte[] bytes) {
                    media.put("media/" + file, bytes);
                    return "media/" + file;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new WriterRun(writer.extension(), stream.toByteArray(), media);
    }

    /** Puts the files into a folder. */
    public void save(Path folder) throws IOException {
        Files.write(folder.resolve("samples." + extension), file);
        for (Map.Entry<String, byte[]> entry : media.entrySet()) {
            Files.createDirectories(folder.resolve(entry.getKey()).getParent());
            Files.write(folder.resolve(entry.getKey()), entry.getValue());
        }
    }
}
