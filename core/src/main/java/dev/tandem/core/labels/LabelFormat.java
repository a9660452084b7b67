package dev.tandem.core.labels;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.util.List;

/** In which form samples go to people, and labels come back. */
public enum LabelFormat {
    /** A JSON object a line. */
    JSONL("jsonl"),
    /** Tasks that Label Studio imports, and the JSON that it exports. */
    LABEL_STUDIO("label-studio");

    private final String text;

    LabelFormat(String text) {
        this.text = text;
    }

    /** @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} */
    public static LabelFormat of(String name) {
        for (LabelFormat format : values()) {
            if (format.text.equals(name)) {
                return format;
            }
        }
        throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The format of labels is jsonl or label-studio, found '" + name + "'");
    }

    /** The labels of a file in this form. */
    public List<HumanLabel> read(byte[] file) {
        return switch (this) {
            case JSONL -> LabelLines.read(file);
            case LABEL_STUDIO -> LabelStudioExport.read(file);
        };
    }

    /** Samples for people, in this form. */
    public byte[] write(List<LabelTask> tasks) {
        return LabelTask.write(tasks, this);
    }
}
