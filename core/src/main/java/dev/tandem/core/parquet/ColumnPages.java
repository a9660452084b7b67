package dev.tandem.core.parquet;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.values.ValuesReader;

/** The pages of a column in a row group, as {@link ParquetRows} writes them, one after the other. */
final class ColumnPages {
    private static final int UNCOMPRESSED = 0;
    private static final int ZSTD = 6;
    private static final int DATA_PAGE = 0;
    private static final int DICTIONARY_PAGE = 2;
    private static final int MAX_PAGE_BYTES = 256 << 20;

    private final FileLayout.Chunk chunk;
    private final byte[] bytes;
    private final int end;
    private int at;
    private Dictionary dictionary;

    /** @param at where the chunk begins in the bytes */
    ColumnPages(FileLayout.Chunk chunk, byte[] bytes, int at) {
        this.chunk = chunk;
        this.bytes = bytes;
        this.at = at;
        this.end = at + chunk.length();
    }

    /** A page's cells. */
    interface Page {
        /**
         * Decodes them.
         *
         * @param repeated 0 for a cell that begins a row
         * @param defined 0 for a cell that holds nothing
         * @param dictionary of the values, or null where they stand in the page
         */
        void decode(int cells, ValuesReader repeated, ValuesReader defined, ValuesReader values, Dictionary dictionary)
                throws IOException;
    }

    void forEach(Page consumer) throws IOException {
        try {
            while (at < end) {
                Header header = Header.read(new CompactReader(bytes, at, end));
                at = header.end;
                byte[] page = content(header);
                at += header.compressed;
                if (header.type == DICTIONARY_PAGE) {
                    DictionaryPage encoded = new DictionaryPage(BytesInput.from(page), header.values, header.encoding());
                    dictionary = header.encoding().initDictionary(chunk.descriptor(), encoded);
                } else if (header.type == DATA_PAGE) {
                    decode(header, page, consumer);
                } else {
                    throw new IOException("it has pages of a kind that Tandem does not write: " + header.type);
                }
            }
        } catch (RuntimeException e) {
            throw new IOException("the column " + chunk.descriptor() + " cannot be decoded: " + e, e);
        }
    }

    private void decode(Header header, byte[] page, Page consumer) throws IOException {
        ColumnDescriptor descriptor = chunk.descriptor();
        ByteBufferInputStream in = ByteBufferInputStream.wrap(ByteBuffer.wrap(page));
        ValuesReader repeated = header.levels[1].getValuesReader(descriptor, ValuesType.REPETITION_LEVEL);
        ValuesReader defined = header.levels[0].getValuesReader(descriptor, ValuesType.DEFINITION_LEVEL);
        repeated.initFromPage(header.values, in);
        defined.initFromPage(header.values, in);
        boolean byDictionary = header.encoding().usesDictionary();
        ValuesReader values = byDictionary
                ? header.encoding().getDictionaryBasedValuesReader(descriptor, ValuesType.VALUES, dictionary)
                : header.encoding().getValuesReader(descriptor, ValuesType.VALUES);
        values.initFromPage(header.values, in);
        consumer.decode(header.values, repeated, defined, values, byDictionary ? dictionary : null);
    }

    private byte[] content(Header header) throws IOException {
        if (header.compressed < 0 || header.compressed > end - at) {
            throw new IOException("a page has " + header.compressed + " bytes, where " + (end - at) + " are left");
        }
        if (header.size < 0 || header.size > MAX_PAGE_BYTES || header.values < 0 || header.values > FileLayout.MAX_ROWS) {
            throw new IOException("a page has " + header.size + " bytes of " + header.values + " cells");
        }
        CRC32 crc = new CRC32();
        crc.update(bytes, at, header.compressed);
        if (header.hasCrc && (int) crc.getValue() != header.crc) {
            throw new IOException("a page of the column " + chunk.descriptor() + " does not match its checksum");
        }
        if (chunk.codec() == ZSTD && Zstd.getFrameContentSize(bytes, at, header.compressed) != header.size) {
            throw new IOException("a page does not hold the " + header.size + " bytes that it says it does");
        }
        byte[] page = new byte[header.size];
        if (chunk.codec() == ZSTD) {
            long length = Zstd.decompressByteArray(page, 0, page.length, bytes, at, header.compressed);
            if (length != page.length) {
                throw new IOException("a page cannot be decompressed: " + (Zstd.isError(length) ? Zstd.getErrorName(length) : length));
            }
        } else if (chunk.codec() == UNCOMPRESSED && header.size == header.compressed) {
            System.arraycopy(bytes, at, page, 0, page.length);
        } else {
            throw new IOException("it is compressed with a codec that Tandem does not use: " + chunk.codec());
        }
        return page;
    }

    private static final class Header {
        private int type;
        private int size;
        private int compressed;
        private int crc;
        private boolean hasCrc;
        private int values;
        /** Of the values, of the definition levels, of the repetition levels. */
        private final long[] encodings = new long[3];
        private final Encoding[] levels = new Encoding[2];
        private int end;

        static Header read(CompactReader in) throws IOException {
            Header header = new Header();
            in.struct(field -> {
                switch (field) {
                    case 1 -> header.type = (int) in.number();
                    case 2 -> header.size = (int) in.number();
                    case 3 -> header.compressed = (int) in.number();
                    case 4 -> {
                        header.crc = (int) in.number();
                        header.hasCrc = true;
                    }
                    case 5, 7 -> in.struct(part -> header.cells(part, in));
                    default -> {
                        return false;
                    }
                }
                return true;
            });
            header.end = in.position();
            for (int i = 0; i < header.levels.length; i++) {
                header.levels[i] = encoding(header.encodings[i + 1]);
            }
            return header;
        }

        private boolean cells(int field, CompactReader in) throws IOException {
            switch (field) {
                case 1 -> values = (int) in.number();
                case 2 -> encodings[0] = in.number();
                case 3 -> {
                    // Of a dictionary, this is a flag without a value behind it.
                    if (type == DICTIONARY_PAGE) {
                        return false;
                    }
                    encodings[1] = in.number();
                }
                case 4 -> encodings[2] = in.number();
                default -> {
                    return false;
                }
            }
            return true;
        }

        Encoding encoding() throws IOException {
            return encoding(encodings[0]);
        }

        private static Encoding encoding(long number) throws IOException {
            return switch ((int) number) {
                case 0 -> Encoding.PLAIN;
                case 2 -> Encoding.PLAIN_DICTIONARY;
                case 3 -> Encoding.RLE;
                case 4 -> Encoding.BIT_PACKED;
                case 8 -> Encoding.RLE_DICTIONARY;
                default -> throw new IOException("there is an encoding that Tandem does not use: " + number);
            };
        }
    }
}
