package dev.tandem.operators.text.english;

import dev.tandem.core.operator.SampleView.Derivation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTaggerME;

/**
 * What part of speech each English word of a text is, computed once for all operators of a pass: by Apache OpenNLP's model of the
 * English Web Treebank of Universal Dependencies, with words and sentences cut as everywhere here. A tagger is slow: of a longer text
 * the first 20,000 words are looked at.
 */
public final class PartsOfSpeech {
    /** The words of a sample's text. */
    public static final Derivation<PartsOfSpeech> OF = sample -> of(sample.derive(EnglishWords.OF), sample.derive(Sentences.OF));

    private static final String MODEL = "/opennlp-en-ud-ewt-pos-1.3-2.5.4.bin";
    /** A second's work or two. */
    private static final int LONGEST_TEXT = 20_000;
    /** The search copies what it found so far with each word: a sentence without end is tagged in pieces. */
    private static final int MOST_WORDS = 100;
    /** What the model looks at are ends of words, beside words that it knows. */
    private static final int LONGEST_WORD = 64;
    private static final int LONGEST_END = 8;
    private static final Map<String, Part> PARTS = Stream.of(Part.values()).collect(Collectors.toMap(Part::name, Function.identity()));

    private final EnglishWords words;
    private final Tokens sentences;
    private final Part[] parts;

    private PartsOfSpeech(EnglishWords words, Tokens sentences, Part[] parts) {
        this.words = words;
        this.sentences = sentences;
        this.parts = parts;
    }

    /** The universal parts of speech, by their tags. */
    public enum Part {
        ADJ,
        ADP,
        ADV,
        AUX,
        CCONJ,
        DET,
        INTJ,
        NOUN,
        NUM,
        PART,
        PRON,
        PROPN,
        PUNCT,
        SCONJ,
        SYM,
        VERB,
        X;

        /** A noun or a name. */
        public boolean isNoun() {
            return this == NOUN || this == PROPN;
        }
    }

    /** Loaded when it is first needed. */
    private static final class Model {
        static final POSModel LOADED = load();

        private static POSModel load() {
            try (InputStream in = PartsOfSpeech.class.getResourceAsStream(MODEL)) {
                return new POSModel(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The words of a text. */
    public static PartsOfSpeech of(String text) {
        return of(EnglishWords.of(text), Sentences.of(text.toCharArray()));
    }

    private static PartsOfSpeech of(EnglishWords words, Tokens sentences) {
        Part[] parts = new Part[Math.min(words.count(), LONGEST_TEXT)];
        Tokens numbers = new Tokens(sentences.size());
        // One tagger for one text: it is not thread-safe, and what it remembers is of use for the text at most.
        POSTaggerME tagger = new POSTaggerME(Model.LOADED);
        int word = 0;
        for (int sentence = 0; sentence < sentences.size(); sentence++) {
            int first = word;
            while (word < parts.length && words.start(word) < sentences.end(sentence)) {
                word++;
            }
            numbers.add(first, word);
            for (int from = first; from < word; from += MOST_WORDS) {
                tag(tagger, words, from, Math.min(word, from + MOST_WORDS), parts);
            }
        }
        return new PartsOfSpeech(words, numbers, parts);
    }

    private static void tag(POSTaggerME tagger, EnglishWords words, int from, int to, Part[] parts) {
        String[] sentence = new String[to - from];
        for (int i = 0; i < sentence.length; i++) {
            String word = words.word(from + i);
            sentence[i] = word.length() <= LONGEST_WORD
                    ? word
                    : word.substring(0, LONGEST_WORD - LONGEST_END) + word.substring(word.length() - LONGEST_END);
        }
        String[] tags = tagger.tag(sentence);
        for (int i = 0; i < tags.length; i++) {
            parts[from + i] = PARTS.getOrDefault(tags[i], Part.X);
        }
    }

    /** How many words there are. */
    public int count() {
        return parts.length;
    }

    /** What a word is. */
    public Part part(int word) {
        return parts[word];
    }

    /** The word itself. */
    public String word(int word) {
        return words.word(word);
    }

    /** The sentences: the numbers of their first words, and those of the words after their last ones. */
    public Tokens sentences() {
        return sentences;
    }
}
