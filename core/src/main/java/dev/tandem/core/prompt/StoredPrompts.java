package dev.tandem.core.prompt;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Prompts that Tandem comes with, and those that were added to the store: for good, since results are named by them. */
public final class StoredPrompts implements PromptCatalog {
    private final ObjectStore objects;
    private final Map<String, PromptTemplate> found = new ConcurrentHashMap<>();

    public StoredPrompts(ObjectStore objects) {
        this.objects = objects;
    }

    @Override
    public Optional<PromptTemplate> find(String reference) {
        Optional<PromptTemplate> known = PromptCatalog.builtIn().find(reference).or(() -> Optional.ofNullable(found.get(reference)));
        if (known.isPresent() || !PromptTemplate.isReference(reference)) {
            return known;
        }
        Optional<PromptTemplate> stored = objects.find(ObjectKey.prompt(reference))
                .map(yaml -> PromptFile.read("the store", new String(yaml, StandardCharsets.UTF_8)));
        stored.ifPresent(template -> found.put(reference, template));
        return stored;
    }

    @Override
    public List<String> references() {
        TreeSet<String> references = new TreeSet<>(PromptCatalog.builtIn().references());
        objects.list(ObjectKey.PROMPTS).forEach(key -> references.add(key.path().substring(ObjectKey.PROMPTS.length())));
        return List.copyOf(references);
    }

    /**
     * Stores a prompt.
     *
     * @param yaml as a {@link PromptFile}
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} when it is not valid, or its version is another prompt already
     */
    public PromptTemplate add(String yaml) {
        PromptTemplate template = PromptFile.read("the file", yaml);
        Optional<PromptTemplate> taken = PromptCatalog.builtIn().find(template.reference());
        if (taken.isEmpty()
                && objects.putIfAbsent(ObjectKey.prompt(template.reference()), yaml.getBytes(StandardCharsets.UTF_8))) {
            return template;
        }
        PromptTemplate there = find(template.reference()).orElseThrow();
        if (!there.digest().equals(template.digest())) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "There is another prompt '" + template.reference()
                    + "' already, and versions never change. Give yours the next version.");
        }
        return there;
    }
}
