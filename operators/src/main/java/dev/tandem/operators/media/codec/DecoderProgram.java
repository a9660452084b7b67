package dev.tandem.operators.media.codec;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.process.WorkerProcess;
import dev.tandem.media.MediaWorker;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program that decodes media, as it is started: by the same Java, with little memory, from the jars that this process has. */
final class DecoderProgram {
    /** Address space: 1.3 GiB of it are the Java machine's and the libraries' own. */
    private static final long MEMORY = 3L << 30;
    /** Packages of which one jar each is needed: classes of ours and of FFmpeg, and the native libraries. */
    private static final List<String> CLASSES =
            List.of("dev/tandem/media/MediaWorker.class", "org/bytedeco/javacpp/Loader.class", "org/bytedeco/ffmpeg/global/avutil.class");
    private static final List<String> NATIVES =
            List.of("META-INF/native-image/%s/jnijavacpp/jni-config.json", "META-INF/native-image/%s/jniavutil/jni-config.json");

    private static Path libraries;

    private final List<String> command;

    private DecoderProgram(List<String> command) {
        this.command = command;
    }

    /**
     * Finds all that is needed; nothing is started yet.
     *
     * @throws TandemException {@link ErrorCode#DECODER_UNAVAILABLE}
     */
    static DecoderProgram find() {
        String platform = platform();
        String classPath = Stream.concat(CLASSES.stream(), NATIVES.stream().map(path -> path.formatted(platform)))
                .map(DecoderProgram::place)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        return new DecoderProgram(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-Xss1m", "-XX:+UseSerialGC", "-XX:ReservedCodeCacheSize=48m", "-XX:CompressedClassSpaceSize=32m",
                "-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError", "-XX:+SuppressFatalErrorMessage", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-Djava.awt.headless=true",
                "-Dorg.bytedeco.javacpp.cachedir=" + libraries(),
                // What is freed is freed by name; what the libraries take is limited by the system.
                "-Dorg.bytedeco.javacpp.maxBytes=0", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp", classPath, MediaWorker.class.getName(), Long.toString(MEMORY)));
    }

    WorkerProcess start() {
        try {
            return WorkerProcess.start("media", new ProcessBuilder(command), List.of(), Map.of("MALLOC_ARENA_MAX", "2"));
        } catch (IOException e) {
            throw unavailable("the program cannot be started: " + e.getMessage());
        }
    }

    static TandemException unavailable(String why) {
        return new TandemException(ErrorCode.DECODER_UNAVAILABLE, "This process cannot decode audio and video: " + why
                + ". Run it where its native libraries are built for (see docs/adr/0024), or leave these operators out.");
    }

    /** As the packages of native libraries name it. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean arm = processor.equals("aarch64") || processor.equals("arm64");
        String name = system.startsWith("mac") ? "macosx" : system.startsWith("windows") ? "windows" : "linux";
        return name + "-" + (arm ? "arm64" : processor.equals("amd64") ? "x86_64" : processor);
    }

    /** The jar or folder that has a file. */
    private static String place(String file) {
        return Optional.ofNullable(MediaWorker.class.getClassLoader().getResource(file))
                .map(found -> place(found, file))
                .orElseThrow(() -> unavailable("there is no '" + file + "' among its jars"));
    }

    private static String place(URL found, String file) {
        try {
            if (found.openConnection() instanceof JarURLConnection jar) {
                return Path.of(jar.getJarFileURL().toURI()).toString();
            }
            String url = found.toString();
            return Path.of(URI.create(url.substring(0, url.length() - file.length()))).toString();
        } catch (IOException | URISyntaxException | RuntimeException e) {
            throw unavailable("'" + found + "' is no file that another process can read: " + e.getMessage());
        }
    }

    /**
     * Where native libraries are unpacked, once for all workers of this process: nobody else may write there, as they are
     * loaded as they are.
     */
    private static synchronized Path libraries() {
        if (libraries == null) {
            try {
                Path folder = Files.createTempDirectory("tandem-media-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
                libraries = folder;
            } catch (IOException e) {
                throw unavailable("there is no folder to unpack libraries into: " + e.getMessage());
            }
        }
        return libraries;
    }

    private static void delete(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            found.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            // It stays behind in the folder of temporary files.
        }
    }
}
