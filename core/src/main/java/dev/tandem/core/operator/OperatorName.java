package dev.tandem.core.operator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares an operator. The class implements one of the kinds ({@link Filter}, {@link Mapper}, {@link MediaMapper},
 * {@link AttributeMapper}, {@link Deduplicator}, {@link SetDeduplicator}, {@link SpanDeduplicator}, {@link SampleSelector},
 * {@link SetSelector}, {@link Creator}, {@link SetCreator}, {@link Reader}, {@link Writer}), has a nested record {@code Params} whose
 * components carry {@link Setting}, and a constructor {@code (Params)} or {@code (Params, OperatorContext)}. Its Javadoc becomes its
 * page in the reference; nothing else has to be registered.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OperatorName {
    /** Name in recipes: lower-case snake case. */
    String value();

    /** Raised whenever the same input and parameters give another result, so that finished work is not taken for the new. */
    int version() default 1;
}
