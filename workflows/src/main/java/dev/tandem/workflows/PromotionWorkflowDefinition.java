package dev.tandem.workflows;

import dev.tandem.core.experiment.ExperimentRecord;
import dev.tandem.core.model.Digest;
import dev.tandem.core.run.DatasetRecord;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The data set first: a model whose data nobody can find is worth less than the other way round. */
public final class PromotionWorkflowDefinition implements PromotionWorkflow {
    @Override
    public ExperimentRecord.Promoted promote(PromotionRequest request) {
        Optional<DatasetRecord> dataset = request.dataset().map(name -> Activities.whole(ServiceKind.PUBLISHING)
                .publish(request.curation(), name, request.step(), request.views()));
        SortedMap<String, Digest> models =
                request.cell().map(cell -> Activities.cells().adoptCell(cell)).orElseGet(TreeMap::new);
        ExperimentRecord.Promoted promoted = new ExperimentRecord.Promoted(
                request.winner(), request.reason(), Instant.ofEpochMilli(Workflow.currentTimeMillis()).toString(), dataset, models);
        Activities.experimentBookkeeping().recordPromotion(request.experiment(), promoted);
        return promoted;
    }
}
