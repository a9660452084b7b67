package dev.tandem.core.sort;

/** Leaves out each record whose key equals that of the record before. */
final class DistinctRecords extends RecordCursor {
    private final RecordCursor records;
    private final long[] key;
    private boolean first = true;

    DistinctRecords(RecordCursor records, int keyLength) {
        this.records = records;
        this.key = new long[keyLength];
    }

    @Override
    public boolean next() {
        while (records.next()) {
            if (first || isNew()) {
                first = false;
                System.arraycopy(records.data, records.at, key, 0, key.length);
                data = records.data;
                at = records.at;
                length = records.length;
                return true;
            }
        }
        return false;
    }

    private boolean isNew() {
        for (int i = 0; i < key.length; i++) {
            if (records.value(i) != key[i]) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        records.close();
    }
}
