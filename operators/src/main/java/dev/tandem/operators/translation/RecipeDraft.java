package dev.tandem.operators.translation;

import dev.tandem.core.recipe.OperatorUse;
import dev.tandem.core.recipe.RecipeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Tandem recipe on its way, with remarks where they belong. */
final class RecipeDraft {
    private static final int LONGEST_NAME = 63;
    private static final int LONGEST_PATH = 200;
    private static final int LONGEST_LINE = 120;

    private final String system;
    private final String file;
    private final List<Remark> head = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final Set<String> stageNames = new LinkedHashSet<>();
    private final Set<String> inputs = new LinkedHashSet<>();
    private final Set<String> outputs = new LinkedHashSet<>();
    private final Set<String> formats = new LinkedHashSet<>();
    private final Map<String, Number> limits = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private OperatorUse reader = new OperatorUse("jsonl", Map.of());
    private int operators;
    private int translated;

    /**
     * An empty recipe.
     *
     * @param system name of the other system
     * @param file name of its recipe
     */
    RecipeDraft(String system, String file) {
        this.system = system;
        this.file = file;
    }

    /** What stands in a list of operators. */
    private sealed interface Entry {
        record Operator(OperatorUse use) implements Entry {}

        record Comment(Remark remark) implements Entry {}
    }

    private record Stage(String name, boolean published, List<Entry> entries) {}

    /** A remark on the recipe as a whole. */
    void remark(Remark remark) {
        head.add(remark);
    }

    /** A remark on what stands at this place of the stage. */
    void remarkHere(Remark remark) {
        entries.add(new Entry.Comment(remark));
    }

    void reader(OperatorUse use) {
        reader = use;
    }

    void operator(OperatorUse use) {
        entries.add(new Entry.Operator(use));
    }

    /** An operator of the other recipe was looked at. */
    void count(boolean isTranslated) {
        operators++;
        translated += isTranslated ? 1 : 0;
    }

    /** Ends a stage; where it has no operators, what was published after it is the result of the one before. */
    void endStage(String name, boolean published) {
        boolean empty = entries.stream().noneMatch(Entry.Operator.class::isInstance);
        if (!empty || (published && stages.isEmpty())) {
            stages.add(new Stage(unique(name(name)), published, List.copyOf(entries)));
        } else {
            entries.forEach(entry -> head.add(((Entry.Comment) entry).remark()));
            if (published) {
                Stage last = stages.removeLast();
                stages.add(new Stage(last.name(), true, last.entries()));
            }
        }
        entries.clear();
    }

    private String unique(String name) {
        String unique = name;
        for (int number = 2; !stageNames.add(unique); number++) {
            unique = name.substring(0, Math.min(name.length(), LONGEST_NAME - 6)) + "-" + number;
        }
        return unique;
    }

    void input(String path) {
        inputs.add(Excerpt.line(path, LONGEST_PATH));
    }

    void output(String path) {
        outputs.add(Excerpt.line(path, LONGEST_PATH));
    }

    void format(String writer) {
        formats.add(writer);
    }

    void limit(String name, Number value) {
        limits.put(name, value);
    }

    /** A name that a recipe can have, as near to a given one as there is. */
    static String name(String given) {
        String name = given.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[^a-z0-9]+", "");
        return name.isEmpty() ? "imported" : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    Translation finish(String recipeName) {
        if (stages.isEmpty()) {
            stages.add(new Stage(name(recipeName), true, List.of()));
        }
        StringBuilder text = new StringBuilder();
        text.append("# Made by 'tandem import ").append(system).append("' from ").append(Excerpt.line(file, LONGEST_PATH)).append(": ")
                .append(translated).append(" of ").append(operators).append(" operators. Read the remarks before you use it.\n");
        paths("Its input there: ", inputs, text);
        paths("Its output there: ", outputs, text);
        head.stream().filter(remark -> remark.kind() == Remark.Kind.NOT_TRANSLATED)
                .forEach(remark -> text.append("# ").append(remark).append('\n'));
        notNeeded(text);
        text.append("name: ").append(RecipeText.value(name(recipeName))).append("\n\nstages:\n");
        for (int i = 0; i < stages.size(); i++) {
            stage(stages.get(i), i == 0, i == stages.size() - 1, text);
        }
        if (!formats.isEmpty()) {
            text.append("\npublish:\n  formats: ").append(RecipeText.value(List.copyOf(formats))).append('\n');
        }
        if (!limits.isEmpty()) {
            text.append("\nlimits:\n");
            limits.forEach((name, value) -> text.append("  ").append(name).append(": ").append(value).append('\n'));
        }
        Stream<Remark> here = stages.stream().flatMap(stage -> stage.entries().stream())
                .flatMap(entry -> entry instanceof Entry.Comment comment ? Stream.of(comment.remark()) : Stream.empty());
        List<Remark> remarks = Stream.concat(head.stream(), here).sorted(Comparator.comparingInt(Remark::line)).toList();
        return new Translation(text.toString(), remarks, operators, translated);
    }

    /** By reason: what says how that system works is often much. */
    private void notNeeded(StringBuilder text) {
        Map<String, List<Remark>> byReason = head.stream()
                .filter(remark -> remark.kind() == Remark.Kind.NOT_NEEDED)
                .collect(Collectors.groupingBy(Remark::reason, LinkedHashMap::new, Collectors.toList()));
        byReason.forEach((reason, remarks) -> {
            StringBuilder line = new StringBuilder("# not needed: ");
            for (Remark remark : remarks) {
                String subject = remark.subject() + " (line " + remark.line() + ")" + (remark == remarks.getLast() ? ": " : ", ");
                if (line.length() + subject.length() > LONGEST_LINE) {
                    text.append(line.toString().stripTrailing()).append('\n');
                    line = new StringBuilder("#     ");
                }
                line.append(subject);
            }
            text.append(line).append(reason).append('\n');
        });
    }

    private static void paths(String what, Set<String> paths, StringBuilder text) {
        if (!paths.isEmpty()) {
            text.append("# ").append(what).append(String.join(", ", paths)).append('\n');
        }
    }

    /** The last stage is published whatever it was there: a run without a data set has no use. */
    private void stage(Stage stage, boolean first, boolean last, StringBuilder text) {
        text.append("  - name: ").append(RecipeText.value(stage.name())).append('\n');
        if (stage.published() || last) {
            text.append("    publish: ").append(RecipeText.value(stage.name())).append('\n');
        }
        text.append("    operators:\n");
        if (first) {
            text.append("      - ").append(RecipeText.of(reader)).append('\n');
        }
        for (Entry entry : stage.entries()) {
            text.append(switch (entry) {
                case Entry.Operator operator -> "      - " + RecipeText.of(operator.use());
                case Entry.Comment comment -> "      # " + comment.remark();
            }).append('\n');
        }
    }
}
