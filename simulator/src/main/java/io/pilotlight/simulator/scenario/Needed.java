package io.pilotlight.simulator.scenario;

import io.pilotlight.simulator.journal.JournalEvent;
import java.util.Set;

/**
 * What of a run is needed once it is over. What the schedules do every minute is not, where it went well: it is most of
 * what happens in a week, and whoever has to see it listens while it happens.
 */
final class Needed {

    private static final Set<String> EVERY_MINUTE =
            Set.of("PublishActiveSiteFunction", "MeasureExposureFunction", "RemoveRestoreTestsFunction");

    private Needed() {}

    static boolean afterwards(JournalEvent event) {
        return switch (event) {
            case JournalEvent.ApiCalled call -> !call.error().isEmpty() || call.action().equals("rds:DeleteDBInstance");
            case JournalEvent.FunctionInvoked call -> !call.error().isEmpty() || !isEveryMinute(call);
            case JournalEvent.StateExited exit -> StepTimes.isStepOfRecovery(exit);
            case JournalEvent.StateEntered _, JournalEvent.MetricPublished _ -> false;
            case JournalEvent.ExecutionStarted _, JournalEvent.ExecutionEnded _, JournalEvent.Injected _,
                    JournalEvent.Notified _, JournalEvent.AlarmChanged _, JournalEvent.AnswerChanged _,
                    JournalEvent.RowCommitted _, JournalEvent.VisitFailed _, JournalEvent.WorkDone _,
                    JournalEvent.ResourceCreated _, JournalEvent.ResourceDeleted _ -> true;
        };
    }

    /** A probe that only publishes is one of them, unless it found something; those of a recovery are not. */
    private static boolean isEveryMinute(JournalEvent.FunctionInvoked call) {
        return EVERY_MINUTE.contains(call.function())
                || call.function().equals("CheckHealthFunction") && call.input().path("publish").asBoolean()
                && call.output().path("health").asText().equals("HEALTHY");
    }
}
