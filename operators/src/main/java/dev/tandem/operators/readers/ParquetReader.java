package dev.tandem.operators.readers;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.MediaContent;
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
import dev.tandem.core.shard.ShardRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * Reads Parquet: data sets that Tandem published, with all their parts, or tables with a column of text; other flat
 * columns become metadata. Where a file breaks off, the rows that are left of a split are failed. A file is held in
 * memory while it is read, and may have 1 GiB at most: cut larger ones.
 */
@OperatorName(value = "parquet", version = 2)
public final class ParquetReader implements Reader {
    private static final long MAX_FILE_BYTES = 1L << 30;
    private static final long MAX_ROWS = Integer.MAX_VALUE;

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
        return input.files().stream()
                .filter(file -> file.name().toLowerCase(Locale.ROOT).endsWith(".parquet"))
                .flatMap(file -> Split.cut(file.name(), rows(file), samplesPerSplit).stream())
                .toList();
    }

    /** One for a file that cannot be read at all: reading that row reports the file. */
    private long rows(InputFile file) {
        try {
            byte[] bytes = bytes(file);
            check(ParquetRows.schema(bytes));
            long rows = ParquetRows.count(bytes);
            return rows < 0 || rows > MAX_ROWS ? 1 : rows;
        } catch (IOException | SampleFailedException e) {
            return 1;
        } catch (RuntimeException e) {
            rethrowOthersThanCorrupt(e);
            return 1;
        }
    }

    @Override
    public void read(Input input, Split split, Output out) {
        InputFile file = input.file(split.file());
        long[] row = {split.from()};
        try {
            byte[] bytes = bytes(file);
            MessageType schema = ParquetRows.schema(bytes);
            check(schema);
            if (isTandem(schema)) {
                SampleFile.read(bytes, SampleSchema.FULL, split.from(), split.to(), digest -> new byte[0], read -> {
                    row[0]++;
                    tandem(read, out);
                });
            } else {
                ParquetRows.read(bytes, flat(schema), split.from(), split.to(), group -> {
                    row[0]++;
                    flat(group, file.name(), row[0], out);
                });
            }
        } catch (SampleFailedException e) {
            out.fail(file.name(), e.code(), e.getMessage());
        } catch (IOException | RuntimeException e) {
            rethrowOthersThanCorrupt(e);
            unreadable(file, row[0], split, "Not readable as Parquet: " + e.getMessage(), out);
        }
    }

    /** The file, where nothing of it can be read; else each row of the split that is left. */
    private static void unreadable(InputFile file, long from, Split split, String message, Output out) {
        if (split.from() == 0 && split.to() == 1) {
            out.fail(file.name(), ErrorCode.UNREADABLE_INPUT, message);
            return;
        }
        for (long row = from; row < split.to(); row++) {
            out.fail(file.name() + "#" + (row + 1), ErrorCode.UNREADABLE_INPUT, message);
        }
    }

    /** A store that does not answer is not a broken file. */
    private static void rethrowOthersThanCorrupt(Exception e) {
        if (e instanceof TandemException tandem && tandem.code() != ErrorCode.CORRUPT_OBJECT) {
            throw tandem;
        }
    }

    private static boolean isTandem(MessageType schema) {
        return schema.containsField("content_digest") && schema.containsField("parts");
    }

    private void check(MessageType schema) throws SampleFailedException {
        if (isTandem(schema)) {
            return;
        }
        boolean text = schema.containsField(params.textKey()) && isText(schema.getType(params.textKey()));
        if (!text) {
            throw new SampleFailedException(ErrorCode.UNREADABLE_INPUT, "There is no column '" + params.textKey()
                    + "' of text; name the text column with text_key, one of "
                    + schema.getFields().stream().map(Type::getName).toList());
        }
    }

    private static boolean isText(Type column) {
        return column.isPrimitive()
                && !column.isRepetition(Type.Repetition.REPEATED)
                && column.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
    }

    /** What the file says of its contents is not believed: others share scores by digest. */
    private static void tandem(ShardRow read, Output out) {
        Sample sample = read.sample();
        if (read.failure().isPresent()) {
            out.fail(sample.source(), read.failure().get().code(), read.failure().get().message());
            return;
        }
        List<Part> parts = new ArrayList<>();
        for (Part part : sample.parts()) {
            parts.add(switch (part) {
                case Part.Media media -> new Part.Media(
                        media.modality(), media.mediaType(), MediaContent.of(media.content().bytes()), media.attributes());
                // Decoded, as somebody else may have written bytes that are no UTF-8.
                case Part.Text text -> new Part.Text(text.text(), text.attributes());
            });
        }
        Sample verified = sample.withParts(parts);
        if (verified.contentDigest().equals(sample.contentDigest())) {
            out.accept(verified);
        } else {
            out.fail(sample.source(), ErrorCode.CORRUPT_OBJECT, "The content does not match its digest in the file,"
                    + " or media stand outside the file; read what 'parquet' published");
        }
    }

    private void flat(Group group, String file, long number, Output out) {
        String source = file + "#" + number;
        try {
            if (group.getFieldRepetitionCount(params.textKey()) == 0) {
                throw new SampleFailedException(
                        ErrorCode.MALFORMED_ROW, "The column '" + params.textKey() + "' is null");
            }
            String text = StrictText.decode(group.getBinary(params.textKey(), 0).getBytes(), StandardCharsets.UTF_8);
            Map<String, String> metadata = new TreeMap<>();
            for (Type field : group.getType().getFields()) {
                String name = field.getName();
                if (!name.equals(params.textKey()) && group.getFieldRepetitionCount(name) > 0) {
                    String value = group.getValueToString(group.getType().getFieldIndex(name), 0);
                    metadata.put(name.equals(params.idKey()) ? SampleMetadata.ROW_ID : name, value);
                }
            }
            metadata.putIfAbsent(SampleMetadata.INPUT, file);
            out.accept(Sample.read(source, metadata, List.of(new Part.Text(text))));
        } catch (SampleFailedException e) {
            out.fail(source, e.code(), e.getMessage());
        }
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
            throw new IOException(
                    "it has " + file.size() + " bytes, more than " + MAX_FILE_BYTES + "; cut it into smaller files");
        }
        return Files.readAllBytes(file.path());
    }
}
