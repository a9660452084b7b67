package dev.tandem.core.store;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.FileSystemException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Sends a request again when the store was busy or did not answer: exponential back-off with full jitter, so that clients
 * which failed at the same moment do not come back at the same moment.
 */
final class StoreRetries {
    private static final Set<String> BUSY =
            Set.of("SlowDown", "SlowDownRead", "SlowDownWrite", "ServiceUnavailable", "RequestTimeout", "InternalError");
    private static final int NOT_IMPLEMENTED = 501;
    private static final int FULL = 507;

    private final StoreConnection connection;

    private final StoreListener listener;

    StoreRetries(StoreConnection connection, StoreListener listener) {
        this.connection = connection;
        this.listener = listener;
    }

    /** A request that can be sent again. */
    @FunctionalInterface
    interface Request<T> {
        /**
         * Sends the request.
         *
         * @param repeated whether an earlier attempt may have reached the store, although its answer was lost
         */
        T send(boolean repeated) throws MinioException, IOException;
    }

    <T> T run(Request<T> request) throws MinioException, IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return send(request, attempt > 1);
            } catch (MinioException | IOException e) {
                if (attempt == connection.attempts() || !isWorthAnother(e) || !waited(attempt)) {
                    throw e;
                }
                listener.retried();
            }
        }
    }

    /** The client hides what went wrong with a connection in an unchecked exception. */
    private static <T> T send(Request<T> request, boolean repeated) throws MinioException, IOException {
        try {
            return request.send(repeated);
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static boolean isWorthAnother(Exception error) {
        if (isFull(error)) {
            return false;
        }
        if (error instanceof ErrorResponseException answer) {
            int status = answer.response().code();
            return BUSY.contains(answer.errorResponse().code()) || isBusy(status);
        }
        if (error instanceof ServerException answer) {
            return isBusy(answer.statusCode());
        }
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof FileSystemException
                    || cause instanceof SSLHandshakeException
                    || cause instanceof SSLPeerUnverifiedException
                    || cause instanceof InterruptedException
                    || cause instanceof InterruptedIOException && !(cause instanceof SocketTimeoutException)) {
                return false;
            }
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    /** Whether the store says that it has no room: asking again does not make any. */
    static boolean isFull(Exception error) {
        String message = String.valueOf(error.getMessage());
        return message.contains("No space left") || message.contains("XMinioStorageFull");
    }

    private static boolean isBusy(int status) {
        return status >= 500 && status != NOT_IMPLEMENTED && status != FULL || status == 408 || status == 429;
    }

    private boolean waited(int attempt) {
        long bound = connection.firstDelay().toMillis() << Math.min(attempt - 1, 30);
        long millis = Math.min(bound, connection.maxDelay().toMillis());
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(millis + 1));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
