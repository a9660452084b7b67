package dev.tandem.bench;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.recipe.OperatorUse;
import java.nio.file.Path;
import java.util.List;

/** Reads JSON Lines and signs each text; nothing is stored. */
record SignaturesAlone(Deduplicator operator) implements FileWork {

    static SignaturesAlone of(OperatorUse use) {
        return new SignaturesAlone((Deduplicator)
                OperatorCatalog.load().create(use.name(), use.parameters(), OperatorContext.withoutModels()));
    }

    @Override
    public int process(Path input, Path output) {
        int signed = 0;
        for (Sample sample : JsonlFiles.read(List.of(input))) {
            try {
                signed += operator.signature(new SampleView(sample)).isPresent() ? 1 : 0;
            } catch (SampleFailedException e) {
                throw new IllegalStateException(e);
            }
        }
        return signed;
    }
}
