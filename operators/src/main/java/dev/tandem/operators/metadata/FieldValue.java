package dev.tandem.operators.metadata;

import java.util.Locale;

/** What an expression over fields has for a value. Fields are text; what they are compared with says what else they are. */
sealed interface FieldValue {

    /** What a condition is when it is a value alone, and what conditions come to. */
    boolean isTrue();

    /** A field that is not there. */
    record Missing() implements FieldValue {
        @Override
        public boolean isTrue() {
            return false;
        }
    }

    /** A field's value, or text that stands in the expression. */
    record Text(String text, boolean field) implements FieldValue {
        @Override
        public boolean isTrue() {
            return !(text.isEmpty() || field && (text.equalsIgnoreCase("false") || Field.number(text) == 0));
        }
    }

    /** A number that stands in the expression. */
    record Number(double number) implements FieldValue {
        @Override
        public boolean isTrue() {
            return number != 0;
        }
    }

    /** True or false. */
    record Truth(boolean isTrue) implements FieldValue {}

    static FieldValue of(boolean truth) {
        return new Truth(truth);
    }

    /** How two values are compared. */
    enum Comparison {
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        EQUAL("=="),
        UNEQUAL("!=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }

        /** Nothing holds of a field that is not there; what cannot be put in order is unequal. */
        boolean test(FieldValue left, FieldValue right) {
            if (left instanceof Missing || right instanceof Missing) {
                return false;
            }
            double leftNumber = number(left);
            double rightNumber = number(right);
            boolean asText = left instanceof Text && right instanceof Text
                    && (isLiteral(left) || isLiteral(right) || Double.isNaN(leftNumber) || Double.isNaN(rightNumber));
            if (asText) {
                return holds(compareCodePoints(((Text) left).text(), ((Text) right).text()));
            }
            if (left instanceof Truth || right instanceof Truth) {
                boolean equal = truthText(left).equals(truthText(right));
                return this == EQUAL ? equal : this == UNEQUAL && !equal;
            }
            boolean ordered = !Double.isNaN(leftNumber) && !Double.isNaN(rightNumber);
            // Not Double.compare: 0 and -0 are equal.
            return ordered
                    ? holds(leftNumber < rightNumber ? -1 : leftNumber > rightNumber ? 1 : 0)
                    : this == UNEQUAL;
        }

        private boolean holds(int order) {
            return switch (this) {
                case LESS -> order < 0;
                case LESS_OR_EQUAL -> order <= 0;
                case GREATER -> order > 0;
                case GREATER_OR_EQUAL -> order >= 0;
                case EQUAL -> order == 0;
                case UNEQUAL -> order != 0;
            };
        }
    }

    private static boolean isLiteral(FieldValue value) {
        return value instanceof Text text && !text.field();
    }

    private static double number(FieldValue value) {
        return switch (value) {
            case Number number -> number.number();
            case Text text -> text.field() ? Field.number(text.text()) : Double.NaN;
            case Truth truth -> Double.NaN;
            case Missing missing -> Double.NaN;
        };
    }

    private static String truthText(FieldValue value) {
        return switch (value) {
            case Truth truth -> String.valueOf(truth.isTrue());
            case Text text -> text.text().toLowerCase(Locale.ROOT);
            case Number number -> "";
            case Missing missing -> "";
        };
    }

    /** In the order of code points, which is not that of {@link String#compareTo} beyond the basic plane. */
    private static int compareCodePoints(String left, String right) {
        int at = 0;
        while (at < left.length() && at < right.length() && left.charAt(at) == right.charAt(at)) {
            at++;
        }
        if (at == left.length() || at == right.length()) {
            return Integer.compare(left.length(), right.length());
        }
        char one = left.charAt(at);
        char other = right.charAt(at);
        return Character.isSurrogate(one) == Character.isSurrogate(other)
                ? Character.compare(one, other)
                : Character.isSurrogate(one) ? 1 : -1;
    }
}
