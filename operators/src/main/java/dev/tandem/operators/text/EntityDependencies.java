package dev.tandem.operators.text;

import dev.tandem.core.operator.SampleView.Derivation;
import dev.tandem.operators.text.english.PartsOfSpeech;
import dev.tandem.operators.text.english.PartsOfSpeech.Part;
import dev.tandem.operators.text.english.Tokens;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * How many words depend on each noun, name and pronoun of a text, the one that it depends on itself included: told by rules from
 * parts of speech, for English.
 *
 * @param entities nouns, names and pronouns
 * @param fewest dependencies of one of them
 * @param most dependencies of one of them
 */
record EntityDependencies(int entities, int fewest, int most) {
    static final Derivation<EntityDependencies> OF = sample -> of(sample.derive(PartsOfSpeech.OF));

    /** Pronouns that stand for nothing of their own: those that ask, point or own. */
    private static final Set<String> NO_ENTITIES = Set.of(
            "who", "whom", "whose", "which", "what", "whoever", "whatever", "whichever", "that", "this", "these", "those", "there",
            "my", "your", "his", "its", "our", "their");
    private static final Set<String> RELATIVE = Set.of("who", "whom", "whose", "which", "that");

    static EntityDependencies of(PartsOfSpeech words) {
        EntityDependencies all = new EntityDependencies(0, Integer.MAX_VALUE, 0);
        Tokens sentences = words.sentences();
        for (int sentence = 0; sentence < sentences.size(); sentence++) {
            all = all.and(new Clause(words, sentences.start(sentence), sentences.end(sentence)).dependencies());
        }
        return all;
    }

    private EntityDependencies and(EntityDependencies other) {
        return new EntityDependencies(entities + other.entities, Math.min(fewest, other.fewest), Math.max(most, other.most));
    }

    /** One sentence. */
    private static final class Clause {
        /** What depends on a word that is no entity, or on none that is known. */
        private static final int ELSEWHERE = -1;

        private final PartsOfSpeech words;
        private final int from;
        private final int to;
        private final int[] heads;
        /** The last word of the stretch of nouns that a noun is in; the noun itself is its head. */
        private final int[] lasts;

        Clause(PartsOfSpeech words, int from, int to) {
            this.words = words;
            this.from = from;
            this.to = to;
            this.heads = new int[to - from];
            this.lasts = new int[to - from];
            Arrays.fill(heads, ELSEWHERE);
        }

        private Part part(int word) {
            return word < from || word >= to ? Part.PUNCT : words.part(word);
        }

        private String lower(int word) {
            return words.word(word).toLowerCase(Locale.ROOT);
        }

        private boolean isEntity(int word) {
            return part(word).isNoun() || part(word) == Part.PRON && !NO_ENTITIES.contains(lower(word)) && !owns(word);
        }

        /** "Her" before what is hers. */
        private boolean owns(int word) {
            return lower(word).equals("her") && phraseHead(word + 1) != ELSEWHERE;
        }

        private void head(int word, int head) {
            if (head != ELSEWHERE && heads[word - from] == ELSEWHERE && word != head) {
                heads[word - from] = head;
            }
        }

        EntityDependencies dependencies() {
            for (int word = to - 1; word >= from; word--) {
                lasts[word - from] = part(word).isNoun() && part(word + 1).isNoun() ? lasts[word + 1 - from] : word;
            }
            for (int word = from; word < to; word++) {
                attach(word);
            }
            int root = root();
            int[] edges = new int[to - from];
            for (int word = from; word < to; word++) {
                int head = heads[word - from] == ELSEWHERE && root != ELSEWHERE && word != root ? root : heads[word - from];
                if (head != ELSEWHERE && part(word) != Part.PUNCT) {
                    edges[head - from]++;
                }
                edges[word - from] += word == root ? 0 : 1;
            }
            return sum(edges);
        }

        private EntityDependencies sum(int[] edges) {
            EntityDependencies sum = new EntityDependencies(0, Integer.MAX_VALUE, 0);
            for (int word = from; word < to; word++) {
                if (isEntity(word)) {
                    sum = sum.and(new EntityDependencies(1, edges[word - from], edges[word - from]));
                }
            }
            return sum;
        }

        /** A sentence without a verb hangs from its first noun. */
        private int root() {
            int root = ELSEWHERE;
            for (int word = from; word < to; word++) {
                if (part(word) == Part.VERB || part(word) == Part.AUX) {
                    return ELSEWHERE;
                }
                if (root == ELSEWHERE && isEntity(word)) {
                    root = part(word).isNoun() ? lasts[word - from] : word;
                }
            }
            return root;
        }

        private void attach(int word) {
            switch (part(word)) {
                case NOUN, PROPN -> {
                    head(word, lasts[word - from]);
                    if (part(word + 1) == Part.PART && lower(word + 1).endsWith("s")) {
                        head(word + 1, word);
                        head(word, phraseHead(word + 2));
                    }
                }
                case DET, ADJ, NUM -> head(word, phraseHead(word + 1));
                case PRON -> {
                    if (!isEntity(word)) {
                        head(word, phraseHead(word + 1));
                    }
                    if (part(word - 1).isNoun() && RELATIVE.contains(lower(word))) {
                        // The verb of the clause, wherever it stands, hangs from the noun.
                        heads[word - from] = word - 1;
                    }
                }
                case ADP -> head(word, part(word - 1).isNoun() ? word - 1 : ELSEWHERE);
                case CCONJ -> {
                    int next = phraseHead(word + 1);
                    int before = nounBefore(word);
                    if (before != ELSEWHERE && next != ELSEWHERE) {
                        head(word, before);
                        head(next, before);
                    }
                }
                default -> { }
            }
        }

        private int nounBefore(int word) {
            int before = part(word - 1) == Part.PUNCT ? word - 2 : word - 1;
            return part(before).isNoun() ? before : ELSEWHERE;
        }

        /** The head of the noun phrase that begins here. */
        private int phraseHead(int word) {
            int at = word;
            while (part(at) == Part.DET || part(at) == Part.ADJ || part(at) == Part.NUM
                    || part(at) == Part.ADV && part(at + 1) == Part.ADJ
                    || part(at) == Part.PRON && NO_ENTITIES.contains(lower(at))) {
                at++;
            }
            return part(at).isNoun() ? lasts[at - from] : ELSEWHERE;
        }
    }
}
