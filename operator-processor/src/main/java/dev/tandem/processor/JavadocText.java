package dev.tandem.processor;

import java.util.Map;
import java.util.TreeMap;

/**
 * A doc comment as plain text with Markdown code spans.
 *
 * @param summary the first sentence
 * @param params descriptions by parameter name
 */
record JavadocText(String summary, String description, Map<String, String> params) {

    static JavadocText of(String comment) {
        if (comment == null) {
            return new JavadocText("", "", Map.of());
        }
        String[] blocks = ("\n" + comment).split("\\n\\s*@", -1);
        Map<String, String> params = new TreeMap<>();
        for (int i = 1; i < blocks.length; i++) {
            if (blocks[i].startsWith("param ")) {
                String[] nameAndText = blocks[i].substring("param ".length()).strip().split("\\s+", 2);
                params.put(nameAndText[0], nameAndText.length > 1 ? plain(nameAndText[1]) : "");
            }
        }
        String description = plain(blocks[0]);
        int end = description.indexOf(". ");
        int paragraph = description.indexOf("\n\n");
        int cut = Math.min(end < 0 ? description.length() : end + 1, paragraph < 0 ? description.length() : paragraph);
        return new JavadocText(description.substring(0, cut), description, params);
    }

    private static String plain(String text) {
        return text.strip()
                .replaceAll("\\{@(?:code|literal|value) ([^}]*)}", "`$1`")
                .replaceAll("\\{@link(?:plain)? [^}]*?#?([A-Za-z]+)(?:\\([^)]*\\))?}", "`$1`")
                .replaceAll("\\s*<p>\\s*", "\u0000")
                .replaceAll("<[^>]+>", "")
                .replaceAll("\\s+", " ")
                .replace("\u0000", "\n\n")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .strip();
    }
}
