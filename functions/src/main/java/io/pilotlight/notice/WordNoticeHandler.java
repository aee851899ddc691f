package io.pilotlight.notice;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.lease.Refusals;
import io.pilotlight.lease.StateTable;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Words what people are told: reads the recorded state, then writes subject and body from the notice's facts.
 *
 * <p>Changes nothing, and calls {@code dynamodb:GetItem}; the state machine publishes what it returns. A state that
 * cannot be read does not keep people from being told; the notice then says so, and advises nothing that depends on it.
 */
public final class WordNoticeHandler extends StepHandler<WordNoticeHandler.Input, WordNoticeHandler.Result> {

    /**
     * @param table the state table, in the function's own Region
     * @param application the plan's application
     * @param execution the ARN of the execution that speaks
     * @param startedAt when that execution began
     * @param regions the primary site's Region and the standby site's; empty where no plan could be read
     * @param notice what people are told of
     */
    public record Input(
            String table,
            String application,
            String execution,
            Instant startedAt,
            List<String> regions,
            Notice notice) {

        public Input {
            if (!regions.isEmpty() && regions.size() != 2) {
                throw new IllegalArgumentException("regions are %s; accepted are two, or none".formatted(regions));
            }
            regions = List.copyOf(regions);
        }
    }

    /**
     * @param status {@code DONE}
     * @param subject at most 100 printable ASCII characters on one line, as SNS takes it
     * @param body what people read; of an approval with {@value ApprovalAsked#TASK_TOKEN} where the token belongs
     */
    public record Result(Status status, String subject, String body) {}

    private final DynamoDbClient dynamo;
    private final Clock clock;

    /** For Lambda. */
    public WordNoticeHandler() {
        this(AwsClients.own(DynamoDbClient.builder()), Clock.systemUTC());
    }

    public WordNoticeHandler(DynamoDbClient dynamo, Clock clock) {
        this.dynamo = dynamo;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        Setting setting = new Setting(
                new RunningExecution(input.execution()),
                input.startedAt(),
                clock.instant(),
                recorded(input),
                restsUntil(input),
                input.regions());
        Mail mail = Mail.of(input.application(), input.notice(), setting);
        return new Result(Status.DONE, mail.subject(), mail.body());
    }

    /** Whatever is wrong with the record or the way to it: people are told all the same. */
    private Optional<RecoveryState> recorded(Input input) {
        try {
            return Optional.of(new StateTable(dynamo, input.table(), input.application()).read());
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }

    private Optional<Instant> restsUntil(Input input) {
        try {
            return new Refusals(dynamo, input.table(), input.application()).restsUntil(clock.instant());
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }
}
