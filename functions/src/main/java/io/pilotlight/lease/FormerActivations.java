package io.pilotlight.lease;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * What earlier recoveries have left running: the activation that a failover has started may live on where the failover was
 * stopped. Every step of it refuses its old epoch, so that it changes nothing; it is stopped all the same, because it may
 * look, wait and report for hours.
 *
 * <p>Calls {@code states:ListExecutions} once a page, and {@code states:StopExecution} for each that it stops.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html">What becomes of a nested
 *     execution whose parent is stopped</a>
 */
final class FormerActivations {

    /** An activation is named after its incident, its recovery's epoch, and how many there were before it. */
    private static final Pattern NAME = Pattern.compile(Incident.NAME + "-(\\d{1,18})(-\\d+)?");

    private final SfnClient stepFunctions;

    FormerActivations(SfnClient stepFunctions) {
        this.stepFunctions = stepFunctions;
    }

    /**
     * Stops those with a lower epoch, in the order in which Step Functions lists them; again does no harm.
     *
     * @return what could not be stopped and why, empty where nothing is left: no recovery ends for that
     */
    String stopBefore(String stateMachine, long epoch) {
        try {
            List<ExecutionListItem> former = stepFunctions
                    .listExecutionsPaginator(request -> request
                            .stateMachineArn(stateMachine).statusFilter(ExecutionStatus.RUNNING))
                    .executions().stream()
                    .filter(running -> isBefore(running.name(), epoch))
                    .toList();
            former.forEach(running -> stop(running, epoch));
            return "";
        } catch (SdkException failure) {
            return "what an earlier recovery may have left running was not stopped, and changes nothing any more: "
                    + failure.getMessage();
        }
    }

    private static boolean isBefore(String name, long epoch) {
        Matcher activation = NAME.matcher(name);
        return activation.matches() && Long.parseLong(activation.group(1)) < epoch;
    }

    private void stop(ExecutionListItem running, long epoch) {
        stepFunctions.stopExecution(request -> request
                .executionArn(running.executionArn())
                .error("Overtaken")
                .cause("The recovery with epoch %d has taken over from the one that started this activation.".formatted(epoch)));
    }
}
