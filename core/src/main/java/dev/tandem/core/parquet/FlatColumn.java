package dev.tandem.core.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * A column with one cell at most in a row, decoded page by page. Parquet's own reader of columns, which knows nested columns as
 * well, takes more than twice as long; it is what this one's pages are read like.
 */
final class FlatColumn {
    private final ColumnDescriptor descriptor;
    private final PageReader pages;
    private final Dictionary dictionary;

    private FlatColumn(PageReadStore store, ColumnDescriptor descriptor) {
        this.descriptor = descriptor;
        this.pages = store.getPageReader(descriptor);
        DictionaryPage page = pages.readDictionaryPage();
        try {
            this.dictionary = page == null ? null : page.getEncoding().initDictionary(descriptor, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Numbers by row; NaN where there is none. */
    static double[] numbers(PageReadStore store, ColumnDescriptor descriptor, int rows) {
        double[] numbers = new double[rows];
        boolean optional = descriptor.getMaxDefinitionLevel() > 0;
        new FlatColumn(store, descriptor).forEachPage(rows, (from, count, defined, values, isDictionary) -> {
            for (int i = 0; i < count; i++) {
                numbers[from + i] = optional && defined.readInteger() == 0 ? Double.NaN : values.readDouble();
            }
        });
        return numbers;
    }

    /** Texts by row; empty where there is none. */
    static String[] texts(PageReadStore store, ColumnDescriptor descriptor, int rows) {
        String[] texts = new String[rows];
        Arrays.fill(texts, "");
        FlatColumn column = new FlatColumn(store, descriptor);
        String[] known = new String[column.dictionary == null ? 0 : column.dictionary.getMaxId() + 1];
        boolean optional = descriptor.getMaxDefinitionLevel() > 0;
        column.forEachPage(rows, (from, count, defined, values, isDictionary) -> {
            for (int i = 0; i < count; i++) {
                if (optional && defined.readInteger() == 0) {
                    continue;
                }
                if (isDictionary) {
                    int id = values.readValueDictionaryId();
                    if (known[id] == null) {
                        known[id] = column.dictionary.decodeToBinary(id).toStringUsingUTF8();
                    }
                    texts[from + i] = known[id];
                } else {
                    texts[from + i] = values.readBytes().toStringUsingUTF8();
                }
            }
        });
        return texts;
    }

    private interface Page {
        void decode(int from, int count, ValuesReader defined, ValuesReader values, boolean isDictionary);
    }

    private void forEachPage(int rows, Page consumer) {
        int from = 0;
        for (DataPage page = pages.readPage(); page != null; page = pages.readPage()) {
            if (!(page instanceof DataPageV1 found) || descriptor.getMaxRepetitionLevel() > 0) {
                throw new ParquetDecodingException("Expected flat pages of version 1, found " + page + " of " + descriptor);
            }
            try {
                ByteBufferInputStream bytes = found.getBytes().toInputStream();
                ValuesReader defined = found.getDlEncoding().getValuesReader(descriptor, ValuesType.DEFINITION_LEVEL);
                found.getRlEncoding().getValuesReader(descriptor, ValuesType.REPETITION_LEVEL).initFromPage(found.getValueCount(), bytes);
                defined.initFromPage(found.getValueCount(), bytes);
                Encoding encoding = found.getValueEncoding();
                ValuesReader values = encoding.usesDictionary()
                        ? encoding.getDictionaryBasedValuesReader(descriptor, ValuesType.VALUES, dictionary)
                        : encoding.getValuesReader(descriptor, ValuesType.VALUES);
                values.initFromPage(found.getValueCount(), bytes);
                consumer.decode(from, found.getValueCount(), defined, values, encoding.usesDictionary());
                from += found.getValueCount();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (from != rows) {
            throw new ParquetDecodingException("Expected " + rows + " cells of " + descriptor + ", found " + from);
        }
    }
}
