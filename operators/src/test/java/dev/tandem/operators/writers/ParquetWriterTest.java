package dev.tandem.operators.writers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.ReaderRun;
import dev.tandem.operators.testing.Samples;
import dev.tandem.operators.testing.WriterRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetWriterTest {

    @Provide
    Arbitrary<Sample> samples() {
        return Samples.any();
    }

    @Property(tries = 60)
    void theReaderGivesBackWhatWasWritten(@ForAll @Size(max = 5) List<@From("samples") Sample> samples)
            throws IOException {
        try (TempFolder folder = new TempFolder()) {
            WriterRun.of("parquet", samples).save(folder.path());

            assertThat(new ReaderRun("parquet").of(folder.path())).extracting(row -> row.sample().orElseThrow())
                    .isEqualTo(samples);
        }
    }

    @Test
    void mediaStandInsideTheFile(@TempDir Path folder) throws IOException {
        WriterRun run = WriterRun.of("parquet", Samples.everyday());
        run.save(folder);

        assertThat(run.extension()).isEqualTo("parquet");
        assertThat(run.media()).isEmpty();
        assertThat(new ReaderRun("parquet").of(folder)).extracting(row -> row.sample().orElseThrow())
                .isEqualTo(Samples.everyday());
    }
}
