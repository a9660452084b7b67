package dev.tandem.operators.pii;

import dev.tandem.operators.text.english.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Finds numbers that states know people by; see {@link CleanNationalIdMapper}. */
final class NationalIds {
    private final List<Id> ids;

    /** Those of some countries, by their two letters. */
    NationalIds(List<String> countries) {
        for (String country : countries) {
            if (Arrays.stream(Id.values()).noneMatch(id -> id.isOf(country))) {
                throw new IllegalArgumentException(
                        "parameter 'countries' must name some of us, gb, es, de, fr, found '" + country + "'");
            }
        }
        this.ids = Arrays.stream(Id.values()).filter(id -> countries.stream().anyMatch(id::isOf)).toList();
    }

    Tokens in(String text) {
        Tokens found = new Tokens(8);
        StringBuilder read = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            char c = text.charAt(at);
            boolean begins = DigitGroups.isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            int end = begins && Surroundings.isFreeBefore(text, at) ? end(text, at, read) : -1;
            if (end > at) {
                found.add(at, end);
            }
            at = Math.max(end, at + 1);
        }
        return found;
    }

    private int end(String text, int from, StringBuilder read) {
        for (Id id : ids) {
            int end = id.shape.end(text, from, read);
            if (end > from && Surroundings.isFreeBehind(text, end) && id.valid.test(read)) {
                return end;
            }
        }
        return -1;
    }

    /** A kind of number: its country, how it is written, and what is true of every one that was issued. */
    private enum Id {
        US_SSN("999+99+9999", NationalIds::isSocialSecurityNumber),
        GB_NINO("AA 99 99 99 A", NationalIds::isInsuranceNumber),
        ES_DNI("99.999.999-A", read -> hasControlLetter(read, "")),
        ES_NIE("A-9999999-A", read -> "XYZ".indexOf(read.charAt(0)) >= 0
                && hasControlLetter(read, String.valueOf("XYZ".indexOf(read.charAt(0))))),
        DE_STEUER_ID("99 999 999 999", NationalIds::isTaxNumber),
        FR_NIR("9 99 99 9X 999 999 99", NationalIds::isRegisterNumber);

        private final Shape shape;
        private final Predicate<CharSequence> valid;

        Id(String places, Predicate<CharSequence> valid) {
            this.shape = new Shape(places);
            this.valid = valid;
        }

        private boolean isOf(String country) {
            return name().toLowerCase(Locale.ROOT).startsWith(country + "_");
        }
    }

    /** It has no check digit, but areas, groups and serial numbers that are never issued (SSA). */
    private static boolean isSocialSecurityNumber(CharSequence read) {
        int area = number(read, 0, 3);
        return area > 0 && area != 666 && area < 900 && number(read, 3, 5) > 0 && number(read, 5, 9) > 0;
    }

    /** Some letters and pairs of letters are not issued, and it ends in a letter from A to D (HMRC, NIM39110). */
    private static boolean isInsuranceNumber(CharSequence read) {
        String prefix = read.subSequence(0, 2).toString();
        return "DFIQUV".indexOf(read.charAt(0)) < 0
                && "DFIOQUV".indexOf(read.charAt(1)) < 0
                && !List.of("BG", "GB", "KN", "NK", "NT", "TN", "ZZ").contains(prefix)
                && read.charAt(8) <= 'D';
    }

    /** The number's remainder by 23 tells its last letter; the first letter of a foreigner's stands for a digit. */
    private static boolean hasControlLetter(CharSequence read, String firstDigit) {
        int last = read.length() - 1;
        String digits = firstDigit + read.subSequence(firstDigit.length(), last);
        return "TRWAGMYFPDXBNJZSQVHLCKE".charAt(Integer.parseInt(digits) % 23) == read.charAt(last);
    }

    /**
     * Of the first ten digits exactly one comes more than once: twice, or three times, then not all in a row. The last is
     * the check digit of ISO 7064, MOD 11,10.
     */
    private static boolean isTaxNumber(CharSequence read) {
        int[] counts = new int[10];
        int product = 10;
        for (int i = 0; i < 10; i++) {
            int digit = read.charAt(i) - '0';
            counts[digit]++;
            int sum = (digit + product) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }
        int most = Arrays.stream(counts).max().orElse(0);
        boolean repeated = Arrays.stream(counts).filter(count -> count > 1).count() == 1 && most <= 3;
        boolean row = most == 3 && hasThreeInARow(read);
        return read.charAt(0) != '0' && repeated && !row && (11 - product) % 10 == read.charAt(10) - '0';
    }

    private static boolean hasThreeInARow(CharSequence read) {
        for (int i = 2; i < 10; i++) {
            if (read.charAt(i) == read.charAt(i - 1) && read.charAt(i) == read.charAt(i - 2)) {
                return true;
            }
        }
        return false;
    }

    /** Sex, year, month, place, serial number, and 97 less the remainder of all that; Corsica has letters (INSEE). */
    private static boolean isRegisterNumber(CharSequence read) {
        char letter = read.charAt(6);
        boolean corsica = read.charAt(5) == '2' && (letter == 'A' || letter == 'B');
        if (!corsica && !DigitGroups.isDigit(letter)) {
            return false;
        }
        String digits = corsica ? read.subSequence(0, 5) + (letter == 'A' ? "19" : "18") + read.subSequence(7, 13)
                : read.subSequence(0, 13).toString();
        int month = number(read, 3, 5);
        boolean born = (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
        return "123478".indexOf(read.charAt(0)) >= 0 && born
                && 97 - Long.parseLong(digits) % 97 == number(read, 13, 15);
    }

    private static int number(CharSequence read, int from, int to) {
        return Integer.parseInt(read, from, to, 10);
    }
}
