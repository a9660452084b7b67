package dev.tandem.core.prompt;

import dev.tandem.core.inference.Prompt;
import java.util.List;
import java.util.regex.Pattern;

/** What a variable of a prompt stands for. None is ever read as a template. */
public sealed interface PromptValue {

    PromptKind kind();

    /** Text that somebody else wrote, such as a page: quoted, and never to be taken for an instruction. */
    record Text(String text) implements PromptValue {
        @Override
        public PromptKind kind() {
            return PromptKind.TEXT;
        }
    }

    /** Texts that somebody else wrote, quoted as lines. */
    record Texts(List<String> texts) implements PromptValue {
        public Texts {
            texts = List.copyOf(texts);
        }

        @Override
        public PromptKind kind() {
            return PromptKind.LIST;
        }
    }

    /** A finite number. */
    record Number(double number) implements PromptValue {
        @Override
        public PromptKind kind() {
            return PromptKind.NUMBER;
        }
    }

    /** A few words of the recipe, such as the name of a language: part of the instruction. */
    record Words(String words) implements PromptValue {
        private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{M}\\p{N} _,.'()-]{1,1000}");

        /** @throws IllegalArgumentException when it is something else */
        public Words {
            if (!WORDS.matcher(words).matches()) {
                throw new IllegalArgumentException("expected a few words of letters and digits, found '" + words + "'");
            }
        }

        @Override
        public PromptKind kind() {
            return PromptKind.WORDS;
        }
    }

    /** Pictures, which go before the text, in order. */
    record Images(List<Prompt.Image> images) implements PromptValue {
        public Images {
            images = List.copyOf(images);
        }

        @Override
        public PromptKind kind() {
            return PromptKind.IMAGE;
        }
    }
}
