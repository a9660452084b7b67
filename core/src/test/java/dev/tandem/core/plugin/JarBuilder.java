package dev.tandem.core.plugin;

import dev.tandem.core.operator.OperatorApi;
import dev.tandem.core.operator.OperatorCatalog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.annotation.processing.Processor;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles operators and puts them into a jar, as a build of their own would; in memory. */
public final class JarBuilder {
    private final List<JavaFileObject> sources = new ArrayList<>();
    private final List<String> index = new ArrayList<>();
    private final Map<String, ByteArrayOutputStream> files = new TreeMap<>();
    private final List<String> left = new ArrayList<>();
    private String api = String.valueOf(OperatorApi.VERSION);
    private List<String> options = List.of("-implicit:none", "-classpath", place(OperatorCatalog.class));

    /** A class with its source. */
    public JarBuilder source(String className, String text) {
        URI uri = URI.create("string:///" + className.replace('.', '/') + ".java");
        sources.add(new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        });
        return this;
    }

    /** All classes with their sources below a folder. */
    public JarBuilder sources(Path root) throws IOException {
        try (Stream<Path> found = Files.walk(root)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                source(root.relativize(file).toString().replace(".java", "").replace('/', '.'), Files.readString(file));
            }
        }
        return this;
    }

    /** An operator without parameters, and its line of the index that the annotation processor would write. */
    JarBuilder operator(String name, String kind, String className, String body) {
        int dot = className.lastIndexOf('.');
        index.add("""
                {"name": "%s", "version": 1, "kind": "%s", "className": "%s", "summary": "s", "description": "d", "params": []}
                """.formatted(name, kind, className));
        return source(className, """
                package %s;
                import dev.tandem.core.operator.*;
                import java.util.List;
                public final class %s implements %s {
                    public record Params() {}
                    public %2$s(Params params) {}
                    %s
                }
                """.formatted(className.substring(0, dot), className.substring(dot + 1),
                kind.charAt(0) + kind.substring(1).toLowerCase(java.util.Locale.ROOT), body));
    }

    /** A mapper that gives the value of an expression, in which {@code text} is the text. */
    JarBuilder mapper(String name, String className, String expression) {
        return operator(name, "MAPPER", className, "@Override public String map(String text) { return " + expression + "; }");
    }

    /** What the manifest declares; nothing when empty. */
    JarBuilder api(String version) {
        api = version;
        return this;
    }

    /** A class that is compiled, but missing from the jar. */
    JarBuilder without(String className) {
        left.add(className.replace('.', '/') + ".class");
        return this;
    }

    /** Compiles against all that the test sees, not against the operator API alone. */
    public JarBuilder withTheWholeClassPath() {
        options = List.of("-implicit:none");
        return this;
    }

    private static String place(Class<?> type) {
        return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString())).toString();
    }

    /** Compiles, and writes the jar. */
    public Path write(Path jar, Processor... processors) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (JavaFileManager memory = new InMemory(compiler.getStandardFileManager(null, null, null))) {
            JavaCompiler.CompilationTask task = compiler.getTask(said, memory, null, options, null, sources);
            task.setProcessors(List.of(processors));
            if (!task.call()) {
                throw new AssertionError("The operators do not compile:\n" + said);
            }
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!api.isEmpty()) {
            manifest.getMainAttributes().putValue(OperatorApi.ATTRIBUTE, api);
        }
        if (!index.isEmpty()) {
            file(OperatorCatalog.INDEX).write(("[" + String.join(",", index) + "]").getBytes(StandardCharsets.UTF_8));
        }
        left.forEach(files::remove);
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, ByteArrayOutputStream> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(0);
                entries.putNextEntry(entry);
                entries.write(file.getValue().toByteArray());
            }
        }
        return jar;
    }

    private ByteArrayOutputStream file(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        files.put(name, bytes);
        return bytes;
    }

    /** Keeps what is compiled. */
    private final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        InMemory(JavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location at, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new Output(className.replace('.', '/') + kind.extension, kind);
        }

        @Override
        public FileObject getFileForOutput(Location at, String packageName, String name, FileObject sibling) {
            return new Output(name, JavaFileObject.Kind.OTHER);
        }
    }

    private final class Output extends SimpleJavaFileObject {
        private final String name;

        Output(String name, JavaFileObject.Kind kind) {
            super(URI.create("memory:///" + name), kind);
            this.name = name;
        }

        @Override
        public OutputStream openOutputStream() {
            return file(name);
        }
    }
}
