package io.pilotlight.restoretest;

/** What is asked about a restored table, in this order, one question a call. */
public enum Question {
    /** Its rows are read and counted, the newest by its key first. */
    READ("the table"),
    /** The newest time in its time column. */
    NEWEST("its newest time"),
    /** {@code CHECKSUM TABLE}. */
    CHECKSUM("CHECKSUM TABLE"),
    /** {@code CHECK TABLE}; last, because the plan compares nothing with it, and it may take longest. */
    CHECK("CHECK TABLE"),
    /** Nothing is left to ask. */
    NONE("");

    private final String words;

    Question(String words) {
        this.words = words;
    }

    /** Returns what it asks for, in words. */
    String words() {
        return words;
    }

    Question next() {
        return values()[ordinal() + 1];
    }
}
