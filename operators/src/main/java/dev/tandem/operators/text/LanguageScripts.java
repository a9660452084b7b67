package dev.tandem.operators.text;

import java.lang.Character.UnicodeScript;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The scripts that languages are written in today. */
final class LanguageScripts {
    private static final Map<String, Set<UnicodeScript>> SCRIPTS = new HashMap<>();

    static {
        add("af az bs ca cs cy da de en eo es et eu fi fr ga gl hr hu id is it la lb lt lv mi ms mt nb nl nn no oc pl pt ro sk sl"
                + " so sq sv sw tl tr uz vi xh yo zu", UnicodeScript.LATIN);
        add("ba be bg ce cv kk ky mk mn os ru tg tt uk", UnicodeScript.CYRILLIC);
        add("ar ckb fa ps sd ug ur", UnicodeScript.ARABIC);
        add("bh hi mr ne sa", UnicodeScript.DEVANAGARI);
        add("sr", UnicodeScript.CYRILLIC, UnicodeScript.LATIN);
        add("ku", UnicodeScript.LATIN, UnicodeScript.ARABIC);
        add("pa", UnicodeScript.GURMUKHI, UnicodeScript.ARABIC);
        add("he yi", UnicodeScript.HEBREW);
        add("as bn", UnicodeScript.BENGALI);
        add("am ti", UnicodeScript.ETHIOPIC);
        add("zh", UnicodeScript.HAN);
        add("ja", UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);
        add("ko", UnicodeScript.HANGUL, UnicodeScript.HAN);
        add("el", UnicodeScript.GREEK);
        add("hy", UnicodeScript.ARMENIAN);
        add("ka", UnicodeScript.GEORGIAN);
        add("th", UnicodeScript.THAI);
        add("lo", UnicodeScript.LAO);
        add("km", UnicodeScript.KHMER);
        add("my", UnicodeScript.MYANMAR);
        add("bo dz", UnicodeScript.TIBETAN);
        add("si", UnicodeScript.SINHALA);
        add("ta", UnicodeScript.TAMIL);
        add("te", UnicodeScript.TELUGU);
        add("kn", UnicodeScript.KANNADA);
        add("ml", UnicodeScript.MALAYALAM);
        add("gu", UnicodeScript.GUJARATI);
        add("or", UnicodeScript.ORIYA);
        add("dv", UnicodeScript.THAANA);
    }

    private LanguageScripts() {}

    private static void add(String languages, UnicodeScript... scripts) {
        for (String language : languages.split(" ")) {
            SCRIPTS.put(language, Set.of(scripts));
        }
    }

    /**
     * The scripts of languages, and those that are named.
     *
     * @param named names of Unicode, such as {@code Latin}
     * @throws IllegalArgumentException for a language or a script that is not known
     */
    static Set<UnicodeScript> of(Collection<String> languages, List<String> named) {
        Set<UnicodeScript> all = EnumSet.noneOf(UnicodeScript.class);
        for (String language : languages) {
            Set<UnicodeScript> scripts = SCRIPTS.get(language.strip().toLowerCase(Locale.ROOT));
            if (scripts == null) {
                throw new IllegalArgumentException("parameter 'languages' must be ISO 639 codes of languages whose scripts are known,"
                        + " such as en, found '" + language + "'; name its scripts instead");
            }
            all.addAll(scripts);
        }
        named.forEach(name -> all.add(script(name.strip())));
        return all;
    }

    private static UnicodeScript script(String name) {
        try {
            return UnicodeScript.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("parameter 'scripts' must be names of Unicode scripts, such as Latin, found '"
                    + name + "'", e);
        }
    }
}
