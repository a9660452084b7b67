package dev.tandem.core.operator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter of an operator: a component of its {@code Params} record, or of a {@link SettingGroup} there, of type {@code boolean},
 * {@code int}, {@code long}, {@code double}, {@code String}, an enum, or {@code List<String>}. The name in recipes is the component's
 * in snake case; what it means stands in the record's {@code @param} Javadoc.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** The default as it would stand in a recipe; lists separated by commas; {@code Infinity} for no upper limit. */
    String value();

    /** Smallest value allowed, of numbers. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Largest value allowed, of numbers. */
    double max() default Double.POSITIVE_INFINITY;

    /**
     * Whether another value changes what a filter measures, or the text that it leaves, and not only what it decides. In a group it counts
     * for the filters that have it.
     */
    boolean measured() default false;
}
