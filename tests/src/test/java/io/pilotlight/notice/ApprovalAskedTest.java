package io.pilotlight.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApprovalAskedTest {

    @Test
    void asksWithTheDeadlineAndBothCommands() {
        Mail told = told("3 of 3 probes timed out", Settings.primaryActive());

        assertThat(told.subject()).isEqualTo("[Pilot Light] visitor-counter: failover waits for your approval");
        assertThat(told.body())
                .startsWith("The failover to eu-central-1 waits for your answer until 2026-11-22T17:40:00Z; without one it stands down."
                        + " The primary is not touched before.\n")
                .contains("Why you are asked: It was never armed", "Outage: 3 of 3 probes timed out", "Why it was started: Alarm A is in ALARM",
                        "Active now, as recorded: the primary site (eu-west-1).",
                        "Approve:\naws stepfunctions send-task-success --region eu-central-1 --task-output '{}' --task-token TASK_TOKEN\n",
                        "Refuse:\naws stepfunctions send-task-failure --region eu-central-1 --error Refused --task-token TASK_TOKEN\n");
    }

    @Test
    void saysWhatTheStandbyMayDoWhileNobodyHasAnswered() {
        assertThat(told("down", Settings.primaryActive()).body())
                .contains("Meanwhile tasks may run in eu-central-1 on restored data", "scheduled work or mails",
                        "stopped where you refuse, and before newer data is restored");
    }

    @Test
    void putsTheTokenIntoTheCommandsAlone() {
        assertThat(told("the page said TASK_TOKEN", Settings.unknown()).body())
                .contains("Outage: the page said task token").containsOnlyOnce("success --region eu-central-1")
                .satisfies(body -> assertThat(body.split("TASK_TOKEN", -1)).hasSize(3));
    }

    private static Mail told(String outage, Setting setting) {
        return Mail.of("visitor-counter", new ApprovalAsked(
                1800, "Alarm A is in ALARM", outage, "It was never armed", ApprovalAsked.Seen.UNHEALTHY, List.of()), setting);
    }
}
