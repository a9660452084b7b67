package dev.tandem.workflows;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall;
import io.grpc.ForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.command.v1.Command;
import io.temporal.api.enums.v1.CommandType;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Keeps from Temporal's test server, which is the server of the local mode, what it does not survive: a decision that cancels an activity
 * which has ended since the decision was begun. It takes such a decision for made, refuses it, and never asks for another, so that the
 * workflow stands still for ever. Here a decision that cancels activities is given back once if any of the run has ended, and is made
 * again with all that has happened. Other servers need none of this. It sees what goes through the client's channel, which in one process
 * is everything.
 */
public final class LateCancels implements ClientInterceptor {
    /** Tasks that nobody answers are forgotten: those of workers that are gone. */
    private static final int MOST_TASKS = 100_000;

    private final Map<ByteString, String> runs = Collections.synchronizedMap(new Bounded<>());
    /** Runs of which an activity has ended since one of their decisions was last known to have heard of all that had. */
    private final Set<String> answered = Collections.newSetFromMap(Collections.synchronizedMap(new Bounded<>()));
    /** An activity ends, or a decision that cancels some is handed in: one at a time. */
    private final Semaphore turn = new Semaphore(1);

    /** Forgets what came first. */
    private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST_TASKS;
        }
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        ClientCall<Q, A> call = next.newCall(method, options);
        return switch (method.getBareMethodName()) {
            case "PollWorkflowTaskQueue", "PollActivityTaskQueue" -> new Polling<>(call);
            case "RespondActivityTaskCompleted", "RespondActivityTaskFailed", "RespondActivityTaskCanceled",
                    "RespondWorkflowTaskCompleted" -> new Answering<>(call, next);
            default -> call;
        };
    }

    private final class Polling<Q, A> extends ForwardingClientCall.SimpleForwardingClientCall<Q, A> {
        Polling(ClientCall<Q, A> call) {
            super(call);
        }

        @Override
        public void start(Listener<A> listener, Metadata headers) {
            super.start(new ForwardingClientCallListener.SimpleForwardingClientCallListener<>(listener) {
                @Override
                public void onMessage(A task) {
                    if (task instanceof PollWorkflowTaskQueueResponse decision && !decision.getTaskToken().isEmpty()) {
                        runs.put(decision.getTaskToken(), decision.getWorkflowExecution().getRunId());
                    } else if (task instanceof PollActivityTaskQueueResponse activity && !activity.getTaskToken().isEmpty()) {
                        runs.put(activity.getTaskToken(), activity.getWorkflowExecution().getRunId());
                    }
                    super.onMessage(task);
                }
            }, headers);
        }
    }

    /** Starts when it knows what is said. */
    private final class Answering<Q, A> extends ClientCall<Q, A> {
        private final ClientCall<Q, A> call;
        private final Channel channel;
        private Listener<A> listener;
        private Metadata headers;
        private int requested;
        private boolean isStarted;

        Answering(ClientCall<Q, A> call, Channel channel) {
            this.call = call;
            this.channel = channel;
        }

        @Override
        public void start(Listener<A> answers, Metadata given) {
            listener = answers;
            headers = given;
        }

        @Override
        public void request(int messages) {
            if (isStarted) {
                call.request(messages);
            } else {
                requested += messages;
            }
        }

        @Override
        public void sendMessage(Q said) {
            boolean isDecision = said instanceof RespondWorkflowTaskCompletedRequest;
            String run = runs.getOrDefault(token(said), "");
            runs.remove(token(said));
            if (isDecision && !cancels((RespondWorkflowTaskCompletedRequest) said)) {
                begin(listener);
                call.sendMessage(said);
                return;
            }
            turn.acquireUninterruptibly();
            try {
                if (isDecision && answered.contains(run)) {
                    giveBack((RespondWorkflowTaskCompletedRequest) said);
                    answered.remove(run);
                    turn.release();
                    return;
                }
                begin(new ForwardingClientCallListener.SimpleForwardingClientCallListener<>(listener) {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        if (!isDecision && status.isOk()) {
                            answered.add(run);
                        }
                        turn.release();
                        super.onClose(status, trailers);
                    }
                });
            } catch (RuntimeException e) {
                turn.release();
                throw e;
            }
            call.sendMessage(said);
        }

        private void begin(Listener<A> answers) {
            isStarted = true;
            call.start(answers, headers);
            call.request(requested);
        }

        private void giveBack(RespondWorkflowTaskCompletedRequest decision) {
            WorkflowServiceGrpc.newBlockingStub(channel).respondWorkflowTaskFailed(RespondWorkflowTaskFailedRequest.newBuilder()
                    .setNamespace(decision.getNamespace())
                    .setTaskToken(decision.getTaskToken())
                    .setIdentity(decision.getIdentity())
                    .setCause(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND)
                    .build());
        }

        @Override
        public void halfClose() {
            if (isStarted) {
                call.halfClose();
            } else {
                listener.onClose(Status.INVALID_ARGUMENT.withDescription("UnhandledCommand"), new Metadata());
            }
        }

        @Override
        public void cancel(String message, Throwable cause) {
            if (isStarted) {
                call.cancel(message, cause);
            }
        }
    }

    private static boolean cancels(RespondWorkflowTaskCompletedRequest decision) {
        return decision.getCommandsList().stream()
                .map(Command::getCommandType)
                .anyMatch(CommandType.COMMAND_TYPE_REQUEST_CANCEL_ACTIVITY_TASK::equals);
    }

    private static ByteString token(Object said) {
        return switch (said) {
            case RespondActivityTaskCompletedRequest done -> done.getTaskToken();
            case RespondActivityTaskFailedRequest failed -> failed.getTaskToken();
            case RespondActivityTaskCanceledRequest cancelled -> cancelled.getTaskToken();
            case RespondWorkflowTaskCompletedRequest decision -> decision.getTaskToken();
            default -> throw new IllegalArgumentException("No answer to a task: " + said.getClass());
        };
    }
}
