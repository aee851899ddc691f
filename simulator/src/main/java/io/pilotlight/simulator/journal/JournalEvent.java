package io.pilotlight.simulator.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Something that happened in a run, with its virtual instant. */
public sealed interface JournalEvent {

    Instant at();

    /** The scenario did something to the world: a Region went dark, an execution was stopped. */
    record Injected(Instant at, String what) implements JournalEvent {}

    /**
     * A function called an AWS API.
     *
     * @param function the function's logical name in the template, such as {@code RestoreDatabaseFunction}
     * @param action the IAM action, such as {@code rds:DescribeDBSnapshots}
     * @param error the error code, empty where the call succeeded
     * @param request the SDK's request object
     */
    record ApiCalled(Instant at, String function, String action, String region, String error, Object request)
            implements JournalEvent {}

    /**
     * A function was invoked and returned, or failed with {@code error} (a class name), in {@code duration}.
     *
     * @param start how long of that Lambda took until the function ran
     */
    record FunctionInvoked(
            Instant at, String function, JsonNode input, JsonNode output, String error, String message, Duration duration,
            Duration start)
            implements JournalEvent {}

    /** An execution of a state machine began. */
    record ExecutionStarted(Instant at, String machine, String execution, JsonNode input) implements JournalEvent {}

    /** An execution ended: {@code SUCCEEDED}, {@code FAILED}, {@code TIMED_OUT} or {@code ABORTED}. */
    record ExecutionEnded(
            Instant at, String machine, String execution, String status, JsonNode output, String error, String cause)
            implements JournalEvent {}

    /** An execution entered a state. */
    record StateEntered(Instant at, String machine, String execution, String state, JsonNode input)
            implements JournalEvent {}

    /** An execution left a state; {@code attempts} counts the first try and its retries. */
    record StateExited(
            Instant at, String machine, String execution, String state, Instant enteredAt, int attempts, JsonNode output)
            implements JournalEvent {}

    /** People were told. */
    record Notified(Instant at, String topicArn, String subject, String message) implements JournalEvent {}

    /** A data point of a metric. */
    record MetricPublished(
            Instant at, String region, String namespace, String name, Map<String, String> dimensions, double value)
            implements JournalEvent {

        public MetricPublished {
            // Sorted, because the order of an immutable map changes from one JVM to the next.
            dimensions = Collections.unmodifiableMap(new TreeMap<>(dimensions));
        }
    }

    /** An alarm changed its state: {@code OK}, {@code ALARM} or {@code INSUFFICIENT_DATA}. */
    record AlarmChanged(Instant at, String region, String alarm, String from, String to, String reason)
            implements JournalEvent {}

    /** The public DNS answer for a name is now this load balancer. */
    record AnswerChanged(Instant at, String name, String loadBalancerDnsName) implements JournalEvent {}

    /** A row was committed in a database of the application. No two rows of a run have the same number. */
    sealed interface RowCommitted extends JournalEvent {

        long row();

        String region();

        String instanceIdentifier();
    }

    /** A visitor's request was answered and its row committed in the database of that Region. */
    record VisitCommitted(Instant at, long visit, String region, String instanceIdentifier) implements RowCommitted {

        @Override
        public long row() {
            return visit;
        }
    }

    /** A worker has done a job, and its row is committed in the database of that Region. */
    record JobDone(Instant at, long job, String region, String instanceIdentifier) implements RowCommitted {

        @Override
        public long row() {
            return job;
        }
    }

    /** A visitor's request failed; nothing was promised to the visitor. */
    record VisitFailed(Instant at, long visit, String reason) implements JournalEvent {}

    /**
     * AWS is done with something that was asked of it, which who asked will see when looking next.
     *
     * @param what {@code available} or {@code password} of a DB instance, {@code healthy} of a load-balancer target
     */
    record WorkDone(Instant at, String region, String what, String id) implements JournalEvent {}

    /** Something that costs money came to be. */
    record ResourceCreated(Instant at, String region, String type, String id) implements JournalEvent {}

    /** Something that costs money is gone. */
    record ResourceDeleted(Instant at, String region, String type, String id) implements JournalEvent {}
}
