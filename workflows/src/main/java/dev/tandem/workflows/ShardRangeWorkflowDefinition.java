package dev.tandem.workflows;

/** Works on a range of shards in a history of its own. */
public final class ShardRangeWorkflowDefinition implements ShardRangeWorkflow {
    private final ShardWindow window = new ShardWindow();

    @Override
    public ShardRange.Result process(ShardRange range) {
        return window.process(range, outcome -> {});
    }

    @Override
    public void pauseRange() {
        window.pause();
    }

    @Override
    public void resumeRange() {
        window.resume();
    }
}
