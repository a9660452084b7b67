package dev.tandem.core.operator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Parameters that several operators share: a component of a {@code Params} record whose type is a record of {@link Setting}s. In recipes
 * they stand beside the operator's own; a group has no name there. The record is compiled together with the operators that have it, as its
 * {@code @param} Javadoc says what the parameters mean.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface SettingGroup {
    /** Defaults that differ from those of the group, each as {@code name=value} with the name as it stands in recipes. */
    String[] value() default {};
}
