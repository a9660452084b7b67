package dev.tandem.core.labels;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.labels.LabelSampling.Chosen;
import dev.tandem.core.model.Digest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/** Chosen samples as people are to see them: with what mappers made of them, whether they were kept or not. */
public final class LabelExport {
    private LabelExport() {}

    /** Tasks by id; images are sent along as long as there is room for them. */
    public static List<LabelTask> tasks(ShardStore store, String run, String stage, List<Chosen> chosen) {
        Map<Digest, List<Chosen>> byView = new LinkedHashMap<>();
        chosen.forEach(one -> byView.computeIfAbsent(one.view().key(), unused -> new ArrayList<>()).add(one));
        List<LabelTask> tasks = new ArrayList<>();
        long[] room = {LabelTask.ALL_IMAGE_BYTES};
        byView.values().forEach(ofView -> {
            ShardView view = ofView.getFirst().view();
            RoaringBitmap rows = new RoaringBitmap();
            ofView.forEach(one -> rows.add(one.row()));
            store.samples(view, rows, (row, sample) -> {
                LabelTask task = LabelTask.of(run, stage, sample, room[0]);
                room[0] -= task.images().stream().mapToLong(String::length).sum() * 3 / 4;
                tasks.add(task);
            });
        });
        tasks.sort(Comparator.comparing(LabelTask::id));
        return tasks;
    }
}
