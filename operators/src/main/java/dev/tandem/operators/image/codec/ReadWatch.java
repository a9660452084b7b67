package dev.tandem.operators.image.codec;

import dev.tandem.core.error.SampleFailedException;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** Watches a reader at its work: stops it when the time is over, and hears what it only warns of. */
final class ReadWatch implements IIOReadProgressListener {
    private final ImageReader reader;
    private final DecodingTime time;
    private boolean cut;

    ReadWatch(ImageReader reader, DecodingTime time) {
        this.reader = reader;
        this.time = time;
        reader.addIIOReadProgressListener(this);
        // Some decoders fill up what is missing with grey, and only warn.
        reader.addIIOReadWarningListener((source, warning) -> {
            String lower = warning.toLowerCase(Locale.ROOT);
            cut |= lower.contains("truncat") || lower.contains("premature");
        });
    }

    /** Throws unless what was read is whole. */
    void verify() throws IOException, SampleFailedException {
        if (cut) {
            throw ImageFailure.broken("The image is cut off");
        }
        time.check();
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        if (time.isOver()) {
            reader.abort();
        }
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}
}
