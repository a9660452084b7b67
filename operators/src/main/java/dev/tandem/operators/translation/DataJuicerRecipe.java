package dev.tandem.operators.translation;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.recipe.OperatorUse;
import dev.tandem.operators.translation.ForeignOperator.Nothing;
import dev.tandem.operators.translation.ForeignOperator.Parameter;
import dev.tandem.operators.translation.OperatorTranslator.Candidates;
import dev.tandem.operators.translation.YamlValues.Entry;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Translates recipes of Data-Juicer: YAML with settings and a list of operators, {@code process}. */
public final class DataJuicerRecipe {
    private static final String TABLE = "data-juicer.yaml";
    private static final Set<String> TRANSLATED = Set.of(
            "project_name", "process", "dataset_path", "export_path", "export_type", "np", "text_keys", "image_key", "audio_key",
            "video_key", "skip_op_error");
    private static final List<String> TEXTS = List.of(
            "project_name", "dataset_path", "export_path", "export_type", "text_keys", "image_key", "audio_key", "video_key");
    /** Fields of media, by the setting that names them, as they are named without it; the same here. */
    private static final Map<String, String> MEDIA_KEYS =
            Map.of("image_key", "images", "audio_key", "audios", "video_key", "videos");
    /** How names of operators end there, with what they are here. */
    private static final Map<String, Set<OperatorKind>> ENDINGS = Map.of(
            "_filter", EnumSet.of(OperatorKind.FILTER),
            "_mapper", EnumSet.of(OperatorKind.MAPPER, OperatorKind.CREATOR),
            "_deduplicator", EnumSet.of(OperatorKind.DEDUPLICATOR),
            "_selector", EnumSet.of(OperatorKind.SELECTOR));
    private static final Map<String, String> READERS = Map.of("jsonl", "jsonl", "json", "jsonl", "gz", "jsonl", "parquet", "parquet");
    private static final Map<String, String> WRITERS =
            Map.of("jsonl", "jsonl", "json", "jsonl", "parquet", "parquet", "webdataset", "webdataset");

    private final TranslationTable table = TranslationTable.load(TABLE);
    private final OperatorCatalog catalog;
    private final RecipeDraft draft;
    private final Map<String, Entry> settings = new TreeMap<>();

    private DataJuicerRecipe(OperatorCatalog catalog, String file) {
        this.catalog = catalog;
        this.draft = new RecipeDraft("data-juicer", file);
    }

    /**
     * Translates a recipe; whatever has no equivalent is told.
     *
     * @param file named in messages
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for what is no recipe of Data-Juicer
     */
    public static Translation translate(String yaml, String file, OperatorCatalog catalog) {
        return new DataJuicerRecipe(catalog, file).translate(yaml, file);
    }

