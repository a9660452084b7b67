package dev.tandem.bench;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.SampleView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What filters measure and deduplicators sign of an image, which is decoded once for all of them. */
record ImageWork(List<CurationOperator> operators) implements FileWork {
    static ImageWork of(String... operators) {
        OperatorCatalog catalog = OperatorCatalog.load();
        return new ImageWork(Stream.of(operators)
                .map(name -> catalog.create(name, Map.of(), OperatorContext.withoutModels()))
                .toList());
    }

    @Override
    public Inputs inputs() {
        return Inputs.IMAGES;
    }

    @Override
    public int process(Path input, Path output) throws IOException {
        Part image = new Part.Media(Modality.IMAGE, "image/jpeg", MediaContent.of(Files.readAllBytes(input)), Map.of());
        SampleView view = new SampleView(Sample.read(input.toString(), Map.of(), List.of(image)));
        for (CurationOperator operator : operators) {
            if (operator instanceof Filter filter) {
                filter.measure(new Batch(List.of(view)), new Ignored());
            } else {
                sign((Deduplicator) operator, view);
            }
        }
        return 1;
    }

    private static void sign(Deduplicator operator, SampleView view) {
        try {
            operator.signature(view).orElseThrow();
        } catch (SampleFailedException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Ignored() implements Measurements {
        @Override
        public void number(int row, int feature, double value) {}

        @Override
        public void numbers(int row, int feature, double[] values) {}

        @Override
        public void text(int row, int feature, String value) {}

        @Override
        public void fail(int row, ErrorCode code, String message) {
            throw new IllegalStateException(message);
        }
    }
}
