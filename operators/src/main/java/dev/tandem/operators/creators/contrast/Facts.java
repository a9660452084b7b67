package dev.tandem.operators.creators.contrast;

import java.util.Optional;
import java.util.Random;

/** What is known of a picture or a table, and can be asked about with yes and with no for an answer. */
sealed interface Facts permits SceneFacts, TableFacts {

    /** Two questions that differ in as little as the level says; empty where there are none. */
    Optional<Contrast> contrast(Level level, Random random);

    /**
     * Two questions.
     *
     * @param yes what holds
     * @param no what does not
     */
    record Contrast(String yes, String no) {}
}
