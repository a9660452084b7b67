package dev.tandem.operators.readers;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.LineReader;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Reads JSON Lines: one JSON object per line, plain or compressed ({@code .jsonl.gz}). The text and the row's own id
 * come from named fields, images, sounds and videos from lists of paths inside the input; other fields become metadata. A line that is no
 * JSON object is a failed row, and reading goes on; an empty line is no row.
 */
@OperatorName(value = "jsonl", version = 4)
public final class JsonlReader implements LineReader {
    private final JsonRow rows;
    private final MediaLimits limits;

    public JsonlReader(Params params, OperatorContext context) {
        this.rows = new JsonRow(
                params.textKey(), params.idKey(), params.imageKey(), params.audioKey(), params.videoKey(), params.createdKey());
        this.limits = context.mediaLimits();
    }

    /**
     * Names of fields.
     *
     * @param textKey field with the text
     * @param idKey field with the row's own id
     * @param imageKey field with the list of image paths, relative to the file's folder
     * @param audioKey field with the list of paths of sounds, likewise
     * @param videoKey field with the list of paths of videos, likewise
     * @param createdKey field that says when the content was made (ISO 8601)
     */
    public record Params(
            @Setting("text") String textKey,
            @Setting("id") String idKey,
            @Setting("images") String imageKey,
            @Setting("audios") String audioKey,
            @Setting("videos") String videoKey,
            @Setting("created") String createdKey) {}

    @Override
    public List<Split> split(Input input, int samplesPerSplit) {
        return input.files().stream()
                .filter(file -> isJsonl(file.name()))
                .flatMap(file -> split(file, samplesPerSplit).stream())
                .toList();
    }

    @Override
    public void read(Input input, Split split, Output out) {
        InputFile file = input.file(split.file());
        try (LineSource lines = LineSource.open(file, split.start(), limits.maxTextBytes())) {
            for (long i = 0; split.start() == 0 && i < split.from(); i++) {
                lines.skip();
            }
            read(input, file, lines, split.from(), split.to(), told(out));
        } catch (IOException e) {
            out.fail(file.name(), ErrorCode.UNREADABLE_INPUT, "The file cannot be read: " + e.getMessage());
        }
    }

    private static Lines told(Output out) {
        return new Lines() {
            @Override
            public void accept(long line, Sample sample) {
                out.accept(sample);
            }

            @Override
            public void fail(String source, ErrorCode code, String message) {
                out.fail(source, code, message);
            }
        };
    }

    @Override
    public void lines(Input input, InputFile file, Lines out) {
        try (LineSource lines = LineSource.open(file, 0, limits.maxTextBytes())) {
            read(input, file, lines, 0, Long.MAX_VALUE, out);
        } catch (IOException e) {
            out.fail(file.name(), ErrorCode.UNREADABLE_INPUT, "The file cannot be read: " + e.getMessage());
        }
    }

    private void read(Input input, InputFile file, LineSource lines, long from, long to, Lines out) throws IOException {
        FolderPages media = new FolderPages(input, limits);
        for (long i = from; i < to && lines.hasMore(); i++) {
            String source = file.name() + "#" + (i + 1);
            try {
                byte[] line = lines.next();
                if (!JsonRow.isBlank(line)) {
                    out.accept(i + 1, rows.sample(line, source, file.name(), media));
                }
            } catch (SampleFailedException e) {
                out.fail(source, e.code(), e.getMessage());
            }
        }
    }

    @Override
    public void copy(InputFile file, LongPredicate wanted, OutputStream out) throws IOException {
        try (LineSource lines = LineSource.open(file, 0, limits.maxTextBytes())) {
            for (long line = 1; ; line++) {
                Optional<byte[]> next;
                try {
                    if (!lines.hasMore()) {
                        return;
                    }
                    next = next(lines, wanted.test(line));
                } catch (IOException e) {
                    // Reading told of it.
                    return;
                }
                if (next.isPresent()) {
                    out.write(next.get());
                    out.write('\n');
                }
            }
        }
    }

    private static Optional<byte[]> next(LineSource lines, boolean isWanted) throws IOException {
        if (!isWanted) {
            lines.skip();
            return Optional.empty();
        }
        try {
            return Optional.of(lines.next());
        } catch (SampleFailedException e) {
            // It is no sample, and was told so.
            return Optional.empty();
        }
    }

    /** Where a file is not compressed, a split knows the byte that it begins at; else all before it is unpacked once more. */
    private static List<Split> split(InputFile file, int size) {
        List<Split> splits = new ArrayList<>();
        long lines = 0;
        long from = 0;
        long start = 0;
        try (LineSource source = LineSource.open(file, 0, 0)) {
            while (source.skip()) {
                lines++;
                if (lines - from == size) {
                    splits.add(new Split(file.name(), from, lines, start));
                    from = lines;
                    start = source.offset().orElse(0);
                }
            }
        } catch (IOException e) {
            // Reading tells of it, where the file breaks off.
            lines++;
        }
        if (lines > from) {
            splits.add(new Split(file.name(), from, lines, start));
        }
        return splits;
    }

    private static boolean isJsonl(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String plain = lower.endsWith(".gz") ? lower.substring(0, lower.length() - ".gz".length()) : lower;
        return plain.endsWith(".jsonl") || plain.endsWith(".ndjson") || plain.endsWith(".json");
    }
}
