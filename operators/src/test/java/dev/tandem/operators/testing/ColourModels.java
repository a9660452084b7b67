package dev.tandem.operators.testing;

import dev.tandem.core.inference.DataType;
import dev.tandem.core.inference.InputSpec;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelInput;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.OutputSpec;
import dev.tandem.core.inference.OutputSpec.Meaning;
import dev.tandem.core.inference.RgbPixels;
import dev.tandem.core.inference.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Models that know three colours. A picture's vector is that of the word for its strongest colour; what is bad in it is red.
 * Text is written in columns whose green is {@value #INK}: their red is the place of the letter among {@link #LETTERS}. What is
 * loud in a sound is speech, and a sound is the word for how loud it is.
 */
final class ColourModels {
    static final int INK = 77;
    static final List<String> LETTERS = List.of("", "a", "b", "c", "d", "e", "g", "i", "n", "o", "r", "s", "t", "u", " ");

    private static final List<String> COLOURS = List.of("red", "green", "blue");
    private static final double MOST = 255;
    private static final int CELL = 12;
    /** Of each model there is another, which takes green for red, blue for green, and red for blue. */
    private static final String OTHER = "other_";

    private ColourModels() {}

    static ModelContract contract(String model) {
        return contract(model, switch (kind(model)) {
            case String face when face.startsWith("mtcnn_") -> faceOutputs(face);
            case "object_detect" -> thingOutputs(-1, COLOURS.size());
            case "plate_detect" -> thingOutputs(-1);
            case "efficientnet_lite0" -> List.of(output(kind(model)), output("FEATURES", Meaning.EMBEDDING, COLOURS.size()));
            default -> List.of(output(kind(model)));
        });
    }

    private static List<OutputSpec> thingOutputs(Integer... scores) {
        return List.of(output("EDGES", Meaning.BOXES, -1, 4), output("SURE", Meaning.PROBABILITIES, scores));
    }

    private static List<OutputSpec> faceOutputs(String model) {
        boolean map = model.equals("mtcnn_proposal");
        return List.of(
                output("EDGES", Meaning.BOXES, map ? new Integer[] {4, -1, -1} : new Integer[] {4}),
                output("FACE", Meaning.PROBABILITIES, map ? new Integer[] {2, -1, -1} : new Integer[] {2}));
    }

    private static OutputSpec output(String model) {
        return switch (model) {
            case "open_nsfw", "watermark", "toxic_text" -> output(Meaning.PROBABILITIES, 2);
            case "aesthetic", "image_text_matching", "" -> output(Meaning.SCORE, 1);
            case "logits" -> output(Meaning.LOGITS, COLOURS.size());
            case "efficientnet_lite0" -> output(Meaning.PROBABILITIES, COLOURS.size());
            case "image_edit" -> output(Meaning.MAP, -1, -1, 3);
            case "ocr_detect" -> output(Meaning.MAP, -1, -1);
            case "ocr_recognise" -> output(Meaning.SEQUENCE, -1, LETTERS.size());
            case "silero_vad" -> output(Meaning.SEQUENCE, -1);
            default -> output(Meaning.EMBEDDING, WordVectors.vector("").length);
        };
    }

    private static ModelContract contract(String model, List<OutputSpec> outputs) {
        return new ModelContract(
                model.isEmpty() ? "unnamed" : model, "test", Optional.empty(), List.of(
                        new InputSpec.Numbers("IN", DataType.FP32, List.of(-1), Optional.empty())),
                outputs, Map.of(), 64, 0,
                Optional.empty(), Optional.empty(), List.of());
    }

    private static String kind(String model) {
        return model.startsWith(OTHER) ? model.substring(OTHER.length()) : model;
    }

    private static OutputSpec output(Meaning meaning, Integer... shape) {
        return output("OUT", meaning, shape);
    }

    private static OutputSpec output(String name, Meaning meaning, Integer... shape) {
        return new OutputSpec(name, DataType.FP32, List.of(shape), meaning, Optional.empty(), 4);
    }

    static List<String> labels(String model) {
        return switch (kind(model)) {
            case "aesthetic", "image_text_matching", "" -> List.of("score");
            case "open_nsfw" -> List.of("sfw", "nsfw");
            case "watermark" -> List.of("clean", "watermark");
            case "toxic_text" -> List.of("fine", "toxic");
            case "ocr_recognise" -> LETTERS;
            default -> COLOURS;
        };
    }

    static List<ModelAnswer> infer(String model, List<ModelRow> rows) {
        return rows.stream()
                .map(row -> new ModelAnswer(contract(model).outputs(), switch (kind(model)) {
                    case String face when face.startsWith("mtcnn_") -> face(model, row);
                    case "object_detect" -> things(model, row, COLOURS.size());
                    case "plate_detect" -> things(model, row, 1);
                    case "efficientnet_lite0" -> Collections.nCopies(2, answer(model, row));
                    default -> List.of(answer(model, row));
                }))
                .toList();
    }

    /** How far the edges have to move to where red begins and ends, as shares of the size. */
    private static float[] edges(RgbPixels picture) {
        int[] box = {picture.width(), picture.height(), 0, 0};
        for (int pixel = 0; pixel < picture.width() * picture.height(); pixel++) {
            if ((picture.rgb()[3 * pixel + 1] & 0xff) == 0) {
                int x = pixel % picture.width();
                int y = pixel / picture.width();
                box = new int[] {Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x + 1), Math.max(box[3], y + 1)};
            }
        }
        return new float[] {
            (float) box[0] / picture.width(), (float) box[1] / picture.height(),
            (float) box[2] / picture.width() - 1, (float) box[3] / picture.height() - 1
        };
    }

    /** Of each of so many colours where it is the strongest; a thing where it is anywhere. */
    private static List<Tensor> things(String model, ModelRow row, int colours) {
        RgbPixels picture = ((ModelInput.Image) row.values().get("image")).pixels();
        float[] edges = new float[4 * colours];
        float[] sure = new float[colours * colours];
        for (int thing = 0; thing < colours; thing++) {
            int colour = (thing + (model.startsWith(OTHER) ? 1 : 0)) % COLOURS.size();
            int[] box = {picture.width(), picture.height(), 0, 0};
            for (int pixel = 0; pixel < picture.width() * picture.height(); pixel++) {
                int strength = picture.rgb()[3 * pixel + colour] & 0xff;
                boolean strongest = strength > (picture.rgb()[3 * pixel + (colour + 1) % 3] & 0xff)
                        && strength > (picture.rgb()[3 * pixel + (colour + 2) % 3] & 0xff);
                if (strongest) {
                    int x = pixel % picture.width();
                    int y = pixel / picture.width();
                    box = new int[] {Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x + 1), Math.max(box[3], y + 1)};
                    sure[thing * colours + thing] = 0.75f;
                }
            }
            for (int edge = 0; edge < 4; edge++) {
                edges[4 * thing + edge] = (float) box[edge] / (edge % 2 == 0 ? picture.width() : picture.height());
            }
        }
        int[] shape = colours == 1 ? new int[] {1} : new int[] {colours, colours};
        return List.of(new Tensor(new int[] {colours, 4}, edges), new Tensor(shape, sure));
    }

    /** A place is a face as far as it is red. */
    private static List<Tensor> face(String model, ModelRow row) {
        RgbPixels picture = ((ModelInput.Image) row.values().get("image")).pixels();
        if (!kind(model).equals("mtcnn_proposal")) {
            double[] shares = shares(picture);
            double face = shares[model.startsWith(OTHER) ? 1 : 0];
            return List.of(new Tensor(new int[] {4}, edges(picture)), chances(face));
        }
        int wide = (picture.width() - CELL) / 2 + 1;
        int high = (picture.height() - CELL) / 2 + 1;
        float[] chances = new float[2 * wide * high];
        long[][] reds = reds(picture);
        for (int place = 0; place < wide * high; place++) {
            chances[wide * high + place] = (float) redAround(reds, 2 * (place % wide), 2 * (place / wide));
        }
        return List.of(
                new Tensor(new int[] {4, high, wide}, new float[4 * wide * high]), new Tensor(new int[] {2, high, wide}, chances));
    }

    /** How much more red than green there is above and to the left of each place, with a row and a column of nothing before. */
    private static long[][] reds(RgbPixels picture) {
        long[][] reds = new long[picture.height() + 1][picture.width() + 1];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                int pixel = 3 * (y * picture.width() + x);
                int red = Math.max(0, (picture.rgb()[pixel] & 0xff) - (picture.rgb()[pixel + 1] & 0xff));
                reds[y + 1][x + 1] = red + reds[y][x + 1] + reds[y + 1][x] - reds[y][x];
            }
        }
        return reds;
    }

    private static double redAround(long[][] reds, int left, int top) {
        long red = reds[top + CELL][left + CELL] - reds[top][left + CELL] - reds[top + CELL][left] + reds[top][left];
        return red / (MOST * CELL * CELL);
    }

    private static Tensor answer(String model, ModelRow row) {
        String text = row.values().get("text") instanceof ModelInput.Text given ? given.text() : "";
        if (row.values().get("audio") instanceof ModelInput.Numbers sound) {
            return kind(model).equals("silero_vad") ? speech(sound, model) : heard(sound, model);
        }
        if (!(row.values().get("image") instanceof ModelInput.Image(RgbPixels picture))) {
            return switch (kind(model)) {
                case "toxic_text" -> chances(text.contains(model.startsWith(OTHER) ? "green" : "red") ? 0.9 : 0.1);
                case "" -> tensor(text.length());
                default -> new Tensor(new int[] {WordVectors.vector("").length}, WordVectors.vector(text));
            };
        }
        double[] shares = shares(picture);
        if (model.startsWith(OTHER)) {
            shares = new double[] {shares[1], shares[2], shares[0]};
        }
        String strongest = COLOURS.get(shares[0] >= Math.max(shares[1], shares[2]) ? 0 : shares[1] >= shares[2] ? 1 : 2);
        return switch (kind(model)) {
            case "open_nsfw", "watermark" -> chances(shares[0]);
            case "aesthetic", "" -> tensor((float) shares[1]);
            case "image_text_matching" -> tensor(text.contains(strongest) ? 0.75f : 0);
            case "logits", "efficientnet_lite0" -> tensor((float) shares[0], (float) shares[1], (float) shares[2]);
            case "image_edit" -> new Tensor(new int[] {1, 1, 3}, new float[] {255, 0, 0});
            case "ocr_detect" -> map(picture);
            case "ocr_recognise" -> letters(picture);
            default -> new Tensor(new int[] {WordVectors.vector("").length}, WordVectors.vector(strongest));
        };
    }

    private static Tensor chances(double bad) {
        return tensor((float) (1 - bad), (float) bad);
    }

    private static Tensor tensor(float... values) {
        return new Tensor(new int[] {values.length}, values);
    }

    /** How strong each colour is, 0 to 1. */
    private static double[] shares(RgbPixels picture) {
        double[] shares = new double[COLOURS.size()];
        for (int i = 0; i < picture.rgb().length; i++) {
            shares[i % shares.length] += (picture.rgb()[i] & 0xff) / MOST;
        }
        for (int c = 0; c < shares.length; c++) {
            shares[c] /= picture.rgb().length / (double) shares.length;
        }
        return shares;
    }

    private static Tensor speech(ModelInput.Numbers sound, String model) {
        int frame = 512;
        float[] chances = new float[(sound.values().length + frame - 1) / frame];
        for (int i = 0; i < sound.values().length; i++) {
            float loud = Math.min(1, 10 * Math.abs(sound.values()[i]));
            chances[i / frame] = Math.max(chances[i / frame], model.startsWith(OTHER) ? 1 - loud : loud);
        }
        return new Tensor(new int[] {chances.length}, chances);
    }

    private static Tensor heard(ModelInput.Numbers sound, String model) {
        boolean loud = false;
        for (float value : sound.values()) {
            loud |= Math.abs(value) > 0.05;
        }
        float[] vector = WordVectors.vector(loud ^ model.startsWith(OTHER) ? "loud" : "quiet");
        return new Tensor(new int[] {vector.length}, vector);
    }

    private static Tensor map(RgbPixels picture) {
        float[] values = new float[picture.width() * picture.height()];
        for (int i = 0; i < values.length; i++) {
            values[i] = picture.rgb()[3 * i + 1] == INK ? 1 : 0;
        }
        return new Tensor(new int[] {picture.height(), picture.width()}, values);
    }

    private static Tensor letters(RgbPixels line) {
        float[] values = new float[line.width() * LETTERS.size()];
        for (int x = 0; x < line.width(); x++) {
            int pixel = 3 * (line.height() / 2 * line.width() + x);
            values[x * LETTERS.size() + (line.rgb()[pixel + 1] == INK ? (line.rgb()[pixel] & 0xff) % LETTERS.size() : 0)] = 1;
        }
        return new Tensor(new int[] {line.width(), LETTERS.size()}, values);
    }
}
