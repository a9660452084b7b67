package dev.tandem.operators.generative;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Allowance;
import dev.tandem.core.inference.Generation;
import dev.tandem.core.inference.GenerationOptions;
import dev.tandem.core.inference.Generator;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.Prompt;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.prompt.AnswerFault;
import dev.tandem.core.prompt.AnswerFormat;
import dev.tandem.core.prompt.AnswerRefusedException;
import dev.tandem.core.prompt.AnswerValues;
import dev.tandem.core.prompt.PromptCatalog;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptTemplate;
import dev.tandem.core.prompt.PromptValue;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A model that writes, with a prompt: how operators ask. An answer is parsed strictly, and asked for again with another seed where it is
 * refused. A prompt that the server does not answer fails its sample, where the server answers a short one; where it does not, the work
 * ends, to be tried again: what had been answered is stored, and is not asked for twice. Thread-safe.
 */
public final class PromptedModel {
    /** Of answers after a refused one: without any chance they would be the same. */
    private static final double RETRY_TEMPERATURE = 0.5;

    private final Settings settings;
    private final String reference;
    private final Map<String, PromptKind> offered;
    private final AnswerFormat format;
    private final PromptCatalog prompts;
    private final Inference inference;
    private final Generator generator;

    /**
     * How a model is asked.
     *
     * @param model name of its contract
     * @param maxTokens of an answer
     * @param attempts answers that are asked for, until one is not refused
     * @param round of development; 0 for none
     * @param allowance what may be spent
     */
    public record Settings(
            String model, int maxTokens, double temperature, int attempts, long seed, int round, Allowance allowance) {}

    /** What is found of an answer that has the right form; empty where it stands. */
    @FunctionalInterface
    public interface Check {
        Check NONE = values -> {};

        void look(AnswerValues values) throws AnswerRefusedException;
    }

    /**
     * A model with a prompt.
     *
     * @param reference of the prompt
     * @param offered variables that questions will have
     * @param format of the answer
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE} when the prompt has others, or its reference is none
     */
    public PromptedModel(
            OperatorContext context, Settings settings, String reference, Map<String, PromptKind> offered, AnswerFormat format) {
        this.settings = settings;
        this.reference = reference;
        this.offered = offered;
        this.format = format;
        this.prompts = context.prompts();
        this.inference = context.inference();
        this.generator = inference.generator().within(settings.allowance());
        if (!PromptTemplate.isReference(reference)) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, "'" + reference
                    + "' names no prompt; expected its id and version, such as recaption@1");
        }
        // A prompt of the store is not at hand where recipes are read; it is looked at when it is used.
        prompts.find(reference).ifPresent(template -> template.require(offered));
    }

    /** Asks once for each attempt. */
    public Answered ask(Map<String, PromptValue> values) throws SampleFailedException {
        return ask(values, 0, Check.NONE);
    }

    /**
     * Asks.
     *
     * @param values of the variables that were offered; those that the prompt does not have are left out
     * @param variant another one is another answer to the same question
     * @param check what an answer must fulfil beside its form
     * @throws SampleFailedException when the prompt is too long, or the server answers others and not this one
     */
    public Answered ask(Map<String, PromptValue> values, int variant, Check check) throws SampleFailedException {
        PromptTemplate template = template();
        Map<String, PromptValue> used = new TreeMap<>(values);
        used.keySet().retainAll(template.variables().keySet());
        Prompt rendered = template.render(used);
        Prompt prompt = new Prompt(rendered.text() + "\n\n" + format.instruction(), rendered.images());
        Digest model = inference.modelDigest(settings.model());
        long read = 0;
        long written = 0;
        AnswerFault fault = AnswerFault.EMPTY;
        for (int attempt = 1; attempt <= settings.attempts(); attempt++) {
            long seed = settings.seed() + (long) variant * settings.attempts() + attempt - 1;
            Generation answer = generated(prompt, options(seed, attempt));
            read += answer.promptTokens().orElse(0);
            written += answer.writtenTokens().orElse(0);
            Making making = new Making(
                    settings.model(), model, reference, template.digest(), seed, settings.round(), attempt, read, written);
            try {
                AnswerValues found = format.parse(answer);
                check.look(found);
                return new Answered.Given(found, making);
            } catch (AnswerRefusedException e) {
                fault = e.fault();
                if (attempt == settings.attempts()) {
                    return new Answered.Refused(fault, making);
                }
            }
        }
        throw new IllegalStateException("attempts: " + settings.attempts());
    }

    private PromptTemplate template() {
        PromptTemplate template = prompts.require(reference);
        template.require(offered);
        return template;
    }

    private GenerationOptions options(long seed, int attempt) {
        double temperature = attempt == 1 ? settings.temperature() : Math.max(settings.temperature(), RETRY_TEMPERATURE);
        return new GenerationOptions(settings.maxTokens(), temperature, 1, OptionalLong.of(seed), List.of());
    }

    private Generation generated(Prompt prompt, GenerationOptions options) throws SampleFailedException {
        try {
            return generator.generate(settings.model(), prompt, options);
        } catch (TandemException e) {
            boolean ofPrompt = switch (e.code()) {
                case TOO_LARGE -> true;
                case MODEL_UNAVAILABLE, MODEL_CONTRACT -> generator.isAlive(settings.model());
                default -> false;
            };
            if (ofPrompt) {
                throw new SampleFailedException(e.code(), e.getMessage());
            }
            throw e;
        }
    }

    /** Counts a thing that was made, for budgets of items. */
    public void made(Digest item) {
        generator.made(item);
    }
}
