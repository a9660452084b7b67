package dev.tandem.operators.text;

import dev.tandem.operators.text.english.SpanTable;
import dev.tandem.operators.text.english.WordList;
import java.util.List;

/** Function words of English: articles, pronouns, prepositions, conjunctions, auxiliary verbs, common adverbs. */
public final class EnglishStopWords {
    private static final List<String> WORDS = List.of((
            "a about above after again against all also am an and any are aren't as at be because been before being below "
            + "between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each "
            + "either else few for from further had hadn't has hasn't have haven't having he her here hers herself him himself "
            + "his how however i i'd i'll i'm i've if in into is isn't it it's its itself just may me might more most must my "
            + "myself neither no nor not now of off on once one only or other our ours ourselves out over own same shall she "
            + "should shouldn't since so some such than that that's the their theirs them themselves then there these they "
            + "they're this those though through thus to too under until up upon us very was wasn't we were weren't what when "
            + "where whether which while who whom whose why will with within without won't would wouldn't yet you your yours "
            + "yourself yourselves").split(" "));

    public static final SpanTable ALL = new SpanTable(WORDS);

    /** The same, to be found by keys of words. */
    static final WordList LIST = new WordList(WORDS);

    private EnglishStopWords() {}
}
