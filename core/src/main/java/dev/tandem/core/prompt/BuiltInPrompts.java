package dev.tandem.core.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Prompts on the class path: {@code <reference>.yaml} files in {@value #FOLDER}, and an index of their references beside them. */
final class BuiltInPrompts implements PromptCatalog {
    static final BuiltInPrompts INSTANCE = new BuiltInPrompts();
    static final String FOLDER = "META-INF/tandem/prompts/";
    private static final String INDEX = FOLDER + "index.txt";

    private final Map<String, PromptTemplate> found = new ConcurrentHashMap<>();

    private BuiltInPrompts() {}

    @Override
    public Optional<PromptTemplate> find(String reference) {
        if (!PromptTemplate.isReference(reference)) {
            return Optional.empty();
        }
        PromptTemplate known = found.get(reference);
        return known != null ? Optional.of(known) : load(reference);
    }

    private Optional<PromptTemplate> load(String reference) {
        String name = FOLDER + reference + ".yaml";
        try (InputStream in = loader().getResourceAsStream(name)) {
            if (in == null) {
                return Optional.empty();
            }
            PromptTemplate template = PromptFile.read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            if (!template.reference().equals(reference)) {
                throw new IllegalStateException(name + " has the prompt " + template.reference());
            }
            found.put(reference, template);
            return Optional.of(template);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> references() {
        TreeSet<String> references = new TreeSet<>();
        try {
            for (URL index : Collections.list(loader().getResources(INDEX))) {
                try (InputStream in = index.openStream()) {
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).forEach(references::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(references);
    }

    /** As operators are found. */
    private static ClassLoader loader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : BuiltInPrompts.class.getClassLoader();
    }
}
