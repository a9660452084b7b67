package dev.tandem.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tandem.core.json.Json;
import dev.tandem.core.operator.OperatorInfo;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.operator.ParamInfo;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OperatorIndexerTest {
    private static final String GOOD = """
            package test;
            import dev.tandem.core.operator.*;
            import java.util.List;
            /** Makes text {@code louder}. It &lt;shouts&gt;.<p>Use it rarely. */
            @OperatorName(value = "louder", version = 3)
            public final class Louder implements Mapper {
                public Louder(Params params) {}
                /**
                 * How loud.
                 *
                 * @param howLoud from quiet
                 *     to loud
                 * @param voices who speaks
                 * @param tone the tone
                 */
                public record Params(
                        @Setting(value = "2", min = 0, max = 11) int howLoud,
                        @Setting("a,b") List<String> voices,
                        @Setting("warm") Tone tone) {}
                /** A tone. */
                public enum Tone { WARM, VERY_COLD }
                @Override public String map(String text) { return text + "!"; }
            }
            """;

    @TempDir
    private Path classes;

    private List<String> compile(String... sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            JavaCompiler.CompilationTask task = compiler.getTask(
                    null, files, found, List.of(), null, Stream.of(sources).map(Source::new).toList());
            task.setProcessors(List.of(new OperatorIndexer()));
            boolean compiled = task.call();
            List<String> errors = found.getDiagnostics().stream()
                    .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                    .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                    .toList();
            assertThat(errors.isEmpty()).isEqualTo(compiled);
            return errors;
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///test/" + text.replaceAll("(?s).*?public final class (\\w+).*", "$1") + ".java"),
                    Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    @Test
    void whatTheSourceSaysIsIndexed() throws IOException {
        assertThat(compile(GOOD)).isEmpty();
        List<OperatorInfo> index = Json.read(
                Files.readAllBytes(classes.resolve("META-INF/tandem/operators.json")),
                new TypeReference<List<OperatorInfo>>() {});

        assertThat(index).containsExactly(new OperatorInfo(
                "louder",
                3,
                OperatorKind.MAPPER,
                "test.Louder",
                "Makes text `louder`.",
                "Makes text `louder`. It <shouts>.\n\nUse it rarely.",
                List.of(
                        new ParamInfo("how_loud", "int", "2", "0", "11", List.of(), false, "from quiet to loud"),
                        new ParamInfo("voices", "list", "a,b", "", "", List.of(), false, "who speaks"),
                        new ParamInfo("tone", "choice", "warm", "", "", List.of("warm", "very_cold"), false, "the tone"))));
    }

    /** The same parameters, with one in a group of its own. */
    private static String grouped(String group) {
        return GOOD.replace("@Setting(\"warm\") Tone tone) {}", group + " Manner manner) {}")
                .replace("@param tone the tone", "@param manner how")
                .replace("/** A tone. */", """
                        /**
                         * How it sounds.
                         *
                         * @param tone the tone
                         */
                        public record Manner(@Setting(value = "warm", measured = true) Tone tone) {}
                        /** A tone. */""");
    }

    @Test
    void settingsOfAGroupStandBesideTheOperatorsOwn() throws IOException {
        assertThat(compile(grouped("@SettingGroup(\"tone=very_cold\")"))).isEmpty();
        List<OperatorInfo> index = Json.read(
                Files.readAllBytes(classes.resolve("META-INF/tandem/operators.json")),
                new TypeReference<List<OperatorInfo>>() {});

        assertThat(index.getFirst().params()).extracting(ParamInfo::name).containsExactly("how_loud", "voices", "tone");
        assertThat(index.getFirst().params().getLast()).isEqualTo(
                new ParamInfo("tone", "choice", "very_cold", "", "", List.of("warm", "very_cold"), false, "the tone"));
    }

    @Test
    void aGroupHasWhatItsDefaultsName() throws IOException {
        assertThat(compile(grouped("@SettingGroup(\"tine=warm\")"))).anyMatch(error -> error.contains("defaults for [tine]"));
        assertThat(compile(grouped("@SettingGroup(\"tone\")"))).anyMatch(error -> error.contains("name=value, found 'tone'"));
        assertThat(compile(GOOD.replace("@Setting(\"warm\")", "@SettingGroup"))).anyMatch(error -> error.contains("is a record"));
    }

    @Test
    void whatMapsMediaIsAMapper() throws IOException {
        assertThat(compile(GOOD.replace("implements Mapper", "implements MediaMapper").replaceAll(
                "@Override.*", "@Override public dev.tandem.core.model.Part.Media map(dev.tandem.core.model.Part.Media media) {"
                        + " return media; }"))).isEmpty();
        List<OperatorInfo> index = Json.read(
                Files.readAllBytes(classes.resolve("META-INF/tandem/operators.json")),
                new TypeReference<List<OperatorInfo>>() {});

        assertThat(index).extracting(OperatorInfo::kind).containsExactly(OperatorKind.MAPPER);
    }

    @Test
    void aClassWithoutJavadocDoesNotCompile() throws IOException {
        assertThat(compile(GOOD.replaceFirst("/\\*\\* Makes.*\\*/", "")))
                .containsExactly("The operator 'louder' has no Javadoc; it becomes its page in the reference");
    }

    @Test
    void aParameterThatIsNotDescribedDoesNotCompile() throws IOException {
        assertThat(compile(GOOD.replace("@param voices who speaks", "@param voices")))
                .containsExactly("The parameter 'voices' is not described with @param in the Javadoc of Params");
    }

    @Test
    void aParameterWithoutDefaultDoesNotCompile() throws IOException {
        assertThat(compile(GOOD.replace("@Setting(\"a,b\") ", "")))
                .containsExactly("The parameter 'voices' has no @Setting with its default");
    }

    @Test
    void aParameterOfAnotherTypeDoesNotCompile() throws IOException {
        assertThat(compile(GOOD.replace("int howLoud", "float howLoud")))
                .containsExactly(
                        "A parameter is a boolean, int, long, double, String, enum or List<String>, found float");
        assertThat(compile(GOOD.replace("List<String> voices", "List<Integer> voices")))
                .containsExactly("A parameter is a boolean, int, long, double, String, enum or List<String>,"
                        + " found java.util.List<java.lang.Integer>");
    }

    @Test
    void onlyAFilterHasParametersThatChangeWhatIsMeasured() throws IOException {
        assertThat(compile(GOOD.replace("max = 11)", "max = 11, measured = true)")))
                .containsExactly("The parameter 'howLoud' cannot change what is measured: only filters measure");
    }

    @Test
    void aNameThatIsNotSnakeCaseDoesNotCompile() throws IOException {
        for (String name : List.of("Louder", "lou-der", "louder_", "", "1ouder")) {
            assertThat(compile(GOOD.replace("\"louder\"", "\"" + name + "\"")))
                    .containsExactly("An operator's name is lower-case snake case, found '" + name + "'");
        }
    }

    @Test
    void twoOperatorsOfOneNameDoNotCompile() throws IOException {
        assertThat(compile(GOOD, GOOD.replace("Louder", "Loudest")))
                .containsExactly("Two operators are named 'louder'; only a writer may share its name, with a reader");
    }

    @Test
    void aClassOfNoKindOrWithoutParamsDoesNotCompile() throws IOException {
        assertThat(compile(GOOD.replace("implements Mapper", "").replace("@Override", "")))
                .singleElement().asString().startsWith("An operator implements one of");
        assertThat(compile(GOOD.replace("Params", "Options")))
                .containsExactly("An operator has a nested record 'Params', empty when it has no parameters");
    }

    @Test
    void anErrorLeavesNoIndex() throws IOException {
        compile(GOOD.replace("\"louder\"", "\"Louder\""));

        assertThat(classes.resolve("META-INF/tandem/operators.json")).doesNotExist();
    }
}
