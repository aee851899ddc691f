package io.pilotlight.command;

import io.pilotlight.notice.RunningExecution;
import io.pilotlight.step.DurationInWords;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/**
 * Starts an execution and tells each step of it once, when it is first entered, until it ends. Calls
 * {@code states:StartExecution}, {@code states:DescribeExecution} and {@code states:GetExecutionHistory}. Whoever interrupts
 * it interrupts the telling: the execution goes on.
 */
final class ExecutionFollower {

    private static final int LOOKS_FOR_A_NEW_ONE = 15;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final SfnClient stepFunctions;
    private final PrintStream out;

    ExecutionFollower(SfnClient stepFunctions, PrintStream out) {
        this.stepFunctions = stepFunctions;
        this.out = out;
    }

    /** Starts it, and returns its ARN. */
    String start(String stateMachine, String input) {
        // Named here, so that a call whose answer is lost starts none beside it when it is made again.
        String name = UUID.randomUUID().toString();
        String execution = stepFunctions.startExecution(request -> request
                .stateMachineArn(stateMachine).name(name).input(input)).executionArn();
        out.println("Started with %s. It goes on without this command too:".formatted(input));
        out.println(new RunningExecution(execution).page());
        return execution;
    }

    /**
     * Follows it to its end, and tells whether it did what was asked: one that was refused or stood down did not.
     *
     * @throws Unanswerable where AWS does not say how it goes on
     */
    boolean follow(String execution) {
        try {
            return followed(execution);
        } catch (SdkException failure) {
            throw new Unanswerable("it goes on, and AWS did not say how: %s. Its page: %s".formatted(
                    failure.getMessage(), new RunningExecution(execution).page()));
        }
    }

    private boolean followed(String execution) {
        Set<String> told = new HashSet<>();
        String from = null;
        while (true) {
            DescribeExecutionResponse found = describe(execution);
            from = tell(execution, from, found.startDate(), told);
            if (found.status() != ExecutionStatus.RUNNING) {
                return end(found);
            }
            pause();
        }
    }

    /** What has just been started may not be known everywhere yet. */
    private DescribeExecutionResponse describe(String execution) {
        for (int look = 1; ; look++) {
            try {
                return stepFunctions.describeExecution(request -> request.executionArn(execution));
            } catch (ExecutionDoesNotExistException unknown) {
                if (look == LOOKS_FOR_A_NEW_ONE) {
                    throw unknown;
                }
                pause();
            }
        }
    }

    /** Reads on from where it was, and returns where it is now: a page that is not full is read again. */
    private String tell(String execution, String from, Instant startedAt, Set<String> told) {
        String page = from;
        while (true) {
            String token = page;
            GetExecutionHistoryResponse history = stepFunctions.getExecutionHistory(request -> request
                    .executionArn(execution).nextToken(token).includeExecutionData(false));
            history.events().stream().filter(event -> event.stateEnteredEventDetails() != null)
                    .filter(event -> told.add(event.stateEnteredEventDetails().name()))
                    .forEach(event -> tell(event, startedAt));
            if (history.nextToken() == null) {
                return page;
            }
            page = history.nextToken();
        }
    }

    private void tell(HistoryEvent event, Instant startedAt) {
        Duration since = Duration.between(startedAt, event.timestamp());
        out.println("%s UTC +%02d:%02d %s".formatted(CLOCK.format(event.timestamp()), since.toMinutes(), since.toSecondsPart(),
                event.stateEnteredEventDetails().name()));
    }

    private boolean end(DescribeExecutionResponse found) {
        boolean succeeded = found.status() == ExecutionStatus.SUCCEEDED;
        out.println("%s after %s: %s".formatted(found.statusAsString(),
                DurationInWords.of(Duration.between(found.startDate(), found.stopDate())),
                succeeded ? found.output() : found.error() + ": " + found.cause()));
        return succeeded && Outcome.isWell(Outcome.of(found));
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Unanswerable("it was interrupted; the execution goes on");
        }
    }
}
