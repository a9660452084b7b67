package dev.tandem.operators.generative;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.prompt.AnswerValues;
import dev.tandem.core.prompt.PromptValue;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How the text beside a part of a sample comes about. */
sealed interface Question {

    /**
     * A model is asked.
     *
     * @param check what an answer must fulfil beside its form
     * @param text of an answer, to be written
     */
    record Open(Map<String, PromptValue> values, PromptedModel.Check check, Function<AnswerValues, String> text) implements Question {

        /** Of which the text is a field of the answer. */
        static Open of(Map<String, PromptValue> values, String field) {
            return new Open(values, PromptedModel.Check.NONE, answer -> answer.text(field));
        }
    }

    /**
     * The text is known, and nobody is asked.
     *
     * @param made how it was made; empty where that is not known
     */
    record Known(String text, String made) implements Question {}

    /**
     * What is asked about the parts of one sample; called for each part in order, when the one before it is answered, so that no more than
     * the media of one question are in memory.
     */
    @FunctionalInterface
    interface OfSample {
        /** Empty for a part that nothing is asked about. */
        Optional<Question> about(SampleView sample, int part) throws SampleFailedException;
    }
}
