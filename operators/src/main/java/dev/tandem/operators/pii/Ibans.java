package dev.tandem.operators.pii;

import dev.tandem.operators.text.english.Tokens;

/** Finds international bank account numbers; see {@link CleanIbanMapper}. */
final class Ibans {
    /** The countries that issue them, each with the length of its numbers (SWIFT's registry of ISO 13616). */
    private static final String LENGTHS =
            "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22"
                    + "GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19"
                    + "MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28"
                    + "TL23TN24TR26UA29VA22VG24XK20YE30";
    private static final int GROUP = 4;
    private static final int[] LENGTH = new int[26 * 26];

    static {
        for (int i = 0; i < LENGTHS.length(); i += GROUP) {
            int country = 26 * (LENGTHS.charAt(i) - 'A') + LENGTHS.charAt(i + 1) - 'A';
            LENGTH[country] = Integer.parseInt(LENGTHS.substring(i + 2, i + GROUP));
        }
    }

    private Ibans() {}

    static Tokens in(String text) {
        Tokens found = new Tokens(8);
        for (int at = 0; at + GROUP < text.length(); ) {
            int end = begins(text, at) && Surroundings.isFreeBefore(text, at) ? end(text, at) : -1;
            if (end > at) {
                found.add(at, end);
            }
            at = Math.max(end, at + 1);
        }
        return found;
    }

    private static boolean begins(String text, int at) {
        return letter(text.charAt(at)) >= 0 && letter(text.charAt(at + 1)) >= 0
                && DigitGroups.isDigit(text.charAt(at + 2)) && DigitGroups.isDigit(text.charAt(at + 3));
    }

    /** Where the number ends, with one space or hyphen behind every fourth character or none; -1 when it is none. */
    private static int end(String text, int from) {
        int length = LENGTH[26 * letter(text.charAt(from)) + letter(text.charAt(from + 1))];
        int read = GROUP;
        int at = from + GROUP;
        int remainder = 0;
        while (read < length && at < text.length()) {
            char c = text.charAt(at);
            if (read % GROUP == 0 && isSeparator(c) && !isSeparator(text.charAt(at - 1))) {
                at++;
                continue;
            }
            if (!DigitGroups.isDigit(c) && letter(c) < 0) {
                return -1;
            }
            remainder = appended(remainder, c);
            read++;
            at++;
        }
        for (int i = from; i < from + GROUP; i++) {
            remainder = appended(remainder, text.charAt(i));
        }
        return length > 0 && read == length && remainder == 1 && Surroundings.isFreeBehind(text, at) ? at : -1;
    }

    /** The remainder by 97 with a character behind the number, where A stands for 10 and Z for 35. */
    private static int appended(int remainder, char c) {
        return DigitGroups.isDigit(c) ? (10 * remainder + c - '0') % 97 : (100 * remainder + 10 + letter(c)) % 97;
    }

    /** The place of a letter in the alphabet from 0, in capital and small letters; -1 of others. */
    private static int letter(char c) {
        return c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ? c - 'a' : -1;
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '-' || c == '\u00a0' || c == '\u202f';
    }
}
