package dev.tandem.core.sort;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Sorted files as one. */
final class MergedRuns extends RecordCursor {
    private final List<RecordCursor> opened = new ArrayList<>();
    private final PriorityQueue<RecordCursor> heads;
    private RecordCursor current;

    MergedRuns(List<RunFile> runs, int keyLength) {
        heads = new PriorityQueue<>(runs.size(), (left, right) -> compare(left, right, keyLength));
        for (RunFile run : runs) {
            RecordCursor cursor = run.cursor();
            opened.add(cursor);
            if (cursor.next()) {
                heads.add(cursor);
            }
        }
    }

    private static int compare(RecordCursor left, RecordCursor right, int keyLength) {
        for (int i = 0; i < keyLength; i++) {
            int compared = Long.compare(left.value(i), right.value(i));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    @Override
    public boolean next() {
        if (current != null && current.next()) {
            heads.add(current);
        }
        current = heads.poll();
        if (current == null) {
            return false;
        }
        data = current.data;
        at = current.at;
        length = current.length;
        return true;
    }

    @Override
    public void close() {
        opened.forEach(RecordCursor::close);
    }
}
