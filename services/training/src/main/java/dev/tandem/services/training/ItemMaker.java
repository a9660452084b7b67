package dev.tandem.services.training;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.AttributeMapper;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Creator;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.MediaMapper;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Verification;
import dev.tandem.core.operator.VerifyingCreator;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.score.ScoredInference;
import dev.tandem.services.common.Operators;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes pairs of others by the operators that a recipe names for it, and checks each: for the pairs of one shard. */
final class ItemMaker {
    /** Metadata of what is made to compare with, and never comes in. */
    static final String CONTROL = "control";

    private static final String SEED = "seed";
    private static final String ROUND = "round";
    private static final long SEEDS_OF_ROUND = 1_000;

    private final Rounds.Source source;
    private final List<OperatorSpec> specs;
    private final Operators operators;
    private final long seed;
    private final int round;
    private final Map<Integer, List<CurationOperator>> byVariant = new HashMap<>();

    /**
     * For a shard.
     *
     * @param scores through which models are asked
     * @param seed of the rounds
     */
    ItemMaker(Rounds.Source source, List<OperatorSpec> specs, Operators operators, ScoredInference scores, long seed, int round) {
        this.source = source;
        this.specs = specs;
        this.operators = operators.asking(scores);
        this.seed = seed;
        this.round = round;
    }

    /** Models that are asked. */
    List<String> models() {
        return operators(0).stream().flatMap(operator -> operator.models().stream()).distinct().toList();
    }

    /** Makes what there is to make of a pair; what is refused is told by reason. */
    void make(Sample parent, int variant, boolean control, Creator.Output out) {
        try {
            switch (source) {
                case AUGMENT -> augment(parent, variant, control, out);
                case CREATOR -> create(parent, out);
                case RESERVE, REJECTS -> throw new IllegalStateException("Nothing is made for " + source);
            }
        } catch (SampleFailedException e) {
            out.refuse(e.code().name());
        }
    }

    private void augment(Sample parent, int variant, boolean control, Creator.Output out) throws SampleFailedException {
        List<Part> parts = parent.parts();
        for (CurationOperator operator : operators(variant)) {
            parts = mapped(parts, operator);
        }
        String names = specs.stream().map(OperatorSpec::name).collect(Collectors.joining(","));
        Map<String, String> making = new TreeMap<>(Map.of(
                SampleMetadata.ACTOR, "operator:" + names,
                SampleMetadata.OPERATOR, specs.stream().map(spec -> spec.name() + "@" + spec.version()).collect(Collectors.joining(",")),
                SampleMetadata.SEED, Long.toString(seedOf(variant))));
        if (control) {
            making.put(CONTROL, "true");
        }
        check(parent, item(parent, variant, parts, making), out);
    }

    private static List<Part> mapped(List<Part> parts, CurationOperator operator) throws SampleFailedException {
        List<Part> mapped = new ArrayList<>();
        for (Part part : parts) {
            mapped.add(switch (part) {
                case Part.Text text when operator instanceof Mapper mapper -> new Part.Text(mapper.map(text.text()), text.attributes());
                case Part.Media media when operator instanceof MediaMapper mapper -> {
                    Part.Media changed = mapper.map(media);
                    yield new Part.Media(media.modality(), changed.mediaType(), changed.content(), media.attributes());
                }
                default -> part;
            });
        }
        return mapped;
    }

    private void create(Sample parent, Creator.Output out) throws SampleFailedException {
        CurationOperator operator = operators(0).getFirst();
        switch (operator) {
            case Creator creator when creator instanceof VerifyingCreator -> {
                List<Sample> made = new ArrayList<>();
                creator.create(new SampleView(parent), Verification.checked(creator, new Creator.Output() {
                    @Override
                    public void accept(Sample one) {
                        made.add(one);
                    }

                    @Override
                    public void refuse(String reason) {
                        out.refuse(reason);
                    }
                }));
                for (int i = 0; i < made.size(); i++) {
                    check(parent, item(parent, i, made.get(i).parts(), made.get(i).metadata()), out);
                }
            }
            case AttributeMapper mapper -> {
                List<Sample> made = written(parent, mapper);
                for (Sample one : made) {
                    check(parent, one, out);
                }
            }
            default -> throw new TandemException(ErrorCode.INVALID_RECIPE, "'" + specs.getFirst().name() + "' cannot make pairs in rounds:"
                    + " expected a creator with a check of its own, or a mapper that writes texts beside what is there.");
        }
    }

