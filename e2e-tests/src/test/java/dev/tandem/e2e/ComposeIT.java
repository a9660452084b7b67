package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same recipe on real servers: Temporal, MinIO and Triton in containers, and each role of ours in its own. */
@OnCompose
class ComposeIT {
    @TempDir
    Path folder;

    /** The demo's recipe has a step that a model scores: on Triton there, on the embedded server here. */
    @Test
    void publishedDigestsAreThoseOfTheLocalMode(RunningCompose compose) {
        DemoRun remote = DemoRun.on(compose.client(), folder.resolve("remote"));
        assertThat(remote.manifests()).isEqualTo(DemoRun.local().manifests());

        DemoRun again = DemoRun.on(compose.client(), folder.resolve("remote"));
        assertThat(again.run().steps()).allSatisfy(step -> assertThat(step.reused()).isEqualTo(step.shards()));
    }

    @Test
    void doctorFindsNothingWrong(RunningCompose compose) {
        Outcome doctor = compose.client().run("doctor");
        assertThat(doctor.exitCode()).as(doctor.text()).isZero();
        assertThat(doctor.out()).contains("service dedup at dedup:8080: ready", "workers for 'curation-filtering'");
        assertThat(compose.client().run("gc", "--delete").exitCode()).isZero();
    }

    @Test
    void operatorsOfOnesOwnAreInEveryProcess(RunningCompose compose) {
        OwnOperator.verify(compose.client(), folder);
    }

    @Test
    void aProcessServesItsOwnRolesOnly(RunningCompose compose) {
        assertThat(compose.statusOf("worker", "/api/v1/runs")).isEqualTo("404");
        assertThat(compose.statusOf("worker", "/q/health/ready")).isEqualTo("200");
    }

    @Test
    void noLogKnowsASecret(RunningCompose compose) {
        assertThat(compose.client().run("runs").exitCode()).isZero();
        assertThat(compose.secrets()).hasSizeGreaterThan(8).allMatch(secret -> secret.length() == 40);
        assertThat(RunningCompose.containers()).hasSizeGreaterThan(9).allSatisfy(container -> {
            String log = RunningCompose.logs(container);
            assertThat(compose.secrets()).noneMatch(log::contains);
        });
    }
}
