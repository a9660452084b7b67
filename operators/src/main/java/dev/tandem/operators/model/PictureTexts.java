package dev.tandem.operators.model;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.RgbPixels;
import dev.tandem.core.inference.Tensor;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;

/** Reads the text in pictures: a detector finds the lines, a recogniser reads each of them. */
final class PictureTexts {
    /** As PaddleOCR has it: lines that are less certain are left out. */
    private static final double LEAST_CONFIDENCE = 0.5;

    private final Questions detector;
    private final Questions recogniser;
    private final List<String> characters;

    PictureTexts(Inference inference, String detector, String recogniser) {
        this.detector = new Questions(inference, detector);
        this.recogniser = new Questions(inference, recogniser);
        this.characters = inference.labels(recogniser, inference.contract(recogniser).outputs().getFirst().name());
    }

    /** Hands over the text of a picture, lines with line feeds between them, now or later. */
    void read(RgbPixels picture, Consumer<String> then) {
        detector.ask(ModelRow.image(picture), answer -> {
            List<PictureBox> boxes = TextBoxes.of(answer.first(), picture.width(), picture.height());
            if (boxes.isEmpty()) {
                then.accept("");
            }
            String[] lines = new String[boxes.size()];
            int[] left = {lines.length};
            for (int i = 0; i < lines.length; i++) {
                int line = i;
                recogniser.ask(ModelRow.image(boxes.get(i).cut(picture)), read -> {
                    lines[line] = line(read);
                    if (--left[0] == 0) {
                        then.accept(joined(lines));
                    }
                });
            }
        });
    }

    /** Asks what has not been asked yet. */
    void finish() {
        detector.finish();
        recogniser.finish();
    }

    private static String joined(String[] lines) {
        StringJoiner text = new StringJoiner("\n");
        for (String line : lines) {
            if (!line.isEmpty()) {
                text.add(line);
            }
        }
        return text.toString();
    }

    /** What the likeliest character of each step says, repetitions and blanks left out; the first character is the blank. */
    private String line(ModelAnswer answer) {
        Tensor steps = answer.first();
        int count = characters.size();
        StringBuilder line = new StringBuilder();
        double confidence = 0;
        int read = 0;
        int last = 0;
        for (int start = 0; start + count <= steps.values().length; start += count) {
            int likeliest = 0;
            for (int c = 1; c < count; c++) {
                if (steps.values()[start + c] > steps.values()[start + likeliest]) {
                    likeliest = c;
                }
            }
            if (likeliest != 0 && likeliest != last) {
                line.append(characters.get(likeliest));
                confidence += steps.values()[start + likeliest];
                read++;
            }
            last = likeliest;
        }
        return read > 0 && confidence / read >= LEAST_CONFIDENCE ? line.toString().strip() : "";
    }
}
