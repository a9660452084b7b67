package dev.tandem.workflows;

import io.temporal.activity.ActivityInterface;

/** Work on one shard: one call to a service. */
@ActivityInterface
public interface ShardActivities {
    ShardOutcome process(ShardTask task);
}
