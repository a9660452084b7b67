package dev.tandem.core.plugin;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * An operator of a jar: a defect in it fails the sample that meets it, where a sample can fail, and is told as the jar's,
 * not as one of Tandem.
 */
final class GuardedOperator implements InvocationHandler {
    private static final int MESSAGE_CHARACTERS = 300;

    private final String who;
    private final CurationOperator operator;

    private GuardedOperator(String who, CurationOperator operator) {
        this.who = who;
        this.operator = operator;
    }

    /**
     * Creates an operator behind a guard.
     *
     * @param who named in messages
     */
    static CurationOperator create(String who, Supplier<CurationOperator> made) {
        CurationOperator[] operator = new CurationOperator[1];
        run(who, () -> operator[0] = made.get());
        return (CurationOperator) Proxy.newProxyInstance(
                CurationOperator.class.getClassLoader(), kinds(operator[0].getClass()), new GuardedOperator(who, operator[0]));
    }

    /** Runs what no sample is to blame for. */
    static void run(String who, Runnable work) {
        try {
            work.run();
        } catch (TandemException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw broken(who, e);
        }
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (operator instanceof Filter filter && method.getName().equals("measure")) {
            measure(filter, (Batch) arguments[0], (Measurements) arguments[1]);
            return null;
        }
        boolean sampleMayFail = Arrays.asList(method.getExceptionTypes()).contains(SampleFailedException.class);
        Object result;
        try {
            result = method.invoke(operator, arguments);
        } catch (InvocationTargetException e) {
            throw told(e.getCause(), sampleMayFail);
        }
        if (result == null && method.getReturnType() != void.class) {
            throw failed(new NullPointerException(method.getName() + " returned null"), sampleMayFail);
        }
        return result;
    }

    /** A sample that a batch broke on is found by measuring each alone. */
    private void measure(Filter filter, Batch batch, Measurements out) throws Throwable {
        try {
            filter.measure(batch, out);
        } catch (RuntimeException | Error e) {
            Throwable told = told(e, true);
            if (!(told instanceof SampleFailedException failed)) {
                throw told;
            }
            if (batch.size() == 1) {
                out.fail(0, failed.code(), failed.getMessage());
                return;
            }
            for (int row = 0; row < batch.size(); row++) {
                measure(filter, new Batch(List.of(batch.samples().get(row))), new OneRow(out, row));
            }
        }
    }

    private Throwable told(Throwable thrown, boolean sampleMayFail) {
        return switch (thrown) {
            case SampleFailedException known -> known;
            case TandemException known -> known;
            case CancellationException known -> known;
            case IOException known -> known;
            case LinkageError missing -> broken(who, missing);
            case RuntimeException defect -> failed(defect, sampleMayFail);
            case AssertionError defect -> failed(defect, sampleMayFail);
            // What nests too deeply is the sample's fault, and leaves nothing behind.
            case StackOverflowError defect -> failed(defect, sampleMayFail);
            default -> thrown;
        };
    }

    private Throwable failed(Throwable defect, boolean sampleMayFail) {
        return sampleMayFail
                ? new SampleFailedException(ErrorCode.OPERATOR_FAILED, who + " failed: " + text(defect))
                : broken(who, defect);
    }

    private static TandemException broken(String who, Throwable cause) {
        return new TandemException(ErrorCode.OPERATOR_BROKEN, who + " failed: " + text(cause)
                + ". This is a defect of the file that brings the operator: correct it there.", cause);
    }

    private static String text(Throwable cause) {
        String text = cause.toString();
        return text.length() > MESSAGE_CHARACTERS ? text.substring(0, MESSAGE_CHARACTERS) + "..." : text;
    }

    /** The interfaces of the operator API that a class implements. */
    private static Class<?>[] kinds(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> implemented : at.getInterfaces()) {
                if (CurationOperator.class.isAssignableFrom(implemented)
                        && implemented.getClassLoader() == CurationOperator.class.getClassLoader()) {
                    found.add(implemented);
                }
            }
        }
        return found.toArray(Class<?>[]::new);
    }

    /** One row of a batch, measured as a batch of its own. */
    private record OneRow(Measurements out, int row) implements Measurements {
        @Override
        public void number(int unused, int feature, double value) {
            out.number(row, feature, value);
        }

        @Override
        public void numbers(int unused, int feature, double[] values) {
            out.numbers(row, feature, values);
        }

        @Override
        public void text(int unused, int feature, String value) {
            out.text(row, feature, value);
        }

        @Override
        public void fail(int unused, ErrorCode code, String message) {
            out.fail(row, code, message);
        }
    }
}
