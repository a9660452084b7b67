package dev.tandem.training.job.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerFileTest {
    @TempDir
    private Path folder;

    private void write(String yaml) throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), yaml);
    }

    @Test
    void aFileNamesATrainer() throws IOException {
        write("{command: [python3, mine.py], version: '2', hours: 0.5, memory_mib: 64, environment: [CUDA_VISIBLE_DEVICES]}");
        Files.writeString(folder.resolve("README.md"), "no trainer");
        assertThat(TrainerFile.folder(folder)).containsExactly(new CommandSettings("mine", "2", List.of("python3", "mine.py"),
                Duration.ofMinutes(30), Duration.ofMinutes(10), OptionalLong.of(64 << 20), List.of("CUDA_VISIBLE_DEVICES"), 512L << 20));
    }

    @Test
    void aFileNamesATrainerInAContainer() throws IOException {
        write("{image: 'trainer:2', version: 1, cpus: 2, memory_mib: 64, network: models, engine: podman, gpus: all}");
        assertThat(TrainerFile.folder(folder)).singleElement().satisfies(settings -> {
            assertThat(settings.command()).isEmpty();
            assertThat(settings.container()).contains(new Container(
                    "trainer:2", "podman", OptionalDouble.of(2), Optional.of("models"), Optional.of("all")));
        });
        write("{command: [x], version: 1, cpus: 2}");
        assertThatThrownBy(() -> TrainerFile.folder(folder)).hasMessageContaining("'cpus' is for a container");
    }

    @Test
    void whatIsWrongIsTold() throws IOException {
        write("{comand: [x], hours: never}");
        assertThatThrownBy(() -> TrainerFile.folder(folder)).hasMessageContainingAll(
                "unknown key 'comand'", "'command' is missing", "'version' is missing", "'hours' must be a number");
        Files.move(folder.resolve("mine.yaml"), folder.resolve("My Trainer.yaml"));
        Files.writeString(folder.resolve("My Trainer.yaml"), "{command: [x], version: 1}");
        assertThatThrownBy(() -> TrainerFile.folder(folder)).hasMessageContaining("found 'My Trainer'");
        assertThatThrownBy(() -> TrainerFile.folder(folder.resolve("none"))).hasMessageContaining("tandem.training.trainers");
    }
}
