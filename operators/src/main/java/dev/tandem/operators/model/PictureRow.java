package dev.tandem.operators.model;

import dev.tandem.core.inference.ModelInput;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.RgbPixels;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.operator.SampleView;

/** A picture as a question, with the text that was read in it, for models that read both. */
final class PictureRow {
    /** What contracts call the text that was read in a picture. */
    static final String READ = "ocr";

    private PictureRow() {}

    static ModelRow of(SampleView sample, RgbPixels picture) {
        String read = Caption.firstMedia(sample.parts(), PartAttributes.OCR);
        return ModelRow.image(picture).with(READ, new ModelInput.Text(read));
    }
}
