package dev.tandem.bench.models;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tandem.core.inference.DataType;
import dev.tandem.core.inference.ImageSpec;
import dev.tandem.core.inference.InferenceListener;
import dev.tandem.core.inference.InferenceSettings;
import dev.tandem.core.inference.InputSpec;
import dev.tandem.core.inference.KServeInference;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelContracts;
import dev.tandem.core.inference.ModelInput;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.OutputSpec;
import dev.tandem.core.inference.RgbPixels;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.SampleView;
import dev.tandem.operators.image.codec.Pixels;
import dev.tandem.operators.image.codec.SampleImages;
import io.grpc.Server;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What asking models costs; {@code bench/models.py} calls it.
 *
 * <p>{@code loop MODELS SECONDS}: a session of ONNX Runtime in a loop; {@code client MODELS SECONDS ADDRESS}: as many pictures through
 * the client and a server; {@code prepare MODELS SECONDS IMAGES}: files to tensors; {@code flat REQUESTS}: the heap while so many
 * requests are sent; {@code return SECONDS}: how long rows take to flow again after a server was gone for so long. Each prints one
 * line of JSON.
 */
public final class ModelsMain {
    private static final String MODEL = "efficientnet_lite0";
    private static final int BATCH = 16;
    private static final int CHANNELS = 3;
    private static final int POINTS = 10;
    /** Of compilers in a second in which they do next to nothing. */
    private static final int IDLE_MILLIS = 10;
    private static final int MOST_WARMING = 8;

