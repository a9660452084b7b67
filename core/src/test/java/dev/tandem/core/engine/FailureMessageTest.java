package dev.tandem.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Mapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator says of a sample that it cannot process is kept beside the shard, for whoever asks later. */
final class FailureMessageTest {
    private static Sample sample(String source, String text) {
        return Sample.read(source, Map.of(), List.of(new Part.Text(text)));
    }

    @Test
    void passKeepsTheMessageOfAFailedRowAsAFeature() {
        Mapper mapper = text -> {
            if (text.equals("bad")) {
                throw new SampleFailedException(ErrorCode.BROKEN_MEDIA, "what was wrong with it");
            }
            return text;
        };
        FusedPass.Result result = PassStep.inMemory(
                List.of("strict"), List.of(mapper), List.of(sample("a", "good"), sample("b", "bad")), FusedPass.VerdictSink.IGNORE);
        assertThat(result.features().row(1)).isEqualTo(Map.of("strict.failure", "what was wrong with it"));
        assertThat(result.features().row(0)).isEmpty();
        assertThat(result.selection().reasonOf(1).orElseThrow().reason()).isEqualTo("BROKEN_MEDIA");
    }

    @Test
    void deduplicationKeepsTheMessageOfAFailedRowAsAFeature() {
        DedupRun run = DedupRun.of(
                List.of(List.of(sample("a", "some good words"), sample("b", "broken picture"))), new WordSetDeduplicator(0.7));
        assertThat(run.features().get("b")).containsEntry("words.failure", "broken");
        assertThat(run.features().get("a")).doesNotContainKey("words.failure");
    }
}
