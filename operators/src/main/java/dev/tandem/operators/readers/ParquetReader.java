package dev.tandem.operators.readers;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.parquet.ParquetRows;
import dev.tandem.core.shard.SampleFile;
import dev.tandem.core.shard.SampleSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads Parquet: data sets that Tandem published, with all their parts, or tables with a column of text; other flat
 * columns become metadata. A file is held in memory while it is read, and may have 1 GiB at most: cut larger ones.
 */
@OperatorName("parquet")
public final class ParquetReader implements Reader {
    private static final long MAX_FILE_BYTES = 1L << 30;

    private final Params params;

    public ParquetReader(Params params, OperatorContext context) {
        this.params = params;
    }

    /**
     * Names of columns.
     *
     * @param textKey column with the text, of tables that Tandem did not write
     * @param idKey column with the row's own id
     */
    public record Params(@Setting("text") String textKey, @Setting("id") String idKey) {}

    @Override
    public List<Split> split(Input input, int samplesPerSplit) {
        List<Split> splits = new ArrayList<>();
        for (InputFile file : files(input)) {
            long rows = 1;
            try {
                rows = ParquetRows.count(bytes(file));
            } catch (IOException | RuntimeException e) {
                // Reading the split reports the file.
            }
            for (long from = 0; from < rows; from += samplesPerSplit) {
                splits.add(new Split(file.name(), from, Math.min(from + samplesPerSplit, rows)));
            }
        }
        return splits;
    }

    @Override
    public void read(Input input, Split split, Output out) {
        InputFile file = files(input).stream().filter(found -> found.name().equals(split.file())).findFirst().orElseThrow();
        try {
            byte[] bytes = bytes(file);
            MessageType schema = ParquetRows.schema(bytes);
            long[] row = {0};
            if (schema.containsField("content_digest") && schema.containsField("parts")) {
                SampleFile.read(bytes, SampleSchema.FULL, digest -> new byte[0], read -> {
                    if (row[0] >= split.from() && row[0] < split.to()) {
                        out.accept(read.sample());
                    }
                    row[0]++;
                });
                return;
            }
            if (!schema.containsField(params.textKey())) {
                out.fail(file.name(), ErrorCode.UNREADABLE_INPUT, "There is no column '" + params.textKey()
                        + "'; name the text column with text_key, one of " + schema.getFields().stream().map(Type::getName).toList());
                return;
            }
            ParquetRows.read(bytes, flat(schema), group -> {
                if (row[0] >= split.from() && row[0] < split.to()) {
                    row(group, file.name(), row[0], out);
                }
                row[0]++;
            });
        } catch (IOException | RuntimeException e) {
            if (e instanceof TandemException tandem && tandem.code() != ErrorCode.CORRUPT_OBJECT) {
                throw tandem;
            }
            out.fail(file.name(), ErrorCode.UNREADABLE_INPUT, "Not readable as Parquet: " + e.getMessage());
        }
    }

    private void row(Group group, String file, long row, Output out) {
        String source = file + "#" + (row + 1);
        if (group.getFieldRepetitionCount(params.textKey()) == 0) {
            out.fail(source, ErrorCode.MALFORMED_ROW, "The column '" + params.textKey() + "' is null");
            return;
        }
        Map<String, String> metadata = new TreeMap<>();
        metadata.put(SampleMetadata.INPUT, file);
        for (Type field : group.getType().getFields()) {
            String name = field.getName();
            if (!name.equals(params.textKey()) && group.getFieldRepetitionCount(name) > 0) {
                metadata.put(name.equals(params.idKey()) ? SampleMetadata.ROW_ID : name, group.getValueToString(group.getType().getFieldIndex(name), 0));
            }
        }
        out.accept(Sample.read(source, metadata, List.of(new Part.Text(group.getString(params.textKey(), 0)))));
    }

    /** Columns of single values only. */
    private static MessageType flat(MessageType schema) {
        return new MessageType(
                schema.getName(),
                schema.getFields().stream()
                        .filter(field -> field.isPrimitive() && !field.isRepetition(Type.Repetition.REPEATED))
                        .toList());
    }

    private static byte[] bytes(InputFile file) throws IOException {
        if (file.size() > MAX_FILE_BYTES) {
            throw new IOException("it has " + file.size() + " bytes, more than " + MAX_FILE_BYTES + "; cut it into smaller files");
        }
        return Files.readAllBytes(file.path());
    }

    private static List<InputFile> files(Input input) {
        return input.files().stream().filter(file -> file.name().toLowerCase(Locale.ROOT).endsWith(".parquet")).toList();
    }
}
