package io.pilotlight.simulator.states;

import java.util.List;

/** What an error or a cause may say. */
final class FailureTexts {

    static final String PLAIN = "it failed";

    private static final int LONG = 100_000;

    private FailureTexts() {}

    /** Texts that a machine might take for something else than a text, and the long ones. */
    static List<String> all() {
        return List.of(
                "", " ", "null", "{}", "[]", "7", "\"", "'", "\\", "a: b: c", "one\ntwo\r\n\tthree",
                "{\"errorMessage\":null}",
                "{\"errorMessage\":{\"of\":[1]},\"errorType\":\"x\"}",
                "{\"errorMessage\":\"it said \\\"no\\\"\\n\",\"errorType\":\"x.Y\",\"stackTrace\":[]}",
                "{\"errorMessage\":\"%s\"}".formatted("twelve hundred ".repeat(80)),
                "{\"errorMessage\":\"cut off in the mid",
                "{% $states.input %}", "%}", "${StateTable} $1 $$",
                "(a+)+$ [^\"]* .{2,} \\d \\\\",
                "\u0000\u0001\u001b\u007f",
                "na\u00efve \u65e5\u672c\u8a9e \u202e e\u0301 \ud83d\udd25\ud83c\udff3\ufe0f",
                "{\"errorMessage\":\"half a character \\ud83d\"}",
                "x".repeat(LONG), "\ud83d\udd25".repeat(LONG), "\"\\".repeat(LONG), "\u0001".repeat(LONG),
                "{\"errorMessage\":\"%s\"}".formatted("\\\"".repeat(LONG)));
    }

    /** Errors that a person may give for a refusal, and a machine might take for something else; States.Runtime is not caught by any. */
    static List<String> refusals() {
        return List.of("SNS", "SNS.", "SNS.no", "SNS.no capacity Exception", "States.Timeout", "States.TaskFailed", "States.ALL",
                "Lambda.TooManyRequestsException", "io.pilotlight.lease.LeaseLostException");
    }

    /** The texts that take the most room: four bytes a character, and two and six for one. */
    static List<String> largest() {
        return List.of("\ud83d\udd25".repeat(LONG), "\"\\".repeat(LONG), "\u0001".repeat(LONG));
    }
}
