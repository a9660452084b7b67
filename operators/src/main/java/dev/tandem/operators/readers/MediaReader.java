package dev.tandem.operators.readers;

import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Reader;
import java.util.List;

/**
 * Reads files of sound and video, one sample each: WAV, FLAC, MP3, AAC, Ogg (Opus, Vorbis, Theora), MP4 and M4A, QuickTime,
 * Matroska, WebM and AVI. Which of them a file is, and whether there are pictures in it, its content tells; it is not
 * decoded. A text file of the same name beside it is its description.
 */
@OperatorName("media")
public final class MediaReader implements Reader {
    private static final DescribedFiles FILES =
            new DescribedFiles("sound or video", MediaParts::isNamedLikePlayed, MediaParts::played);

    private final MediaLimits limits;

    public MediaReader(Params params, OperatorContext context) {
        this.limits = context.mediaLimits();
    }

    /** It has none. */
    public record Params() {}

    @Override
    public List<Split> split(Input input, int samplesPerSplit) {
        return FILES.split(input, samplesPerSplit);
    }

    @Override
    public void read(Input input, Split split, Output out) {
        FILES.read(input, split, limits, out);
    }
}
