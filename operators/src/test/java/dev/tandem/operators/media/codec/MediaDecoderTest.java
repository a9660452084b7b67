package dev.tandem.operators.media.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.process.WorkerFaultException;
import dev.tandem.core.process.WorkerFaultException.Kind;
import dev.tandem.core.process.WorkerProcess;
import dev.tandem.media.MediaAnswer;
import dev.tandem.media.MediaRequest;
import dev.tandem.media.MediaWorker;
import dev.tandem.operators.testing.TestMedia;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone, as it ends the processes of other tests too. */
@Isolated
final class MediaDecoderTest {
    private static final MediaRequest.Audio AUDIO = new MediaRequest.Audio();

    private static MediaAnswer.Audio audio(Part.Media media, MediaLimits limits) throws SampleFailedException {
        return MediaDecoder.ask(media, AUDIO, MediaAnswer.Audio.class, limits);
    }

    @Test
    void aWorkerThatIsGoneIsReplaced() throws SampleFailedException {
        Part.Media tone = TestMedia.part(TestMedia.TONE);
        MediaAnswer.Audio before = audio(tone, MediaLimits.DEFAULT);
        workers().forEach(ProcessHandle::destroyForcibly);
        workers().forEach(worker -> worker.onExit().join());

        assertThat(audio(tone, MediaLimits.DEFAULT)).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void workersMayHaveLittleAndKnowNothingOfThisProcess() throws SampleFailedException, IOException {
        audio(TestMedia.part(TestMedia.TONE), MediaLimits.DEFAULT);
        Path worker = Path.of("/proc", Long.toString(workers().getFirst().pid()));

        assertThat(Files.readString(worker.resolve("limits")))
                .containsPattern("Max address space +3221225472 +3221225472")
                .containsPattern("Max file size +0 +0")
                .containsPattern("Max core file size +0 +0");
        assertThat(Files.readString(worker.resolve("oom_score_adj"))).isEqualTo("1000\n");
        assertThat(Files.readString(worker.resolve("environ")).split("\0"))
                .extracting(variable -> variable.substring(0, variable.indexOf('=')))
                .isSubsetOf(Stream.concat(WorkerProcess.ENVIRONMENT.stream(), Stream.of("MALLOC_ARENA_MAX")).toList());
    }

    private static List<ProcessHandle> workers() {
        return ProcessHandle.current().children()
                .filter(child -> child.info().commandLine().orElse("").contains(MediaWorker.class.getName()))
                .toList();
    }

    @Test
    void whatAProcessEndedWithTellsWhoseFaultItWas() {
        WorkerFaultException ended = new WorkerFaultException(Kind.ENDED, "ended");

        assertThat(DecoderEnd.of(new WorkerFaultException(Kind.LATE, "late"), OptionalInt.empty())).isEqualTo(DecoderEnd.TOO_SLOW);
        assertThat(DecoderEnd.of(ended, OptionalInt.of(MediaWorker.STUCK))).isEqualTo(DecoderEnd.TOO_SLOW);
        assertThat(DecoderEnd.of(ended, OptionalInt.of(MediaWorker.NO_MEMORY))).isEqualTo(DecoderEnd.TOO_LARGE);
        assertThat(DecoderEnd.of(ended, OptionalInt.of(137))).isEqualTo(DecoderEnd.TOO_LARGE);
        assertThat(DecoderEnd.of(ended, OptionalInt.of(139))).isEqualTo(DecoderEnd.BROKEN);
        assertThat(DecoderEnd.of(new WorkerFaultException("nonsense"), OptionalInt.of(137))).isEqualTo(DecoderEnd.BROKEN);
    }

    @Test
    void limitsHold() {
        Part.Media tone = TestMedia.part(TestMedia.TONE);
        MediaLimits bytes = new MediaLimits(100, 1, 1_000, 1);
        MediaLimits seconds = new MediaLimits(100, 1, 1 << 20, 1, new MediaLimits.Playback(1, 1, 1, 1));

        assertThatThrownBy(() -> audio(tone, bytes))
                .isInstanceOfSatisfying(SampleFailedException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_LIMIT))
                .hasMessage("The sound has 64044 bytes, more than 1000");
        assertThatThrownBy(() -> audio(tone, seconds))
                .isInstanceOfSatisfying(SampleFailedException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_LIMIT))
                .hasMessage("The sound is longer than 1.0 seconds");
    }

    @Test
    void whatIsNoMediumIsBroken() {
        Part.Media text = new Part.Media(Modality.AUDIO, "audio/wav", MediaContent.of(new byte[100]), Map.of());

        assertThatThrownBy(() -> audio(text, MediaLimits.DEFAULT))
                .isInstanceOfSatisfying(SampleFailedException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BROKEN_MEDIA));
    }

    @Test
    void operatorsOfAPassAskOnce() {
        AtomicInteger fetched = new AtomicInteger();
        MediaContent whole = MediaContent.of(TestMedia.TONE);
        Part.Media counted = new Part.Media(Modality.AUDIO, "audio/wav", MediaContent.stored(whole.digest(), whole.size(), () -> {
            fetched.incrementAndGet();
            return TestMedia.TONE;
        }), Map.of());
        OperatorCatalog catalog = OperatorCatalog.load();
        List<String> names = List.of("audio_duration", "audio_loudness", "audio_silence_ratio", "audio_snr");
        List<CurationOperator> operators = names.stream()
                .map(name -> catalog.create(name, Map.of(), OperatorContext.withoutModels()))
                .toList();
        List<Verdict> verdicts = new ArrayList<>();
        PassStep.inMemory(names, operators, List.of(Sample.read("tone", Map.of(), List.of(counted))), verdicts::add);

        assertThat(verdicts).hasSize(4).allMatch(verdict -> verdict.decision().keep());
        assertThat(fetched).hasValue(1);
    }
}
