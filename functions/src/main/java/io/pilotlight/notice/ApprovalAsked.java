package io.pilotlight.notice;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.plan.SiteName;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * A failover waits for a person. The state machine knows the token of the answer only once it asks, and puts it in
 * place of {@value #TASK_TOKEN}.
 *
 * @param timeoutSeconds how long it waits
 * @param reason why it was started
 * @param outage what the probes saw
 */
record ApprovalAsked(long timeoutSeconds, @MayBeEmpty String reason, @MayBeEmpty String outage) implements Notice {

    static final String TASK_TOKEN = "TASK_TOKEN";

    @Override
    public String headline(Setting setting) {
        return "failover waits for your approval";
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.of(
                "The failover to %s waits for your answer until %s; without one it stands down. Nothing is touched before."
                        .formatted(
                                setting.region(SiteName.STANDBY),
                                setting.now().plusSeconds(timeoutSeconds).truncatedTo(ChronoUnit.MINUTES)),
                setting.active(),
                "Outage: " + unlikeTheToken(outage),
                "Why it was started: " + unlikeTheToken(reason),
                "Approve:",
                answer(setting, "send-task-success", "--task-output '{}'"),
                "Refuse:",
                answer(setting, "send-task-failure", "--error Refused"));
    }

    private static String answer(Setting setting, String operation, String option) {
        return "aws stepfunctions %s --region %s %s --task-token %s".formatted(
                operation, setting.execution().region(), option, TASK_TOKEN);
    }

    /** The token belongs into the commands alone. */
    private static String unlikeTheToken(String text) {
        return Shortened.text(text).replace(TASK_TOKEN, "task token");
    }
}
