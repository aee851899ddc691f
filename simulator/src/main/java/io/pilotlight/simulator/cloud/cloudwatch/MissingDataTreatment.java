package io.pilotlight.simulator.cloud.cloudwatch;

import java.util.Arrays;

/** How an alarm takes a period without data. */
public enum MissingDataTreatment {
    MISSING("missing"),
    IGNORE("ignore"),
    BREACHING("breaching"),
    NOT_BREACHING("notBreaching");

    private final String value;

    MissingDataTreatment(String value) {
        this.value = value;
    }

    /** Reads the setting; one that is absent is {@link #MISSING}, as AWS documents. */
    static MissingDataTreatment of(String value) {
        return value == null ? MISSING : Arrays.stream(values())
                .filter(setting -> setting.value.equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "treatMissingData is '%s'; accepted are missing, ignore, breaching, notBreaching"
                                .formatted(value)));
    }
}
