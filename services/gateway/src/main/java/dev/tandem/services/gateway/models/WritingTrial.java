package dev.tandem.services.gateway.models;

import dev.tandem.core.doctor.Finding;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Generation;
import dev.tandem.core.inference.GenerationOptions;
import dev.tandem.core.inference.Generator;
import dev.tandem.core.inference.Prompt;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.operators.generative.Pictures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Models that write, as people try and check them. What is written here is not stored. */
final class WritingTrial {
    private static final String SETTING = "TANDEM_GENERATION_URL";
    /** Of a file whose type nobody told; it is sent as PNG. */
    private static final String UNTOLD = "application/octet-stream";

    private final Generator generator;

    WritingTrial(Generator generator) {
        this.generator = generator;
    }

    /** Whether a model answers a short prompt. */
    Finding check(String model) {
        String check = "model " + model + ", which writes";
        try {
            generator.probe(model);
            return Finding.ok(check, "answers");
        } catch (TandemException e) {
            return Finding.failed(check, String.valueOf(e.getMessage()), SETTING,
                    "Correct the address of the endpoint, its key, or the name in the contract ('served_as').");
        }
    }

    /** What a model writes of a text, and of pictures where there are some. */
    Models.Tried attempt(String model, Models.Asked asked) {
        if (asked.texts().size() != 1) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The model '" + model + "' writes, and is asked with one text, found "
                    + asked.texts().size() + ". Give it one, such as --text 'What is it?'.");
        }
        List<Prompt.Image> pictures = new ArrayList<>();
        for (byte[] file : asked.images().values()) {
            pictures.add(picture(file));
        }
        Prompt prompt = new Prompt(asked.texts().values().iterator().next(), pictures);
        Generation written = generator.generate(model, prompt, GenerationOptions.DEFAULT);
        return Models.Tried.text(written.text());
    }

    private static Prompt.Image picture(byte[] file) {
        try {
            return Pictures.image(new Part.Media(Modality.IMAGE, UNTOLD, MediaContent.of(file), Map.of()), MediaLimits.DEFAULT);
        } catch (SampleFailedException e) {
            throw new TandemException(e.code(), "The image cannot be used: " + e.getMessage(), e);
        }
    }
}
