package io.pilotlight.notice;

import io.pilotlight.plan.SiteName;
import java.util.stream.Stream;

/**
 * A failover waits for a person. The state machine knows the token of the answer only once it asks, and puts it in
 * place of {@value #TASK_TOKEN}.
 *
 * @param timeoutSeconds how long it waits
 * @param reason why it was started
 * @param outage what the probes saw
 */
record ApprovalAsked(long timeoutSeconds, String reason, String outage) implements Notice {

    static final String TASK_TOKEN = "TASK_TOKEN";

    @Override
    public String headline(Setting setting) {
        return "failover waits for your approval";
    }

    @Override
    public Stream<String> lines(Setting setting) {
        String region = setting.execution().region();
        return Stream.of(
                "The failover to %s waits for your answer until %s; without one it stands down.".formatted(
                        setting.region(SiteName.STANDBY), setting.now().plusSeconds(timeoutSeconds)),
                "Outage: " + Shortened.text(outage),
                "Why it was started: " + Shortened.text(reason),
                setting.active(),
                "Approve: aws stepfunctions send-task-success --region %s --task-output {} --task-token %s".formatted(
                        region, TASK_TOKEN),
                "Refuse: aws stepfunctions send-task-failure --region %s --error Refused --task-token %s".formatted(
                        region, TASK_TOKEN));
    }
}
