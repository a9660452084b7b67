package dev.tandem.core.doctor;

import java.util.Optional;

/**
 * What one check of an installation found.
 *
 * @param check what was looked at
 * @param found what it is like
 * @param setting the setting at fault, as its environment variable; empty where all is well
 * @param remedy what to do about it; empty where all is well
 */
public record Finding(String check, Status status, String found, Optional<String> setting, Optional<String> remedy) {

    /** Whether all is well. */
    public enum Status {
        OK,
        FAILED
    }

    public static Finding ok(String check, String found) {
        return new Finding(check, Status.OK, found, Optional.empty(), Optional.empty());
    }

    public static Finding failed(String check, String found, String setting, String remedy) {
        return new Finding(check, Status.FAILED, found, Optional.of(setting), Optional.of(remedy));
    }

    public boolean fails() {
        return status == Status.FAILED;
    }
}
