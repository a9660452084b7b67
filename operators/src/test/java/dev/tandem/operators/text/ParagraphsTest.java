package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ParagraphsTest {
    @Test
    void blankLinesBelongToTheParagraphBeforeThem() {
        assertThat(Paragraphs.of("\nOne\r\n \n\nTwo\u2028Three\n")).containsExactly("\n", "One\n \n\n", "Two\n", "Three");
        assertThat(Paragraphs.of("")).isEmpty();
        assertThat(Paragraphs.of("\n\n")).containsExactly("\n");
    }
}
