package dev.tandem.operators.readers;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.Reader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects the files of one sample of a WebDataset after another. */
final class WebdatasetMembers {
    private final String file;
    private final MediaLimits limits;
    private final List<Part> parts = new ArrayList<>();
    private final Map<String, String> metadata = new TreeMap<>();
    private String key = "";
    private SampleFailedException failure;

    WebdatasetMembers(String file, MediaLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    void add(String entryKey, TarArchive.Entry entry, TarArchive archive) throws IOException {
        key = entryKey;
        if (failure != null) {
            return;
        }
        try {
            member(entry, archive);
        } catch (SampleFailedException e) {
            failure = e;
        }
    }

    private void member(TarArchive.Entry entry, TarArchive archive) throws IOException, SampleFailedException {
        String name = entry.name();
        if (!LinkPath.isInside(name)) {
            throw new SampleFailedException(ErrorCode.UNSAFE_PATH, "The entry '" + name + "' leaves the archive");
        }
        String ending = name.substring(key.length()).toLowerCase(Locale.ROOT);
        boolean text = ending.endsWith(".txt") || ending.endsWith(".caption") || ending.endsWith(".json");
        long limit = text ? limits.maxTextBytes() : limits.maxMediaBytes();
        if (entry.size() > limit) {
            throw new SampleFailedException(
                    ErrorCode.TOO_LARGE, "The entry '" + name + "' has " + entry.size() + " bytes");
        }
        byte[] bytes = archive.content(entry, limit);
        if (ending.endsWith(".json")) {
            metadata.put("json", StrictText.decode(bytes, StandardCharsets.UTF_8));
        } else if (text) {
            parts.add(new Part.Text(StrictText.decode(bytes, StandardCharsets.UTF_8)));
        } else {
            Optional<Part.Media> media = MediaParts.of(bytes, name);
            if (media.isPresent()) {
                parts.add(media.get());
            } else if (ImageType.isNamedLikeImage(ending) || MediaParts.isNamedLikePlayed(ending)) {
                throw new SampleFailedException(
                        ErrorCode.BROKEN_MEDIA, "The entry '" + name + "' is no image, sound or video of a known kind");
            }
        }
    }

    /** Ends the sample that was being collected. */
    void flush(Reader.Output out) {
        if (key.isEmpty()) {
            return;
        }
        String source = file + "!/" + key;
        if (failure != null) {
            out.fail(source, failure.code(), failure.getMessage());
        } else if (parts.isEmpty()) {
            out.fail(source, ErrorCode.EMPTY_SAMPLE, "None of the sample's files is text, an image, a sound or a video");
        } else {
            metadata.put(SampleMetadata.ROW_ID, key);
            metadata.put(SampleMetadata.INPUT, file);
            out.accept(Sample.read(source, metadata, parts));
        }
        parts.clear();
        metadata.clear();
        failure = null;
        key = "";
    }

    /** Fails the sample that was being collected, or the file where none was. */
    void fail(SampleFailedException cause, Reader.Output out) {
        if (key.isEmpty()) {
            out.fail(file, cause.code(), cause.getMessage());
        } else {
            failure = failure == null ? cause : failure;
            flush(out);
        }
    }
}
