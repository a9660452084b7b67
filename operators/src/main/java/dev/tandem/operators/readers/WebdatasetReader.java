package dev.tandem.operators.readers;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Reader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads WebDataset: tar archives in which neighbouring files of one base name are a sample. Images become image parts,
 * {@code .txt} and {@code .caption} text; {@code .json} is metadata. Files of other kinds are left out.
 */
@OperatorName("webdataset")
public final class WebdatasetReader implements Reader {
    private final MediaLimits limits;

    public WebdatasetReader(Params params, OperatorContext context) {
        this.limits = context.mediaLimits();
    }

    /** It has none. */
    public record Params() {}

    @Override
    public List<Split> split(Input input, int samplesPerSplit) {
        List<Split> splits = new ArrayList<>();
        for (InputFile file : files(input)) {
            long samples = 0;
            String last = "";
            try (TarArchive archive = new TarArchive(file.path())) {
                for (Optional<TarArchive.Entry> entry = archive.next(); entry.isPresent(); entry = archive.next()) {
                    String key = key(entry.get().name());
                    samples += key.equals(last) ? 0 : 1;
                    last = key;
                }
            } catch (IOException e) {
                samples++;
            }
            for (long from = 0; from < samples; from += samplesPerSplit) {
                splits.add(new Split(file.name(), from, Math.min(from + samplesPerSplit, samples)));
            }
        }
        return splits;
    }

    @Override
    public void read(Input input, Split split, Output out) {
        InputFile file = files(input).stream().filter(found -> found.name().equals(split.file())).findFirst().orElseThrow();
        Members members = new Members(file.name(), limits);
        String last = "";
        long index = -1;
        try (TarArchive archive = new TarArchive(file.path())) {
            for (Optional<TarArchive.Entry> next = archive.next(); next.isPresent(); next = archive.next()) {
                TarArchive.Entry entry = next.get();
                String key = key(entry.name());
                if (!key.equals(last)) {
                    members.flush(out);
                    last = key;
                    index++;
                }
                if (index >= split.to()) {
                    break;
                }
                if (index >= split.from()) {
                    members.add(key, entry, archive);
                }
            }
            members.flush(out);
        } catch (IOException e) {
            members.flush(out);
            out.fail(file.name(), ErrorCode.UNREADABLE_INPUT, "The archive cannot be read: " + e.getMessage());
        }
    }

    private static String key(String name) {
        int slash = name.lastIndexOf('/');
        int dot = name.indexOf('.', slash + 1);
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static List<InputFile> files(Input input) {
        return input.files().stream().filter(file -> file.name().toLowerCase(Locale.ROOT).endsWith(".tar")).toList();
    }

    /** The files of one sample. */
    private static final class Members {
        private final String file;
        private final MediaLimits limits;
        private final List<Part> parts = new ArrayList<>();
        private final Map<String, String> metadata = new TreeMap<>();
        private String key = "";
        private SampleFailedException failure;

        Members(String file, MediaLimits limits) {
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
            if (!LinkPath.isInside(entry.name())) {
                throw new SampleFailedException(ErrorCode.UNSAFE_PATH, "The entry '" + entry.name() + "' leaves the archive");
            }
            String ending = entry.name().substring(Math.min(key.length(), entry.name().length())).toLowerCase(Locale.ROOT);
            boolean text = ending.endsWith(".txt") || ending.endsWith(".caption") || ending.endsWith(".json");
            long limit = text ? limits.maxTextBytes() : limits.maxMediaBytes();
            if (entry.size() > limit) {
                throw new SampleFailedException(ErrorCode.TOO_LARGE, "The entry '" + entry.name() + "' has " + entry.size() + " bytes");
            }
            byte[] bytes = archive.content(entry, limit);
            if (ending.endsWith(".json")) {
                metadata.put("json", StrictText.decode(bytes, StandardCharsets.UTF_8));
            } else if (text) {
                parts.add(new Part.Text(StrictText.decode(bytes, StandardCharsets.UTF_8)));
            } else {
                ImageType.of(bytes).ifPresent(type -> parts.add(new Part.Media(
                        Modality.IMAGE, type, MediaContent.of(bytes), Map.of(PartAttributes.URL, entry.name()))));
            }
        }

        void flush(Output out) {
            if (key.isEmpty()) {
                return;
            }
            String source = file + "!/" + key;
            if (failure != null) {
                out.fail(source, failure.code(), failure.getMessage());
            } else if (parts.isEmpty()) {
                out.fail(source, ErrorCode.EMPTY_SAMPLE, "None of the sample's files is text or an image");
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
    }
}
