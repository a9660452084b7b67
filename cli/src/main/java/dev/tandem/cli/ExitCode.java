package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;

/** What the command tells the shell. */
final class ExitCode {
    static final int OK = 0;
    /** The input, the recipe or an argument cannot work. */
    static final int USER = 2;
    /** A part is done: the run was cancelled, or a recipe of another tool has something without an equivalent. */
    static final int IN_PART = 3;
    /** Memory or disk ran out; finished work is kept. */
    static final int RESOURCES = 4;
    /** A server that is needed did not answer; finished work is kept. */
    static final int EXTERNAL = 5;
    /** The command line is not valid. */
    static final int USAGE = 64;
    /** A defect of Tandem. */
    static final int INTERNAL = 70;

    static final String HELP = """
            %nExit codes: 0 done, 2 bad input or recipe, 3 done in part (cancelled, or not all translated),%n\
            4 out of memory or disk, 5 a server did not answer, 64 bad command line, 69 no JDK 25, 70 a defect, 130 interrupted.%n\
            Finished work is kept whatever happens.""";

    private ExitCode() {}

    static int of(ErrorCode code) {
        if (code == ErrorCode.CANCELLED) {
            return IN_PART;
        }
        return switch (code.type()) {
            case USER -> USER;
            case INTERNAL -> INTERNAL;
            case RESOURCES -> RESOURCES;
            case EXTERNAL -> EXTERNAL;
        };
    }

    /** The exit code of a run's error, which starts with the code's name. */
    static int of(String error) {
        try {
            return of(ErrorCode.valueOf(error.substring(0, Math.max(0, error.indexOf(':')))));
        } catch (IllegalArgumentException e) {
            return INTERNAL;
        }
    }
}
