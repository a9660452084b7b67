package dev.tandem.core.plugin.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.RefusedFile;
import dev.tandem.core.plugin.OperatorFolder;
import dev.tandem.core.process.WorkerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python operators: what they are asked and answer, and that nothing they do harms more than the sample they do it on. */
class PythonOperatorTest {
    private static final String FILTER = """
            api: 1
            name: measured
            kind: filter
            description: Measures texts.
            features:
              length: {min: 1, max: 100}
              parts:
            parameters:
              factor: {type: double, default: 1, min: 0, description: what the length is multiplied by}
            """;
    private static final String MAPPER = """
            api: 1
            name: mapped
            kind: mapper
            description: Maps texts.
            """;

    @TempDir
    private Path folder;

    private final List<OperatorFolder> opened = new ArrayList<>();

    @BeforeAll
    static void pythonIsThere() {
        assumeTrue(Python.isThere(), Python.ABSENT);
    }

    @AfterEach
    void close() {
        opened.forEach(OperatorFolder::close);
    }

    private OperatorCatalog load(String python) {
        OperatorFolder loaded = OperatorFolder.open(OperatorCatalog.load(), Optional.of(folder), python);
        opened.add(loaded);
        return loaded.catalog();
    }

    private OperatorCatalog load(String manifest, String script) throws IOException {
        Files.writeString(folder.resolve("own.yaml"), manifest);
        Files.writeString(folder.resolve("own.py"), script);
        OperatorCatalog catalog = load(Python.INTERPRETER);
        assertThat(catalog.refused()).isEmpty();
        return catalog;
    }

    private static Sample sample(String text) {
        return Sample.read("sample", Map.of("title", "Title"), List.of(new Part.Text(text)));
    }

    private static List<Verdict> run(OperatorCatalog catalog, Map<String, Object> params, Sample... samples) {
        String name = catalog.own().getFirst().info().name();
        List<Verdict> verdicts = new ArrayList<>();
        PassStep.inMemory(
                List.of(name),
                List.of(catalog.create(name, params, OperatorContext.withoutModels())),
                List.of(samples),
                verdicts::add);
        return verdicts;
    }

    private static List<Verdict> run(OperatorCatalog catalog, String... texts) {
        return run(catalog, Map.of(), Arrays.stream(texts).map(PythonOperatorTest::sample).toArray(Sample[]::new));
    }

