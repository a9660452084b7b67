package dev.tandem.core.store;

import dev.tandem.core.store.StoreListener.Operation;
import dev.tandem.core.store.StoreListener.Outcome;
import dev.tandem.core.trace.Spans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Another object store, of whose every request a listener hears, and which stands in the trace.
 *
 * @param objects the store that does the work
 */
public record ObservedObjectStore(ObjectStore objects, StoreListener listener) implements ObjectStore {
    private static final AttributeKey<String> KEY = AttributeKey.stringKey("tandem.object");

    @Override
    public Optional<byte[]> find(ObjectKey key) {
        return observed(
                Operation.FIND,
                key.path(),
                () -> objects.find(key),
                Optional::isPresent,
                found -> found.map(bytes -> bytes.length).orElse(0));
    }

    @Override
    public byte[] range(ObjectKey key, long offset, int length) {
        return observed(
                Operation.RANGE,
                key.path(),
                () -> objects.range(key, offset, length),
                bytes -> true,
                bytes -> bytes.length);
    }

    @Override
    public Optional<ObjectInfo> info(ObjectKey key) {
        return observed(Operation.INFO, key.path(), () -> objects.info(key), Optional::isPresent, found -> 0);
    }

    @Override
    public void put(ObjectKey key, byte[] bytes) {
        observed(Operation.PUT, key.path(), () -> objects.put(key, bytes), bytes.length);
    }

    @Override
    public void putFile(ObjectKey key, Path file) {
        observed(Operation.PUT_FILE, key.path(), () -> objects.putFile(key, file), size(file));
    }

    @Override
    public void getFile(ObjectKey key, Path file) {
        observed(
                Operation.GET_FILE,
                key.path(),
                () -> {
                    objects.getFile(key, file);
                    return file;
                },
                there -> true,
                ObservedObjectStore::size);
    }

    @Override
    public boolean putIfAbsent(ObjectKey key, byte[] bytes) {
        return observed(
                Operation.PUT_IF_ABSENT,
                key.path(),
                () -> objects.putIfAbsent(key, bytes),
                wrote -> wrote,
                wrote -> bytes.length);
    }

    @Override
    public boolean renew(ObjectKey key) {
        return observed(Operation.RENEW, key.path(), () -> objects.renew(key), there -> there, there -> 0);
    }

    @Override
    public void forEach(String prefix, Consumer<ObjectInfo> consumer) {
        observed(Operation.LIST, prefix, () -> objects.forEach(prefix, consumer), 0);
    }

    @Override
    public void delete(ObjectKey key) {
        observed(Operation.DELETE, key.path(), () -> objects.delete(key), 0);
    }

    private void observed(Operation operation, String key, Runnable request, long bytes) {
        observed(
                operation,
                key,
                () -> {
                    request.run();
                    return true;
                },
                done -> done,
                done -> bytes);
    }

    private <T> T observed(
            Operation operation, String key, Supplier<T> request, Predicate<T> done, ToLongFunction<T> bytes) {
        long start = System.nanoTime();
        T answer;
        try {
            answer = Spans.within(name(operation), SpanKind.CLIENT, Attributes.of(KEY, key), request);
        } catch (RuntimeException | Error e) {
            listener.ended(operation, 0, since(start), Outcome.FAILED);
            throw e;
        }
        listener.ended(operation, bytes.applyAsLong(answer), since(start), done.test(answer) ? Outcome.OK : Outcome.NOT_DONE);
        return answer;
    }

    private static String name(Operation operation) {
        return "store " + operation.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
