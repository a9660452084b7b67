package dev.tandem.operators.generative;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.inference.Concurrently;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.operator.AttributeMapper;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.SampleView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A text that a model made of a sample, to be written as an attribute of one of its parts; how it was made becomes another, of the same
 * name with {@link PartAttributes#MADE}.
 *
 * @param made JSON; empty for what no model made
 */
record Written(int part, String name, String text, String made) {

    Written(int part, String name, String text, Making making) {
        this(part, name, text, making.text());
    }

    /** Makes texts of a sample; called by several threads, for one sample each. */
    @FunctionalInterface
    interface Work {
        List<Written> of(SampleView sample) throws SampleFailedException;
    }

    private record Row(List<Written> written, Optional<SampleFailedException> failure) {}

    /**
     * Asks about the parts of the samples of a batch, and writes each answer as an attribute of its part.
     *
     * @param field the attribute
     * @param questions for each sample another one, which may remember what it has seen of it
     */
    static void besideParts(
            Batch batch, AttributeMapper.Attributes out, PromptedModel writer, String field, Supplier<Question.OfSample> questions) {
        all(batch, out, sample -> {
            Question.OfSample ofSample = questions.get();
            List<Written> written = new ArrayList<>();
            for (int part = 0; part < sample.parts().size(); part++) {
                Optional<Question> question = ofSample.about(sample, part);
                if (question.isPresent()) {
                    written.add(besidePart(sample, part, writer, field, question.get()));
                }
            }
            return written;
        });
    }

    private static Written besidePart(SampleView sample, int part, PromptedModel writer, String field, Question question)
            throws SampleFailedException {
        return switch (question) {
            case Question.Known known -> new Written(part, field, known.text(), known.made());
            case Question.Open open -> {
                Answered.Given answer = writer.ask(open.values(), 0, open.check()).orFail();
                writer.made(Digest.of(sample.sample().id().hex() + part));
                yield new Written(part, field, open.text().apply(answer.values()), answer.making());
            }
        };
    }

    /** Makes the texts of a batch, several samples at a time, and writes them in order. */
    static void all(Batch batch, AttributeMapper.Attributes out, Work work) {
        List<Row> rows = Concurrently.of(batch.size(), row -> {
            try {
                return new Row(work.of(batch.samples().get(row)), Optional.empty());
            } catch (SampleFailedException e) {
                return new Row(List.of(), Optional.of(e));
            }
        });
        for (int row = 0; row < rows.size(); row++) {
            int at = row;
            rows.get(row).failure().ifPresent(failure -> out.fail(at, failure.code(), failure.getMessage()));
            for (Written written : rows.get(row).written()) {
                out.add(row, written.part(), written.name(), written.text());
                if (!written.made().isEmpty()) {
                    out.add(row, written.part(), written.name() + PartAttributes.MADE, written.made());
                }
            }
            batch.samples().get(row).forget();
        }
    }
}
