package dev.tandem.local;

import dev.tandem.cli.LocalMode;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.InferenceListener;
import dev.tandem.core.inference.InferenceSettings;
import dev.tandem.core.inference.KServeInference;
import dev.tandem.core.inference.ModelContracts;
import dev.tandem.core.inference.ModelRegistry;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.plugin.OperatorFolder;
import dev.tandem.core.score.KnownScores;
import dev.tandem.core.score.ScoreSharing;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.MinioObjectStore;
import dev.tandem.core.store.StoreSettings;
import dev.tandem.inference.EmbeddedInferenceServer;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Starts the parts of the local mode, on the loopback interface only. */
final class EmbeddedStack implements LocalMode {
    private static final ScoreSharing SHARING = Optional.ofNullable(System.getenv("TANDEM_INFERENCE_SCORES"))
            .map(set -> ScoreSharing.valueOf(set.strip().toUpperCase(Locale.ROOT)))
            .orElse(ScoreSharing.SHARED);
    private static final String TENANT = Optional.ofNullable(System.getenv("TANDEM_GATEWAY_TENANT")).orElse("default");
    private static final String LOOPBACK = "127.0.0.1";
    /** As the configuration has it, where nothing else is set. */
    private static final String BUCKET =
            Optional.ofNullable(System.getProperty("tandem.store.bucket", System.getenv("TANDEM_STORE_BUCKET"))).orElse("tandem");
    /** Folder of the store. */
    private static final String STORE = "store";
    /** Folder of operators of one's own, unless another is set. */
    private static final String OPERATORS = "operators";
    /** Ten times what a start takes on a machine that has much else to do. */
    private static final int START_SECONDS = 180;

    /** Completed by {@link Listening} once the application listens, or with what kept it from starting. */
    static final CompletableFuture<Void> LISTENING = new CompletableFuture<>();

    private final DataFolder data = new DataFolder(Path.of(System.getProperty("tandem.home", ".tandem")));
    private final TemporaryFolders temporary = new TemporaryFolders(data.folder());
    private EmbeddedInferenceServer models;
    private Inference inference;
    private Optional<ModelRegistry> stored = Optional.empty();
    private OperatorFolder operators;
    /** Where the parts of this process listen, once they are started. */
    private Optional<URI> own = Optional.empty();

    @Override
    public synchronized URI start() {
        if (own.isEmpty()) {
            Optional<URI> other = acquireOrFindOther();
            if (other.isPresent()) {
                return other.get();
            }
            own = Optional.of(startParts());
        }
        return own.get();
    }

    private URI startParts() {
        temporary.removeAbandoned();
        int port = port();
        EmbeddedStore store = EmbeddedStore.start(data.create(STORE));
        System.setProperty("tandem.local.store-folder", store.folder().toString());
        System.setProperty("tandem.store.endpoint", store.endpoint());
        System.setProperty("tandem.store.access-key", store.accessKey());
        System.setProperty("tandem.store.secret-key", store.secretKey());
        stored = Optional.of(new ModelRegistry(new ContentStore(new MinioObjectStore(
                new StoreSettings(store.endpoint(), BUCKET, store.accessKey(), store.secretKey())))));
        System.setProperty("tandem.inference.endpoint", String.join(",", modelServers()));
        modelsFolder().ifPresent(models -> System.setProperty("tandem.inference.models-folder", models.toString()));
        System.setProperty("tandem.ingestion.cache-folder", data.create("input-cache").toString());
        if (operatorSetting("folder").isEmpty()) {
            System.setProperty("tandem.operators.folder", data.create(OPERATORS).toString());
        }
        if (System.getenv("TANDEM_TRAINING_TRAINERS") == null) {
            System.setProperty("tandem.training.trainers", data.create("trainers").toString());
        }
        System.setProperty("tandem.training.jobs", data.create("training-jobs").toString());
        System.setProperty("quarkus.log.file.path", data.folder().resolve("tandem.log").toString());
        System.setProperty("quarkus.http.port", String.valueOf(port));
        Thread.ofPlatform().daemon().name("quarkus").start(() -> Quarkus.run(
                Listening.class, (code, failure) -> LISTENING.completeExceptionally(
                        failure == null ? new IllegalStateException("stopped with exit code " + code) : failure)));
        awaitListening();
        URI address = URI.create("http://" + LOOPBACK + ":" + port);
        data.announce(address);
        return address;
    }

    @Override
    public synchronized Inference inference() {
        if (inference == null) {
            inference = KServeInference.connect(
                    modelServers(),
                    contracts(),
                    InferenceSettings.DEFAULT,
                    InferenceListener.NONE);
        }
        return inference;
    }