    private Translation translate(String yaml, String file) {
        YamlValues.entries(yaml, file).forEach(entry -> settings.put(entry.key(), entry));
        if (!settings.containsKey("process") || settings.get("process").items().isEmpty()) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, file
                    + ": expected a recipe of Data-Juicer, with a list 'process' of operators; found "
                    + (settings.isEmpty() ? "nothing" : "the keys " + String.join(", ", settings.keySet())));
        }
        settings.values().stream().filter(entry -> !TRANSLATED.contains(entry.key())).forEach(entry ->
                Settings.remark(table, entry.key(), entry.line(), entry.value()).ifPresent(draft::remark));
        TEXTS.stream().filter(settings::containsKey).forEach(setting -> {
            Object value = settings.get(setting).value();
            boolean keys = setting.equals("text_keys") && value instanceof List<?>;
            if (!(value instanceof String) && !(value instanceof Nothing) && !keys) {
                refuse(setting, "expected text");
            }
        });
        String name = text("project_name").orElse(file.replaceAll("^.*[/\\\\]|\\.ya?ml$", ""));
        input();
        output();
        limits();
        OperatorTranslator translator = new OperatorTranslator(table, catalog, DataJuicerRecipe::candidates, Set.of(), draft::remarkHere);
        DataJuicerSelectors selectors = new DataJuicerSelectors(catalog, draft::remarkHere);
        for (YamlValues.Item item : settings.get("process").items().orElseThrow()) {
            Optional<ForeignOperator> operator = operator(item).map(this::withoutKeys);
            Optional<OperatorUse> use = operator.filter(DataJuicerSelectors::ranks).isPresent()
                    ? operator.flatMap(selector -> selected(selector, selectors)).flatMap(translator::translate)
                    : operator.flatMap(translator::translate);
            draft.count(use.isPresent());
            use.ifPresent(found -> put(found, selectors));
        }
        draft.endStage(name, true);
        return draft.finish(name);
    }

    private Optional<ForeignOperator> selected(ForeignOperator operator, DataJuicerSelectors selectors) {
        selectors.measuring(operator).ifPresent(measuring -> put(measuring, selectors));
        return selectors.withFeature(operator);
    }

    private void put(OperatorUse use, DataJuicerSelectors selectors) {
        draft.operator(use);
        selectors.add(use);
    }

    static Candidates candidates(String name) {
        for (Map.Entry<String, Set<OperatorKind>> ending : ENDINGS.entrySet()) {
            if (name.endsWith(ending.getKey())) {
                return new Candidates(
                        List.of(name.substring(0, name.length() - ending.getKey().length()), name), ending.getValue());
            }
        }
        return new Candidates(List.of(name), EnumSet.complementOf(EnumSet.of(OperatorKind.READER, OperatorKind.WRITER)));
    }

    /** A name, with a mapping of parameters or without. */
    private Optional<ForeignOperator> operator(YamlValues.Item item) {
        if (item.value() instanceof String name) {
            return Optional.of(new ForeignOperator(name, item.line(), List.of()));
        }
        if (item.entries().size() != 1) {
            draft.remarkHere(Remark.notTranslated(item.line(), ForeignOperator.shown(item.value()), "expected an operator"));
            return Optional.empty();
        }
        Entry entry = item.entries().getFirst();
        if (entry.entries().isEmpty() && !(entry.value() instanceof Nothing) && !entry.isEmptyMapping()) {
            draft.remarkHere(Remark.notTranslated(
                    entry.line(), entry.key() + " = " + ForeignOperator.shown(entry.value()), "expected its parameters"));
        }
        return Optional.of(new ForeignOperator(entry.key(), entry.line(), entry.entries().stream()
                .map(parameter -> new Parameter(parameter.key(), parameter.line(), parameter.value()))
                .toList()));
    }

    /** Without the names of fields that are those of the whole recipe. */
    private ForeignOperator withoutKeys(ForeignOperator operator) {
        return new ForeignOperator(operator.name(), operator.line(), operator.parameters().stream()
                .filter(parameter -> !(parameter.name().equals("text_key") && parameter.value().equals(textKey().orElse("text"))))
                .filter(parameter -> !(MEDIA_KEYS.containsKey(parameter.name())
                        && parameter.value().equals(text(parameter.name()).orElse(MEDIA_KEYS.get(parameter.name())))))
                .toList());
    }

    private void input() {
        Optional<String> path = text("dataset_path");
        path.ifPresent(draft::input);
        String ending = path.map(DataJuicerRecipe::ending).orElse("");
        String reader = READERS.getOrDefault(ending, "jsonl");
        if (!ending.isEmpty() && !READERS.containsKey(ending)) {
            refuse("dataset_path", "there is no reader of such files; put one in place of jsonl");
        }
        if (path.isPresent() && path.get().strip().matches(".*\\s.*")) {
            refuse("dataset_path", "samples are not drawn by weights; give the files to --input");
        }
        Map<String, Object> keys = new TreeMap<>();
        textKey().filter(key -> !key.equals("text")).ifPresent(key -> keys.put("text_key", key));
        MEDIA_KEYS.forEach((setting, usual) ->
                text(setting).filter(key -> !key.equals(usual)).ifPresent(key -> keys.put(setting, key)));
        keys.keySet().removeIf(key -> {
            boolean known = catalog.find(reader).orElseThrow().params().stream().anyMatch(param -> param.name().equals(key));
            if (!known) {
                refuse(key.equals("text_key") ? "text_keys" : key, "the reader '" + reader + "' has no such parameter");
            }
            return !known;
        });
        draft.reader(new OperatorUse(reader, keys));
    }

    /** The only text field; of several, Data-Juicer takes the first. */
    private Optional<String> textKey() {
        Object given = Optional.ofNullable(settings.get("text_keys")).map(Entry::value).orElse(Nothing.NOTHING);
        return given instanceof List<?> keys && !keys.isEmpty()
                ? Optional.of(keys.getFirst().toString())
                : given instanceof String key ? Optional.of(key) : Optional.empty();
    }

    private void output() {
        if (settings.containsKey("text_keys") && settings.get("text_keys").value() instanceof List<?> keys && keys.size() > 1) {
            refuse("text_keys", "only the first is read as text; operators here have no text fields of their own");
        }
        text("export_path").ifPresent(draft::output);
        String type = text("export_type").orElse(ending(text("export_path").orElse("")));
        if (WRITERS.containsKey(type)) {
            draft.format(WRITERS.get(type));
        } else if (!type.isEmpty()) {
            refuse(settings.containsKey("export_type") ? "export_type" : "export_path", "there is no writer of such files");
        }
    }

    private void limits() {
        number("np").ifPresent(np -> draft.limit("parallelism", np));
        Entry skip = settings.get("skip_op_error");
        if (skip != null && skip.value() instanceof Boolean skips) {
            draft.limit("max_failed_ratio", skips ? 1 : 0);
        } else if (skip != null) {
            refuse("skip_op_error", "expected true or false");
        }
    }

    private Optional<Number> number(String setting) {
        Entry entry = settings.get(setting);
        if (entry == null || entry.value() instanceof Nothing) {
            return Optional.empty();
        }
        if (entry.value() instanceof Long number && number >= 0 && number <= 10_000) {
            return Optional.of(number);
        }
        refuse(setting, "expected a number of processes");
        return Optional.empty();
    }

    private Optional<String> text(String setting) {
        Entry entry = settings.get(setting);
        return entry == null || !(entry.value() instanceof String text) || text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    private void refuse(String setting, String why) {
        Entry entry = settings.get(setting);
        draft.remark(Remark.notTranslated(entry.line(), setting + " = " + ForeignOperator.shown(entry.value()), why));
    }

    /** What a file's name ends in; nothing for a folder. */
    private static String ending(String path) {
        String name = path.replaceAll("^.*[/\\\\]", "").strip();
        return name.contains(".") ? name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT) : "";
    }
}
