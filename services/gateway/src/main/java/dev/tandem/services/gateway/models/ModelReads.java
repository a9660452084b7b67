package dev.tandem.services.gateway.models;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.InputSpec;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelContracts;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The values of a sample that a model reads, by itself and through the models that it stands on. */
final class ModelReads {
    private ModelReads() {}

    static List<String> of(ModelContracts contracts, String model) {
        // Knows of models that stand on themselves.
        contracts.digest(model);
        return reads(contracts, contracts.contract(model)).distinct().toList();
    }

    private static Stream<String> reads(ModelContracts contracts, ModelContract contract) {
        return contract.inputs().stream().flatMap(input -> input instanceof InputSpec.Features features
                ? features.of().stream().flatMap(source -> source.reads().map(Stream::of)
                        .orElseGet(() -> reads(contracts, contracts.contract(source.model()))))
                : Stream.of(input.value()));
    }

    /** @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} where a value is missing, or one is given that nobody reads */
    static void require(ModelContracts contracts, String model, Collection<String> given) {
        List<String> reads = of(contracts, model);
        if (!reads.stream().allMatch(given::contains) || !reads.containsAll(given)) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The model '" + model + "' reads " + reads + ", found "
                    + given.stream().sorted().toList() + ". './tandem models try' takes a text as --text, an image as --image, and"
                    + " a text of another name as --value NAME=TEXT.");
        }
    }
}
