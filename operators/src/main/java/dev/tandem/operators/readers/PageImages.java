package dev.tandem.operators.readers;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.operator.MediaLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The images of one page, each read once however often it is shown. */
final class PageImages {
    /** A page with more is no document, and its sample would not fit into memory. */
    private static final int MAX_IMAGES = 1_000;

    private final Pages pages;
    private final String page;
    private final long maxBytes;
    private final Map<String, Optional<Image>> read = new HashMap<>();
    private int shown;
    private long bytes;
    private int missing;

    PageImages(Pages pages, String page, MediaLimits limits) {
        this.pages = pages;
        this.page = page;
        this.maxBytes = limits.maxMediaBytes();
    }

    /** An image that is there and of a known kind. */
    record Image(String path, String type, MediaContent content) {}

    /**
     * The image that a link leads to; empty for one that is missing, elsewhere or of no known kind.
     *
     * @throws SampleFailedException {@link ErrorCode#MEDIA_LIMIT} for too many images, or too many bytes in all
     */
    Optional<Image> find(String link) throws SampleFailedException {
        Optional<Image> image = read.computeIfAbsent(link, this::read);
        if (image.isEmpty()) {
            missing++;
            return image;
        }
        shown++;
        bytes += image.get().content().size();
        if (shown > MAX_IMAGES || bytes > maxBytes) {
            throw new SampleFailedException(ErrorCode.MEDIA_LIMIT, "The page shows more than " + MAX_IMAGES
                    + " images, or more than " + maxBytes + " bytes of them");
        }
        return image;
    }

    /** How many images were not found. */
    int missing() {
        return missing;
    }

    private Optional<Image> read(String link) {
        return LinkPath.resolve(page, link).flatMap(path -> pages.resource(path).flatMap(file ->
                ImageType.of(file).map(type -> new Image(path, type, MediaContent.of(file)))));
    }
}
