package dev.tandem.workflows;

import com.google.protobuf.util.Durations;
import dev.tandem.core.run.RunFilter;
import dev.tandem.core.run.RunIndex;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.run.RunStore;
import io.temporal.api.namespace.v1.NamespaceConfig;
import io.temporal.api.workflowservice.v1.UpdateNamespaceRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The runs that the workflow server finds by its search attributes. It counts a million runs without reading one; but it learns
 * of a run, or of its new state, a moment later, and forgets finished runs after the namespace's retention.
 */
public final class VisibilityRunIndex implements RunIndex {
    /** Most pages are of the last hours; every further look back goes four times as far. */
    private static final Duration FIRST_LOOK = Duration.ofHours(1);
    private static final int WIDER = 4;

    private final WorkflowClient client;

    public VisibilityRunIndex(WorkflowClient client) {
        this.client = client;
    }

    /** The server cannot be asked for an order: so it is asked for a time that is looked through as a whole. */
    @Override
    public List<String> page(RunFilter filter, Optional<String> after, int limit) {
        Optional<Instant> newest = after.flatMap(RunStore::submitted);
        String all = query(filter) + newest.map(time -> submitted("<=", time)).orElse("");
        long count = client.countWorkflows(all).getCount();
        SortedSet<String> seen = new TreeSet<>(RunStore.NEWEST_FIRST);
        Instant end = newest.orElseGet(Instant::now);
        Duration look = FIRST_LOOK;
        Optional<Instant> to = newest;
        while (true) {
            Instant from = end.minus(look);
            String query = query(filter) + submitted(">", from) + to.map(time -> submitted("<=", time)).orElse("");
            client.listExecutions(query).forEach(found -> seen.add(found.getExecution().getWorkflowId()));
            List<String> page = seen.stream()
                    .filter(run -> after.isEmpty() || RunStore.NEWEST_FIRST.compare(run, after.get()) > 0)
                    .limit(limit)
                    .toList();
            if (page.size() == limit || seen.size() >= count || from.isBefore(Instant.EPOCH)) {
                return page;
            }
            to = Optional.of(from);
            end = from;
            look = look.multipliedBy(WIDER);
        }
    }

    @Override
    public long count(RunFilter filter) {
        return client.countWorkflows(query(filter)).getCount();
    }

    /**
     * Sets how long the server keeps finished runs, of the whole namespace.
     *
     * @param retention at least a day
     */
    public void keepFor(Duration retention) {
        client.getWorkflowServiceStubs().blockingStub().updateNamespace(UpdateNamespaceRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setConfig(NamespaceConfig.newBuilder()
                        .setWorkflowExecutionRetentionTtl(Durations.fromSeconds(retention.toSeconds())))
                .build());
    }

    private static String query(RunFilter filter) {
        return "WorkflowType = 'CurationWorkflow' AND " + equal(RunAttributes.TENANT.getName(), filter.tenant())
                + filter.recipe().map(recipe -> " AND " + equal(RunAttributes.RECIPE.getName(), recipe)).orElse("")
                + filter.state().map(VisibilityRunIndex::state).orElse("")
                // What a run left behind when its history started anew.
                + " AND ExecutionStatus != 'ContinuedAsNew'";
    }

    /** A run says itself how far it is, unless somebody ended it from outside. */
    private static String state(RunStatus status) {
        return switch (status) {
            case RUNNING, PAUSED, IN_REVIEW ->
                    " AND " + equal(RunAttributes.STATE.getName(), status.name()) + " AND ExecutionStatus = 'Running'";
            case COMPLETED, FAILED, CANCELLED -> " AND " + equal(RunAttributes.STATE.getName(), status.name());
            case INTERRUPTED -> " AND " + RunAttributes.STATE.getName() + " IN ('" + RunStatus.RUNNING + "', '" + RunStatus.PAUSED
                    + "', '" + RunStatus.IN_REVIEW + "') AND ExecutionStatus != 'Running'";
        };
    }

    private static String submitted(String comparison, Instant time) {
        return " AND " + RunAttributes.SUBMITTED.getName() + " " + comparison + " " + time.toEpochMilli();
    }

    private static String equal(String attribute, String value) {
        return attribute + " = '" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