    /** Texts, of which only {@code bad} is failed, with a message. */
    private static void onlyBadFails(OperatorCatalog catalog, String message) {
        List<Verdict> verdicts = run(catalog, "one", "bad", "two");
        for (int i = 0; i < verdicts.size(); i++) {
            if (i % 2 == 1) {
                assertThat(verdicts.get(i).failure()).hasValueSatisfying(failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.OPERATOR_FAILED);
                    assertThat(failure.message()).contains("'measured'", message);
                });
            } else {
                assertThat(verdicts.get(i).failure()).isEmpty();
                assertThat(verdicts.get(i).values()).containsEntry("parts", 1.0);
            }
        }
    }

    /** A filter that does something else for a text. */
    private OperatorCatalog onBad(String statement) throws IOException {
        return onBad(FILTER, statement);
    }

    private OperatorCatalog onBad(String manifest, String statement) throws IOException {
        return load(manifest, """
                import os, sys, time
                import tandem_operator
                def to_tandem(data):
                    for fd in range(3, 10):
                        try:
                            os.write(fd, data)
                        except OSError:
                            pass
                def measure(sample, parameters):
                    if sample.text == "bad":
                        %s
                    return {"length": len(sample.text), "parts": len(sample.parts)}
                """.formatted(statement));
    }

    @Test
    void aFilterMeasuresAndItsLimitsDecide() throws IOException {
        OperatorCatalog catalog = load(FILTER, """
                print("what is printed does no harm")
                def measure(sample, parameters):
                    print(sample.metadata["title"], sample.source)
                    return {"parts": len(sample.parts), "length": parameters["factor"] * len(sample.text)}
                """);
        List<Verdict> verdicts = run(catalog, "", "gr\u00fc\u00df \ud83d\ude00", "a".repeat(101));

        assertThat(verdicts).extracting(verdict -> verdict.values().get("length")).containsExactly(0.0, 6.0, 101.0);
        assertThat(verdicts).extracting(verdict -> verdict.decision().reason().orElse("keep"))
                .containsExactly("length below min_length", "keep", "length above max_length");
        assertThat(run(catalog, Map.of("factor", 10, "min_length", 0), sample("four")).getFirst().values())
                .containsEntry("length", 40.0);
        assertThat(catalog.canonical("measured", Map.of()))
                .isEqualTo(Map.of("min_length", "1.0", "max_length", "100.0", "factor", "1.0"));
        assertThatThrownBy(() -> catalog.canonical("measured", Map.of("min_lenght", 1))).hasMessageContaining("did you mean 'min_length'");
    }

    @Test
    void aMapperRewritesTexts() throws IOException {
        OperatorCatalog catalog = load(MAPPER, "def map(text, parameters): return text.upper() if text else None");
        List<Verdict> verdicts = run(catalog, "stra\u00dfe \u00e9\ud83d\ude00\n", "", "UP");

        assertThat(verdicts).extracting(verdict -> verdict.text().orElse("")).containsExactly("STRASSE \u00c9\ud83d\ude00\n", "", "");
        assertThat(verdicts.get(1).failure().orElseThrow().message()).contains("map has to return a str, found NoneType");
    }

    @Test
    void mediaAreGivenWhereTheManifestAsksForThem() throws IOException {
        Part image = new Part.Media(Modality.IMAGE, "image/png", MediaContent.of(new byte[] {1, 2, 3}), Map.of("alt", "dots"));
        Sample pair = Sample.read("pair", Map.of("title", ""), List.of(image, new Part.Text("text"), image));
        String script = """
                def measure(sample, parameters):
                    first, text, last = sample.parts
                    assert (first.media_type, first.attributes["alt"], text.text) == ("image/png", "dots", "text")
                    return {"length": sum(sum(part.data or b"") for part in sample.parts), "parts": len(sample.parts)}
                """;

        assertThat(run(load(FILTER + "media: true\n", script), Map.of(), pair, pair))
                .allSatisfy(verdict -> assertThat(verdict.values()).containsEntry("length", 12.0));
        assertThat(run(load(FILTER, script), Map.of(), pair).getFirst().values()).containsEntry("length", 0.0);
    }

    @Test
    void anExceptionFailsItsSample() throws IOException {
        onlyBadFails(onBad("raise ValueError('not this one')"), "ValueError: not this one");
        onlyBadFails(onBad("raise tandem_operator.SampleFailed('no thank you')"), "failed: no thank you");
        onlyBadFails(onBad("return {'length': 1}"), "measure has to give length, parts, found length");
        onlyBadFails(onBad("return {'length': float('nan'), 'parts': 1}"), "length has to be a finite number");
    }

    @Test
    void aCrashFailsTheSampleThatCausesIt() throws IOException {
        onlyBadFails(onBad("os._exit(3)"), "ended with exit code 3");
        onlyBadFails(onBad("os.kill(os.getpid(), 11)"), "was ended by signal 11");
    }

    @Test
    void whatHangsIsEndedWithEverythingThatItStarted() throws IOException {
        Path child = folder.resolve("child");
        OperatorCatalog catalog = onBad(FILTER + "timeout_seconds: 1\n", "open('" + child
                + "', 'w').write(str(__import__('subprocess').Popen(['sleep', '300']).pid)); time.sleep(300)");
        List<Verdict> verdicts = run(catalog, "bad", "good");

        assertThat(verdicts.getFirst().failure().orElseThrow().message()).contains("took longer than its 1.0 seconds");
        assertThat(verdicts.getLast().failure()).isEmpty();
        long pid = Long.parseLong(Files.readString(child));
        // A process that nobody has buried yet has no command.
        await().until(() -> ProcessHandle.of(pid).flatMap(process -> process.info().command()).isEmpty());
    }

    @Test
    void tooMuchMemoryFailsTheSample() throws IOException {
        String script = """
                def measure(sample, parameters):
                    return {"length": len(sample.text * (200_000_000 if sample.text == "bad" else 1)), "parts": 1}
                """;
        onlyBadFails(load(FILTER + "memory_mib: 400\n", script), "needed more than its 400 MiB of memory");
    }

    @Test
    void garbageAndTooMuchOfItFailTheSample() throws IOException {
        onlyBadFails(onBad("to_tandem(b'\\0\\0\\0\\4####')"), "answered with something that is no JSON");
        onlyBadFails(onBad("to_tandem(b'\\0\\0\\0\\2[]')"), "something else than 2 finite numbers");
        onlyBadFails(onBad("to_tandem(b'garbage')"), "answered with more than the");
        onlyBadFails(onBad("[print('x' * 100_000) for _ in range(100)]; os._exit(1)"), "exit code 1");
    }

    @Test
    void aSampleIsNotToBlameForWhatOthersDidToTheWorker() throws IOException {
        OperatorCatalog catalog = load(FILTER, """
                import os
                asked = 0
                def measure(sample, parameters):
                    global asked
                    asked += 1
                    if asked == 3:
                        os._exit(1)
                    return {"length": 1, "parts": 1}
                """);
        assertThat(run(catalog, "a", "b", "c", "d", "e", "f", "g")).allMatch(verdict -> verdict.failure().isEmpty());
    }

    @Test
    void secretsOfTandemStayInTandem() throws IOException {
        OperatorCatalog catalog = load(MAPPER + "environment: [LOGNAME]\n",
                "import os\ndef map(text, parameters): return ' '.join(sorted(os.environ))");
        List<String> given = List.of(run(catalog, "").getFirst().text().orElseThrow().split(" "));
        Stream<String> others = System.getenv().keySet().stream()
                .filter(name -> !WorkerProcess.ENVIRONMENT.contains(name) && !name.equals("LOGNAME"));

        assertThat(given).contains("PATH", "PYTHONHASHSEED");
        // What a shell or a launcher between sets by itself is none of ours.
        assertThat(others.filter(name -> !List.of("PWD", "OLDPWD", "SHLVL", "_").contains(name) && !name.contains("PYENV")))
                .isNotEmpty()
                .noneMatch(given::contains);
    }

    @Test
    void aScriptThatDoesNotLoadStopsTheWorkWithTheReason() throws IOException {
        isBroken(load(FILTER, "import no_such_module_at_all"), "ModuleNotFoundError", "no_such_module_at_all", "own.py");
        isBroken(load(FILTER, "def other(): pass"), "own.py has no function 'measure'");
        isBroken(load(FILTER, "import os\nos._exit(4)"), "ended with exit code 4");
    }

    @Test
    void withoutAnInterpreterTheErrorSaysWhatToDo() throws IOException {
        load(FILTER, "def measure(sample, parameters): return 1");
        isBroken(load("/no/such/python"), "'/no/such/python' cannot be started", "Install Python", "TANDEM_OPERATORS_PYTHON");
    }

    private static void isBroken(OperatorCatalog catalog, String... said) {
        TandemException error = catchThrowableOfType(TandemException.class, () -> run(catalog, "text"));
        assertThat(error.code()).isEqualTo(ErrorCode.OPERATOR_BROKEN);
        assertThat(error).hasMessageContainingAll(said).hasMessageContaining("'measured'");
        assertThatThrownBy(() -> catalog.own().getFirst().factory().check()).hasMessageContainingAll(said);
    }

    @Test
    void allThatMakesAnOperatorIsInItsCode() throws IOException {
        String manifest = MAPPER + "files: [words.txt]\n";
        String script = "import os\nWORDS = open(os.path.join(os.path.dirname(__file__), 'words.txt')).read()\n"
                + "def map(text, parameters): return WORDS";
        Files.writeString(folder.resolve("words.txt"), "one");
        OperatorCatalog first = load(manifest, script);
        OperatorCatalog same = load(manifest, script);
        Files.writeString(folder.resolve("words.txt"), "two");
        OperatorCatalog words = load(manifest, script);
        OperatorCatalog other = load(manifest, script + " + '!'");
        OperatorCatalog manifested = load(manifest + "version: 2\n", script);

        assertThat(same.ownCode()).isEqualTo(first.ownCode());
        assertThat(List.of(first.ownCode(), words.ownCode(), other.ownCode(), manifested.ownCode())).doesNotHaveDuplicates();
        assertThat(run(first, "").getFirst().text()).hasValue("one");
        assertThat(run(other, "").getFirst().text()).hasValue("two!");
    }

    @Test
    void everythingWrongWithAManifestIsToldWithItsLine() throws IOException {
        Files.writeString(folder.resolve("own.yaml"), """
                api: 2
                name: Wrong-Name
                kind: reader
                feature: {a: }
                script: ../../etc/passwd
                timeout_seconds: 1000
                parameters:
                  a: {type: float, default: 1, description: d}
                  b: {type: int}
                """);
        Files.writeString(folder.resolve("absent.yaml"), MAPPER);
        Files.writeString(folder.resolve("bound.yaml"), MAPPER.replace("mapped", "bound")
                + "parameters: {a: {type: int, default: 1.5, description: d}}\n");
        List<RefusedFile> refused = load(Python.INTERPRETER).refused();

        assertThat(refused.get(0).reason()).contains("no file 'absent.py'");
        assertThat(refused.get(0).operators()).containsExactly("mapped");
        assertThat(refused.get(1).reason()).contains("'a' must be a whole number");
        assertThat(refused.get(2).reason()).contains(
                "own.yaml:1: it was written for version 2 of the operator API, this Tandem has 1",
                "snake case, found 'Wrong-Name'",
                "own.yaml:3: 'kind' must be filter or mapper",
                "own.yaml:4: unknown key 'feature' in the manifest; did you mean 'features'?",
                "own.yaml:5: 'script' must name a file in the operators folder itself",
                "own.yaml:6: 'timeout_seconds' must be a number from 0.1 to 60",
                "own.yaml:8: the 'type' of 'a' must be one of",
                "own.yaml:9: the parameter 'b' needs a 'default' and a 'description'");
    }

    @Test
    void aTextIsGivenAsItIs() throws IOException {
        OperatorCatalog catalog = load(MAPPER, "def map(text, parameters): return '\\u0000\\n\\u2028\"\\\\' + text");
        String odd = "\u0000\u0001\u2028\u2029\ufeff\u00a0\"\\\r\n\t";
        assertThat(run(catalog, odd).getFirst().text()).hasValue("\u0000\n\u2028\"\\" + odd);
        assertThat(new String(odd.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(odd);
    }
}
