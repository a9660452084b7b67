package dev.tandem.operators.readers;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Reader;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads WebDataset: tar archives in which neighbouring files of one base name are a sample. Images, sounds and videos become
 * parts of their kind, {@code .txt} and {@code .caption} text; {@code .json} is metadata. Files of other kinds are left out.
 * Where an archive breaks off, the sample it breaks off in is failed.
 */
@OperatorName(value = "webdataset", version = 4)
public final class WebdatasetReader implements Reader {
    private final MediaLimits limits;

    public WebdatasetReader(Params params, OperatorContext context) {
        this.limits = context.mediaLimits();
    }

    /** It has none. */
    public record Params() {}

    @Override
    public List<Split> split(Input input, int samplesPerSplit) {
        return input.files().stream()
                .filter(file -> file.name().toLowerCase(Locale.ROOT).endsWith(".tar"))
                .flatMap(file -> Split.cut(file.name(), samples(file), samplesPerSplit).stream())
                .toList();
    }

    /** Counts changes of the base name; in a broken archive the last sample is the one that breaks off. */
    private static long samples(InputFile file) {
        long samples = 0;
        String last = "";
        try (TarArchive archive = new TarArchive(file.path())) {
            for (Optional<TarArchive.Entry> entry = archive.next(); entry.isPresent(); entry = archive.next()) {
                String key = key(entry.get().name());
                samples += key.equals(last) ? 0 : 1;
                last = key;
            }
            return samples;
        } catch (IOException e) {
            return Math.max(1, samples);
        }
    }

    @Override
    public void read(Input input, Split split, Output out) {
        InputFile file = input.file(split.file());
        WebdatasetMembers members = new WebdatasetMembers(file.name(), limits);
        String last = "";
        long index = -1;
        try (TarArchive archive = new TarArchive(file.path())) {
            for (Optional<TarArchive.Entry> next = archive.next(); next.isPresent(); next = archive.next()) {
                TarArchive.Entry entry = next.get();
                String key = key(entry.name());
                if (!key.equals(last)) {
                    members.flush(out);
                    last = key;
                    index++;
                }
                if (index >= split.to()) {
                    return;
                }
                if (index >= split.from()) {
                    members.add(key, entry, archive);
                }
            }
            members.flush(out);
        } catch (IOException e) {
            members.fail(new SampleFailedException(
                    ErrorCode.UNREADABLE_INPUT, "The archive cannot be read further: " + e.getMessage()), out);
        }
    }

    /** Everything up to the first dot of the file name; a name that starts with its only dot is a base name itself. */
    private static String key(String name) {
        int base = name.lastIndexOf('/') + 1;
        int dot = name.indexOf('.', base);
        return dot <= base ? name : name.substring(0, dot);
    }
}
