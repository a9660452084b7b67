package dev.tandem.workflows;

import dev.tandem.core.rpc.CallOrigin;
import dev.tandem.core.trace.Spans;
import dev.tandem.core.trace.TraceHeaders;
import io.grpc.Context;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.OptionalInt;
import org.slf4j.MDC;

/** Everything that an activity does and logs tells for which run, step and shard, and where in the trace it stands. */
final class ActivityOrigin extends WorkerInterceptorBase {

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            private ActivityInfo info;

            @Override
            public void init(ActivityExecutionContext context) {
                info = context.getInfo();
                super.init(context);
            }

            @Override
            public ActivityOutput execute(ActivityInput input) {
                CallOrigin origin = origin(info, input.getArguments());
                Context context = Context.current().withValue(CallOrigin.CURRENT, origin);
                Context previous = context.attach();
                origin.fields().forEach(MDC::put);
                try {
                    return Spans.within(
                            info.getActivityType(),
                            SpanKind.CONSUMER,
                            attributes(origin, info),
                            TraceHeaders.context(TracePropagator.headers()),
                            () -> super.execute(input));
                } finally {
                    origin.fields().keySet().forEach(MDC::remove);
                    context.detach(previous);
                }
            }
        };
    }

    private static CallOrigin origin(ActivityInfo info, Object[] arguments) {
        // A child is named by its run and its part of it.
        String run = info.getWorkflowId().replaceFirst("/.*", "");
        return arguments.length > 0 && arguments[0] instanceof ShardTask task
                ? new CallOrigin(run, OptionalInt.of(task.step()), OptionalInt.of(task.index()))
                : new CallOrigin(run, OptionalInt.empty(), OptionalInt.empty());
    }

    private static Attributes attributes(CallOrigin origin, ActivityInfo info) {
        AttributesBuilder attributes = Attributes.builder().put("tandem.attempt", info.getAttempt());
        origin.fields().forEach((field, value) -> attributes.put("tandem." + field, value));
        return attributes.build();
    }
}