    /** A pair for each text that a mapper wrote, with the picture. */
    private List<Sample> written(Sample parent, AttributeMapper mapper) throws SampleFailedException {
        Map<String, String> texts = new LinkedHashMap<>();
        SampleFailedException[] failed = new SampleFailedException[1];
        mapper.map(new Batch(List.of(new SampleView(parent))), new AttributeMapper.Attributes() {
            @Override
            public void add(int row, int part, String name, String value) {
                texts.putIfAbsent(name, value);
            }

            @Override
            public void fail(int row, ErrorCode code, String message) {
                failed[0] = new SampleFailedException(code, message);
            }
        });
        if (failed[0] != null) {
            throw failed[0];
        }
        List<Sample> made = new ArrayList<>();
        texts.forEach((name, text) -> {
            if (!name.endsWith(PartAttributes.MADE)) {
                List<Part> parts = new ArrayList<>(parent.parts().stream().filter(Part.Media.class::isInstance).toList());
                parts.add(new Part.Text(text, Map.of(PartAttributes.ROLE, PartAttributes.DESCRIPTION)));
                made.add(item(parent, made.size(), parts, made(texts.get(name + PartAttributes.MADE))));
            }
        });
        return made;
    }

    /** What stands beside a text of how it was made, as metadata. */
    private static Map<String, String> made(String json) {
        Map<String, String> metadata = new TreeMap<>();
        if (json != null) {
            Map<?, ?> making = Json.read(json.getBytes(StandardCharsets.UTF_8), Map.class);
            for (String field : List.of(SampleMetadata.ACTOR, SampleMetadata.MODEL_DIGEST, SampleMetadata.PROMPT, SampleMetadata.SEED)) {
                Optional.ofNullable(making.get(field)).ifPresent(value -> metadata.put(field, value.toString()));
            }
            metadata.put(SampleMetadata.COST, Json.text(new TreeMap<>(Map.of(
                    "calls", making.get("calls"), "read_tokens", making.get("read_tokens"),
                    "written_tokens", making.get("written_tokens")))));
        }
        return metadata;
    }

    /** Behind the pair's page, where it has one, so that it is never torn from it; and with what is known of the page. */
    private Sample item(Sample parent, int variant, List<Part> parts, Map<String, String> making) {
        List<Digest> parents = new ArrayList<>(parent.parents());
        parents.add(parent.id());
        Map<String, String> metadata = new TreeMap<>(parent.metadata());
        metadata.remove(SampleMetadata.VERIFIED);
        metadata.put(SampleMetadata.COST, "{\"calls\":0,\"read_tokens\":0,\"written_tokens\":0}");
        metadata.put(SampleMetadata.OPERATOR, specs.getFirst().name() + "@" + specs.getFirst().version());
        metadata.putAll(making);
        metadata.put(SampleMetadata.ROUND, Integer.toString(round));
        return Sample.of(parent.source() + "#" + source.text() + "-" + round + "-" + variant, parents, metadata, parts);
    }

    private void check(Sample parent, Sample item, Creator.Output out) {
        MadePairCheck.fault(parent, item, source).ifPresentOrElse(out::refuse, () -> out.accept(Verification.confirmed(item)));
    }

    private long seedOf(int variant) {
        return seed + SEEDS_OF_ROUND * round + variant;
    }

    private List<CurationOperator> operators(int variant) {
        return byVariant.computeIfAbsent(variant, unused -> specs.stream().map(spec -> operators.create(withSeed(spec, variant))).toList());
    }

    /** What an operator has a parameter for, it is told: another seed for each variant, and the round. */
    private OperatorSpec withSeed(OperatorSpec spec, int variant) {
        Map<String, Object> given = new TreeMap<>(spec.given());
        if (spec.parameters().containsKey(SEED)) {
            given.put(SEED, seedOf(variant));
        }
        if (spec.parameters().containsKey(ROUND)) {
            given.put(ROUND, round);
        }
        return spec.with(spec.parameters(), given);
    }
}
