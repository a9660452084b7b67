package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The charts on the cluster that {@code KUBECONFIG} names, in the life of an installation: installed, used, upgraded, removed.
 *
 * <p>{@code TEST_CLUSTER_LOAD} is a command that gives images of the Docker engine to the cluster, such as
 * {@code kind load docker-image}; without it, the nodes are taken to have them.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {
    private static final String NAMESPACE = "tandem-test";
    private static final List<String> IMAGES =
            List.of("gateway", "ingestion", "filtering", "dedup", "synthesis", "publishing", "training", "worker", "cli", "models");
    private static final List<String> SERVERS = List.of(
            "temporalio/temporal:1.5", "minio/minio:RELEASE.2025-09-07T16-13-09Z", "nvcr.io/nvidia/tritonserver:24.10-py3");
    /** A test's cluster may have two processors for everything. */
    private static final String[] INSTALL = {
        "install", "tandem", "helm/tandem", "--wait", "--timeout", "460s",
        "--set", "temporal.address=dev-temporal:7233",
        "--set", "objectStore.endpoint=http://dev-minio:9000",
        "--set", "objectStore.secretPrefix=dev-object-store",
        "--set", "operators.existingConfigMap=own-operators",
        "--set", "inference.endpoint=dev-triton:8001",
        "--set", "defaults.resources.requests.cpu=20m",
        "--set", "defaults.resources.requests.memory=256Mi"
    };

    @TempDir
    static Path folder;

    @BeforeAll
    static void prepare() {
        assertThat(System.getenv("KUBECONFIG")).as("KUBECONFIG names the cluster to install on; all tests need one").isNotBlank();
        kubectl("get", "nodes");
        Outcome images = TandemHome.at(folder.resolve("home")).run("images");
        assertThat(images.exitCode()).as(images.text()).isZero();
        String load = System.getenv("TEST_CLUSTER_LOAD");
        if (load != null) {
            // All at once: they share most of their layers.
            Commands.run(List.of(load.split(" ")), Map.of(), images());
        }
        remove();
        kubectl("create", "namespace", NAMESPACE);
        // What the strictest of the standard policies refuses is refused here as well.
        helm("install", "dev", "helm/dev", "--wait", "--timeout", "460s");
        Path operators = OwnOperator.into(folder.resolve("operators"));
        kubectl("create", "configmap", "own-operators", "--from-file=" + operators.resolve(OwnOperator.JAR));
        kubectl("label", "namespace", NAMESPACE, "pod-security.kubernetes.io/enforce=restricted");
    }

    @AfterAll
    static void remove() {
        kubectl("delete", "namespace", NAMESPACE, "--ignore-not-found", "--wait=true");
    }

    @Test
    @Order(1)
    void settingsThatAreMissingOrMisspelledAreNamed() {
        assertThat(refusedBy("helm/tandem")).contains("temporal.address is missing", "helm/dev");
        assertThat(refusedBy("helm/tandem", "--set", "temporal.address=t:7233", "--set", "objectStore.endpoint=http://s"))
                .contains("objectStore.secretPrefix is missing", "objectStore.existingSecret", "accessKey");
        assertThat(refusedBy("helm/tandem", "--set", "temporal.adress=t:7233")).contains("adress");
    }

    @Test
    @Order(2)
    void installedChartPublishesTheDigestsOfTheLocalMode() {
        assertThat(helm(INSTALL)).contains("port-forward service/tandem-gateway", "helm -n " + NAMESPACE + " test tandem");
        DemoRun run = throughTheGateway(client -> DemoRun.on(client, folder.resolve("output")));
        assertThat(run.manifests()).isEqualTo(DemoRun.local().manifests());
        String secrets = kubectl(
                "get", "deployments", "-l", "app.kubernetes.io/name=tandem", "-o", "jsonpath={..secretKeyRef.name}");
        // Name and password, for each of the eight roles.
        assertThat(secrets.split(" ")).hasSize(2 * 8).contains("dev-object-store-worker").doesNotContain("dev-object-store");
    }

    @Test
    @Order(3)
    void operatorsOfOnesOwnAreInEveryProcess() {
        throughTheGateway(client -> {
            OwnOperator.verify(client, folder);
            return client;
        });
    }

    /** Its weights are sent to Triton, and its contract is in the store: no chart and no image has heard of it. */
    @Test
    @Order(4)
    void aModelThatNothingKnowsIsAskedAndAskedOnce() {
        Path models = folder.resolve("models");
        ModelRecipe.renamed("open_nsfw", "house_rules", models);
        Path pictures = ModelRecipe.pairs(folder.resolve("pictures"));
        String limit = "image_score: {model: house_rules, label: nsfw, max_score: 0.003}";
        Path recipe = Recipes.stage(folder, "images:", limit);
        TandemHome local = TandemHome.at(folder.resolve("house")).with("TANDEM_INFERENCE_MODELS_FOLDER", models.toString());
        Outcome expected = ModelRecipe.run(local, recipe, pictures, folder.resolve("here"));
        Outcome found = throughTheGateway(client -> {
            Outcome added = client.run("models", "add", models.resolve("house_rules"));
            assertThat(added.exitCode()).as(added.text()).isZero();
            Outcome loaded = client.run("models", "load", "house_rules", "--files");
            assertThat(loaded.exitCode()).as(loaded.text()).isZero();
            Outcome run = ModelRecipe.run(client, recipe, pictures, folder.resolve("there"));
            Path other = Recipes.stage(folder, "images:", "image_shape:", limit);
            assertThat(ModelRecipe.scores(ModelRecipe.run(client, other, pictures, folder.resolve("again"))).get("house_rules").asked())
                    .isZero();
            return run;
        });
        assertThat(new Published(folder.resolve("there")).manifests()).isEqualTo(new Published(folder.resolve("here")).manifests());
        assertThat(ModelRecipe.scores(found)).isEqualTo(ModelRecipe.scores(expected));
        assertThat(ModelRecipe.scores(found).get("house_rules").asked()).isPositive();
    }

    @Test
    @Order(5)
    void helmTestSubmitsARun() {
        assertThat(helm("test", "tandem", "--timeout", "460s")).contains("Phase:          Succeeded");
    }

    @Test
    @Order(6)
    void upgradeChangesWhatItSaysAndKeepsFinishedWork() {
        helm(
                "upgrade", "tandem", "helm/tandem", "--reuse-values", "--wait", "--timeout", "460s",
                "--set", "services.filtering.replicas=2", "--set", "services.worker.env.TANDEM_PROCESS_WORKER_CONCURRENT_SHARDS=3");
        assertThat(kubectl("get", "deployment", "tandem-filtering", "-o", "jsonpath={.status.readyReplicas}")).isEqualTo("2");
        DemoRun again = throughTheGateway(client -> DemoRun.on(client, folder.resolve("again")));
        assertThat(again.run().steps()).allSatisfy(step -> assertThat(step.reused()).isEqualTo(step.shards()));
    }

    @Test
    @Order(7)
    void nothingIsLeftOfAnUninstalledChart() {
        helm("uninstall", "tandem", "--wait", "--timeout", "460s");
        // The pod of `helm test` stays, so that its log can be read.
        String ours = "app.kubernetes.io/instance=tandem,app.kubernetes.io/component!=test";
        await().atMost(TandemProcess.PATIENCE)
                .until(() -> kubectl("get", "all,pdb,networkpolicy,serviceaccount,secret", "-o", "name", "-l", ours).isEmpty());
    }

    private static String[] images() {
        return Stream.concat(IMAGES.stream().map(image -> "tandem/" + image + ":0.1.0"), SERVERS.stream()).toArray(String[]::new);
    }

    private static <T> T throughTheGateway(java.util.function.Function<TandemHome, T> work) {
        List<String> command = List.of(
                "kubectl", "-n", NAMESPACE, "port-forward", "service/tandem-gateway", ":8080");
        try (TandemProcess forward = TandemProcess.start(command, Map.of(), TandemHome.ROOT)) {
            Matcher address = Pattern.compile("127\\.0\\.0\\.1:[0-9]+")
                    .matcher(forward.line(line -> line.contains("127.0.0.1:")));
            assertThat(address.find()).isTrue();
            TandemHome client = TandemHome.at(folder.resolve("client")).with("TANDEM_ADDRESS", "http://" + address.group());
            assertThat(client.run("runs").err()).as("without a token").contains("UNAUTHENTICATED");
            String token = kubectl("get", "secret", "tandem-tokens", "-o", "go-template={{.data.token | base64decode}}");
            return work.apply(client.with("TANDEM_TOKEN", token));
        }
    }

    private static String refusedBy(String... chart) {
        List<String> command = Stream.concat(
                        Stream.of("helm", "template", "--kube-version", "1.34.0", "tandem"), Stream.of(chart))
                .toList();
        try (TandemProcess process = TandemProcess.start(command, Map.of(), TandemHome.ROOT)) {
            Outcome outcome = process.outcome();
            assertThat(outcome.exitCode()).as(outcome.text()).isNotZero();
            return outcome.err();
        }
    }

    private static String kubectl(String... arguments) {
        return Commands.run(List.of("kubectl", "-n", NAMESPACE), Map.of(), arguments);
    }

    private static String helm(String... arguments) {
        return Commands.run(List.of("helm", "-n", NAMESPACE), Map.of(), arguments);
    }
}
