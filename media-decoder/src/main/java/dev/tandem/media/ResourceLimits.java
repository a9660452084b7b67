package dev.tandem.media;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/** What the system lets this process have: memory for one medium, and no file that it writes, whatever a decoder is led to do. */
final class ResourceLimits {
    private static final int FILE_SIZE = 1;
    private static final int CORE = 4;
    private static final int ADDRESS_SPACE = 9;

    private ResourceLimits() {}

    /** Sets them, for good. Only on Linux, whose numbers these are; elsewhere the limits of the Java machine and the watchdog hold. */
    static void set(long addressSpace) {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")) {
            return;
        }
        Linker linker = Linker.nativeLinker();
        MethodHandle setrlimit = linker.downcallHandle(
                linker.defaultLookup().find("setrlimit").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        set(setrlimit, ADDRESS_SPACE, addressSpace);
        set(setrlimit, CORE, 0);
        set(setrlimit, FILE_SIZE, 0);
    }

    private static void set(MethodHandle setrlimit, int resource, long limit) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limits = arena.allocateFrom(ValueLayout.JAVA_LONG, limit, limit);
            if ((int) setrlimit.invokeExact(resource, limits) != 0) {
                throw new IllegalStateException("The system refuses a limit for resource " + resource);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
