package io.pilotlight.notice;

import java.util.stream.Stream;

/** How a person answers a state machine that waits for them. */
final class Answer {

    /** Stands where the state machine puts the token of the answer, which it knows only once it asks. */
    static final String TASK_TOKEN = "TASK_TOKEN";

    private Answer() {}

    /** Returns the commands that approve and refuse. */
    static Stream<String> lines(Setting setting) {
        return Stream.of(
                "Approve:",
                command(setting, "send-task-success", "--task-output '{}'"),
                "Refuse:",
                command(setting, "send-task-failure", "--error Refused"));
    }

    private static String command(Setting setting, String operation, String option) {
        return "aws stepfunctions %s --region %s %s --task-token %s".formatted(
                operation, setting.execution().region(), option, TASK_TOKEN);
    }

    /** Returns a text that explains, without the token's place: it belongs into the commands alone. */
    static String unlikeTheToken(String text) {
        return Shortened.text(text).replace(TASK_TOKEN, "task token");
    }
}