    private ModelsMain() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, Object> found = switch (arguments[0]) {
            case "loop" -> loop(Path.of(arguments[1]), seconds(arguments));
            case "client" -> client(Path.of(arguments[1]), seconds(arguments), arguments[3]);
            case "prepare" -> prepare(Path.of(arguments[1]), seconds(arguments), Path.of(arguments[3]));
            case "flat" -> flat(Integer.parseInt(arguments[1]));
            case "return" -> EndpointReturn.measure(Integer.parseInt(arguments[1]));
            default -> throw new IllegalArgumentException("loop, client, prepare, flat or return, found " + arguments[0]);
        };
        System.out.println(Json.text(found));
    }

    private static double seconds(String[] arguments) {
        return Double.parseDouble(arguments[2]);
    }

    /** Work on some rows. */
    private interface Rows {
        void once() throws Exception;
    }

    /** Rows a second, and processor seconds of this process for a row, after as long a time in which the code is compiled. */
    private static Map<String, Object> measure(String name, int rows, double seconds, Rows work) throws Exception {
        repeat(seconds, work);
        long cpu = processor();
        long begun = System.nanoTime();
        int times = repeat(seconds, work);
        double took = (System.nanoTime() - begun) / 1e9;
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", name);
        line.put("rows_per_s", times * rows / took);
        line.put("cpu_ms_per_row", (processor() - cpu) / 1e6 / (times * rows));
        return line;
    }

    private static int repeat(double seconds, Rows work) throws Exception {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        int times = 0;
        while (System.nanoTime() < end) {
            work.once();
            times++;
        }
        return times;
    }

    private static long processor() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** The same made-up pictures, channel by channel, for all that is measured. */
    private static byte[] pictures(int length) {
        byte[] values = new byte[BATCH * length];
        new SplittableRandom(1).nextBytes(values);
        return values;
    }

    private static Map<String, Object> loop(Path models, double seconds) throws Exception {
        ModelContract contract = contract(models);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        InputSpec input = contract.inputs().getFirst();
        long[] shape = Stream.concat(Stream.of(BATCH), input.shape().stream()).mapToLong(Integer::longValue).toArray();
        int length = (int) (shape[1] * shape[2] * shape[3]);
        ByteBuffer rows = ByteBuffer.allocateDirect(BATCH * length).order(ByteOrder.nativeOrder()).put(pictures(length));
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            try (OrtSession session = environment.createSession(models.resolve(MODEL + "/1/model.onnx").toString(), options)) {
                return measure("loop", BATCH, seconds, () -> ask(environment, session, input.name(), rows.rewind(), shape));
            }
        }
    }

    private static void ask(OrtEnvironment environment, OrtSession session, String input, ByteBuffer rows, long[] shape)
            throws OrtException {
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, rows, shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            for (int i = 0; i < result.size(); i++) {
                result.get(i).getValue();
            }
        }
    }

    private static Map<String, Object> client(Path models, double seconds, String address) throws Exception {
        ModelContract contract = contract(models);
        InputSpec.Image declared = (InputSpec.Image) contract.inputs().getFirst();
        // Pictures that have the size already: what it takes to bring them to it is measured as 'prepare'.
        ModelContract unchanged = with(contract, List.of(new InputSpec.Image(
                declared.name(), declared.type(), declared.shape(), declared.reads(), new ImageSpec(
                        Optional.empty(), declared.image().crop(), declared.image().color(), declared.image().layout(), 0, null, null))),
                contract.outputs());
        int side = declared.shape().getLast();
        int length = CHANNELS * side * side;
        byte[] pictures = pictures(length);
        List<ModelRow> rows = IntStream.range(0, BATCH)
                .mapToObj(row -> ModelRow.image(new RgbPixels(
                        side, side, Arrays.copyOfRange(pictures, row * length, (row + 1) * length))))
                .toList();
        compile(unchanged, rows, seconds);
        try (KServeInference inference = connect(address, unchanged)) {
            return measure("client", BATCH, seconds, () -> inference.infer(MODEL, rows));
        }
    }

    /**
     * Asks a server that takes no time until nothing is compiled any more: a real one answers so few requests in the time that
     * compilers would take most of what is measured.
     */
    private static void compile(ModelContract contract, List<ModelRow> rows, double seconds) throws Exception {
        CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        Server server = InstantServer.start(contract);
        try (KServeInference inference = connect("127.0.0.1:" + server.getPort(), contract)) {
            long compiled = 0;
            for (int i = 0; i < MOST_WARMING && compilers.getTotalCompilationTime() > compiled + seconds * IDLE_MILLIS; i++) {
                compiled = compilers.getTotalCompilationTime();
                repeat(seconds, () -> inference.infer(contract.name(), rows));
            }
        } finally {
            server.shutdownNow();
        }
    }

    private static KServeInference connect(String address, ModelContract contract) {
        return KServeInference.connect(
                List.of(address), ModelContracts.of(contract), InferenceSettings.DEFAULT, InferenceListener.NONE);
    }

    private static Map<String, Object> prepare(Path models, double seconds, Path images) throws Exception {
        ModelContract contract = contract(models);
        List<Sample> samples = new ArrayList<>();
        try (Stream<Path> files = Files.list(images)) {
            for (Path file : files.sorted().toList()) {
                samples.add(Sample.read(file.toString(), Map.of(), List.of(new Part.Media(
                        Modality.IMAGE, "image/jpeg", MediaContent.of(Files.readAllBytes(file)), Map.of()))));
            }
        }
        try (KServeInference inference = new KServeInference(
                Map.of("instant", new InstantServer(contract).channel()), ModelContracts.of(contract), InferenceSettings.DEFAULT,
                InferenceListener.NONE)) {
            return measure("prepare", samples.size(), seconds, () -> {
                for (int from = 0; from < samples.size(); from += BATCH) {
                    List<ModelRow> rows = new ArrayList<>();
                    for (Sample sample : samples.subList(from, Math.min(samples.size(), from + BATCH))) {
                        Pixels pixels = SampleImages.of(new SampleView(sample), MediaLimits.DEFAULT).image(0).pixels();
                        rows.add(ModelRow.image(new RgbPixels(pixels.width(), pixels.height(), pixels.samples())));
                    }
                    inference.infer(MODEL, rows);
                }
            });
        }
    }

    /** Requests of one row through a connection on the loopback interface. */
    private static Map<String, Object> flat(int requests) throws IOException {
        ModelContract contract = new ModelContract(
                "small", "text_embedding", Optional.empty(),
                List.of(new InputSpec.Numbers("IN", DataType.FP32, List.of(16), Optional.empty())),
                List.of(new OutputSpec("OUT", DataType.FP32, List.of(16), OutputSpec.Meaning.EMBEDDING, Optional.empty(), 4)),
                Map.of(), 1, 0, Optional.empty(), Optional.empty(), List.of());
        Server server = InstantServer.start(contract);
        List<Long> heap = new ArrayList<>();
        long begun = System.nanoTime();
        try (KServeInference inference = connect("127.0.0.1:" + server.getPort(), contract)) {
            List<ModelRow> row = List.of(new ModelRow(Map.of("numbers", ModelInput.Numbers.of(new float[16]))));
            for (int i = 0; i < requests; i++) {
                inference.infer("small", row);
                if ((i + 1) % (requests / POINTS) == 0) {
                    System.gc();
                    heap.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 10);
                }
            }
        } finally {
            server.shutdownNow();
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", "flat");
        line.put("requests", requests);
        line.put("requests_per_s", requests / ((System.nanoTime() - begun) / 1e9));
        line.put("heap_kib", heap);
        return line;
    }

    private static ModelContract contract(Path models) {
        return ModelContracts.load(Optional.of(models)).contract(MODEL);
    }

    private static ModelContract with(ModelContract contract, List<InputSpec> inputs, List<OutputSpec> outputs) {
        return new ModelContract(
                contract.name(), contract.task(), contract.description(), inputs, outputs, contract.files(), contract.maxBatch(),
                contract.maxBatchBytes(), contract.license(), contract.source(), List.of());
    }
}
