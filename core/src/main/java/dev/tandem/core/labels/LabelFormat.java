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

    /** The labels of a file in this form; a JSON array is one of Label Studio in any case. */
    public List<HumanLabel> read(byte[] file) {
        return this == LABEL_STUDIO || isArray(file) ? LabelStudioExport.read(file) : LabelLines.read(file);
    }

    private static boolean isArray(byte[] file) {
        int at = 0;
        while (at < file.length && Character.isWhitespace(file[at])) {
            at++;
        }
        return at < file.length && file[at] == '[';
    }

    /** Samples for people, in this form. */
    public byte[] write(List<LabelTask> tasks) {
        return LabelTask.write(tasks, this);
    }
}