    /** Reads the files of the store as they are, also beside a process that writes them. */
    @Override
    public Optional<KnownScores> known(Supplier<Digest> input) {
        Path store = data.folder().resolve(STORE);
        Path bucket = store.resolve(BUCKET);
        return Optional.of(bucket).filter(Files::isDirectory).map(there -> new KnownScores(
                new LocalObjectStore(new MemoryObjectStore(), store, there), SHARING, TENANT, input.get()));
    }

    @Override
    public synchronized OperatorCatalog operators() {
        if (operators == null) {
            Optional<Path> folder = operatorSetting("folder").map(Path::of)
                    .or(() -> Optional.of(data.folder().resolve(OPERATORS)).filter(Files::isDirectory));
            operators = OperatorFolder.open(
                    OperatorCatalog.load(), folder, operatorSetting("python").orElse(OperatorFolder.PYTHON));
        }
        return operators.catalog();
    }

    /** A setting of operators, as the configuration would find it. */
    private static Optional<String> operatorSetting(String name) {
        return Optional.ofNullable(System.getProperty("tandem.operators." + name))
                .or(() -> Optional.ofNullable(System.getenv("TANDEM_OPERATORS_" + name.toUpperCase(Locale.ROOT))))
                .filter(value -> !value.isBlank());
    }

    @Override
    public void await() {
        Quarkus.waitForExit();
    }

    void close() {
        data.release();
        if (operators != null) {
            operators.close();
        }
        temporary.removeOwn();
    }

    /** The user's models, where there are some: in the folder that the environment names, else beside the data. */
    private Optional<Path> modelsFolder() {
        Optional<Path> named = Optional.ofNullable(System.getenv("TANDEM_INFERENCE_MODELS_FOLDER"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of);
        return named.or(() -> Optional.of(data.folder().resolve("models")).filter(Files::isDirectory));
    }

    /** With those of the store, once it is started. */
    private ModelContracts contracts() {
        ModelContracts contracts = ModelContracts.load(modelsFolder());
        return stored.map(contracts::with).orElse(contracts);
    }

    /** The servers that the environment names, such as a Triton with the machine's accelerator; else one in this process. */
    private synchronized List<String> modelServers() {
        Optional<String> named = Optional.ofNullable(System.getenv("TANDEM_INFERENCE_ENDPOINT")).filter(servers -> !servers.isBlank());
        if (named.isPresent()) {
            return Stream.of(named.get().split(",")).map(String::strip).toList();
        }
        if (models == null) {
            models = EmbeddedInferenceServer.start(LOOPBACK, 0, contracts());
        }
        return List.of(LOOPBACK + ":" + models.port());
    }

    @Override
    public boolean isOwner() {
        return own.isPresent();
    }

    /** Takes the data folder; or, where another process runs the local mode on it, where that one listens. */
    private Optional<URI> acquireOrFindOther() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < deadline) {
            if (data.acquire()) {
                return Optional.empty();
            }
            Optional<DataFolder.Owner> owner = data.current();
            if (owner.isPresent()) {
                return owner.map(found -> URI.create(found.address()));
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TandemException(ErrorCode.CANCELLED, "Interrupted", e);
            }
        }
        throw new TandemException(ErrorCode.SERVICE_UNAVAILABLE, "Another tandem process holds '" + data.folder()
                + "' but does not answer. Stop it, or set TANDEM_HOME to another folder.");
    }

    private static void awaitListening() {
        try {
            LISTENING.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new TandemException(
                    ErrorCode.INTERNAL, "The local mode did not start: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new TandemException(
                    ErrorCode.SERVICE_UNAVAILABLE, "The local mode did not start within " + START_SECONDS + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TandemException(ErrorCode.CANCELLED, "Interrupted", e);
        }
    }

    /** The port that the user wants, else a free one. */
    private static int port() {
        String wanted = System.getenv().getOrDefault("TANDEM_PORT", "0");
        try (ServerSocket probe = new ServerSocket(Integer.parseInt(wanted), 1, InetAddress.getByName(LOOPBACK))) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new TandemException(ErrorCode.PORT_IN_USE, "Port " + wanted + " (TANDEM_PORT) cannot be used: "
                    + e.getMessage() + ". Choose another, or leave TANDEM_PORT out for any free one.", e);
        } catch (IllegalArgumentException e) {
            throw new TandemException(
                    ErrorCode.INVALID_ARGUMENT, "TANDEM_PORT must be a number from 0 to 65535, found '" + wanted + "'", e);
        }
    }
}
