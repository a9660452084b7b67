package dev.tandem.operators.media.codec;

import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.SampleView.Derivation;
import dev.tandem.media.MediaAnswer;
import dev.tandem.media.MediaRequest;

/**
 * What was found out about the sounds or videos of a sample by one question, asked once for all operators that see the sample.
 * Answers are small; the media themselves are decoded elsewhere.
 */
public final class SampleMedia {
    /** Equal questions of operators that know nothing of each other are one, as long as a sample or an operator holds it. */
    private static final Interner<Question<?>> QUESTIONS = Interners.newWeakInterner();

    private SampleMedia() {}

    private record Question<T extends MediaAnswer>(
            Modality modality, MediaRequest.Question asked, Class<T> answer, MediaLimits limits) implements Derivation<MediaAnswer[]> {
        @Override
        public MediaAnswer[] derive(SampleView sample) throws SampleFailedException {
            Part.Media[] media = sample.media().stream().filter(part -> part.modality() == modality).toArray(Part.Media[]::new);
            MediaAnswer[] answers = new MediaAnswer[media.length];
            for (int i = 0; i < media.length; i++) {
                answers[i] = MediaDecoder.ask(media[i], asked, answer, limits);
            }
            return answers;
        }
    }

    /** Measures of a medium, in the order of a filter's features. */
    @FunctionalInterface
    public interface Measure<T extends MediaAnswer> {
        double[] of(T answer);
    }

    /** Measures every sound of every sample: each feature gets one number for each sound. */
    public static void sounds(Batch batch, Measurements out, MediaLimits limits, int features, Measure<MediaAnswer.Audio> measure) {
        measure(batch, out, new Question<>(Modality.AUDIO, new MediaRequest.Audio(), MediaAnswer.Audio.class, limits), features, measure);
    }

    /** Measures the beginning of every sound of every sample by its spectrum. */
    public static void spectra(
            Batch batch, Measurements out, MediaLimits limits, MediaRequest.SpectralSnr question,
            Measure<MediaAnswer.SpectralSnr> measure) {
        measure(batch, out, new Question<>(Modality.AUDIO, question, MediaAnswer.SpectralSnr.class, limits), 1, measure);
    }

    /** Measures every video of every sample by what its container says; nothing is decoded. */
    public static void containers(
            Batch batch, Measurements out, MediaLimits limits, int features, Measure<MediaAnswer.Streams> measure) {
        Question<MediaAnswer.Streams> question =
                new Question<>(Modality.VIDEO, new MediaRequest.Streams(), MediaAnswer.Streams.class, limits);
        measure(batch, out, question, features, measure);
    }

    /** Measures every video of every sample by its pictures. */
    public static void videos(
            Batch batch, Measurements out, MediaLimits limits, MediaRequest.Video question, int features,
            Measure<MediaAnswer.Video> measure) {
        measure(batch, out, new Question<>(Modality.VIDEO, question, MediaAnswer.Video.class, limits), features, measure);
    }

    /** Pictures of a video. */
    public static MediaAnswer.Frames frames(Part.Media video, MediaRequest.Frames question, MediaLimits limits)
            throws SampleFailedException {
        return MediaDecoder.ask(video, question, MediaAnswer.Frames.class, limits);
    }

    /**
     * A sound as one channel.
     *
     * @param rate samples of a second
     * @param seconds of a longer sound the beginning
     */
    public static float[] waveform(Part.Media sound, int rate, int seconds, MediaLimits limits) throws SampleFailedException {
        return MediaDecoder.ask(sound, new MediaRequest.Waveform(rate, seconds), MediaAnswer.Waveform.class, limits).samples();
    }

    private static <T extends MediaAnswer> void measure(
            Batch batch, Measurements out, Question<T> question, int features, Measure<T> measure) {
        Question<?> shared = QUESTIONS.intern(question);
        batch.forEach(out, (row, sample) -> {
            MediaAnswer[] answers = sample.derive(shared);
            double[][] values = new double[features][answers.length];
            for (int i = 0; i < answers.length; i++) {
                double[] measured = measure.of(question.answer().cast(answers[i]));
                for (int feature = 0; feature < features; feature++) {
                    values[feature][i] = measured[feature];
                }
            }
            for (int feature = 0; feature < features; feature++) {
                out.numbers(row, feature, values[feature]);
            }
        });
    }
}
