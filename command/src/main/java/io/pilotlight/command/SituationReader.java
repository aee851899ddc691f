package io.pilotlight.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.aws.Regional;
import io.pilotlight.command.Situation.Active;
import io.pilotlight.command.Situation.Alarm;
import io.pilotlight.command.Situation.Exposure;
import io.pilotlight.command.Situation.Finding;
import io.pilotlight.command.Situation.Run;
import io.pilotlight.command.Situation.Verdict;
import io.pilotlight.lease.Holder;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.lease.StateTable;
import io.pilotlight.notice.RunningExecution;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.Direction;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.PlanReader;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.Trigger;
import io.pilotlight.recoverypoint.Candidates;
import io.pilotlight.recoverypoint.Criterion;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.recoverypoint.RegionInventory;
import io.pilotlight.step.DurationInWords;
import io.pilotlight.step.StepException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Reads how an application stands, and changes nothing. Calls {@code ssm:GetParameter}, {@code dynamodb:GetItem},
 * {@code rds:DescribeDBSnapshots} in the Region that holds the recovery points, {@code states:ListExecutions} and
 * {@code states:DescribeExecution} of each state machine, and {@code cloudwatch:DescribeAlarms}, once a page. What is asked
 * apart is asked side by side, and what does not answer leaves the rest to be said.
 */
public final class SituationReader {

    private static final String STARTS_FAILOVER = "PrimaryUnhealthyAlarm";
    private static final int NEWEST_RUNS = 20;
    private static final Set<Machine> RECOVERING = Set.of(Machine.FAILOVER, Machine.FAILBACK);

    private final DeployedStack stack;
    private final SsmClient ssm;
    private final DynamoDbClient dynamo;
    private final Regional<RdsClient> rds;
    private final SfnClient stepFunctions;
    private final CloudWatchClient cloudWatch;
    private final Clock clock;
    private final Executor beside;

    /** @param beside runs what is asked side by side */
    public SituationReader(DeployedStack stack, SsmClient ssm, DynamoDbClient dynamo, Regional<RdsClient> rds,
            SfnClient stepFunctions, CloudWatchClient cloudWatch, Clock clock, Executor beside) {
        this.stack = stack;
        this.ssm = ssm;
        this.dynamo = dynamo;
        this.rds = rds;
        this.stepFunctions = stepFunctions;
        this.cloudWatch = cloudWatch;
        this.clock = clock;
        this.beside = beside;
    }

    /** Reads it once. Throws nothing that AWS says: that stands in the situation. */
    public Situation read() {
        Instant now = clock.instant();
        List<String> unknown = Collections.synchronizedList(new ArrayList<>());
        var runs = Stream.of(Machine.values())
                .map(machine -> ask("the runs of the state machine " + machine.inWords(), unknown, () -> runs(machine, now)))
                .toList();
        var alarms = ask("the alarms", unknown, this::inAlarm);
        Optional<Plan> plan = ask("the plan", unknown, () -> PlanReader.read(ssm, stack.planParameter())).join();
        Optional<RecoveryState> state = plan.flatMap(known -> ask("which site is active", unknown,
                () -> new StateTable(dynamo, stack.stateTable(), known.application()).read()).join());
        List<Exposure> databases = state.flatMap(known -> ask("the recovery points", unknown,
                () -> exposures(plan.orElseThrow(), known, now)).join()).orElse(List.of());
        List<Found> found = runs.stream().flatMap(run -> run.join().stream()).flatMap(List::stream).toList();
        boolean held = state.flatMap(known -> ask("whether the holder of the lease runs", unknown, () -> isHeld(known)).join()).orElse(false);
        List<Run> running = found.stream().map(Found::run)
                .filter(run -> RECOVERING.contains(run.machine()) && isRunning(run)).toList();
        List<Found> last = newestEnded(found);
        List<Alarm> ringing = alarms.join().orElse(List.of()).stream().map(alarm -> alarm(alarm, state)).toList();
        List<Finding> findings = findings(last);
        Optional<Active> active = state.map(known -> active(plan.orElseThrow(), known));
        List<String> wrong = wrong(state, held, databases, last, ringing, findings);
        Verdict verdict = held || running.stream().anyMatch(run -> isAtWork(run, state)) ? Verdict.RECOVERING
                : !unknown.isEmpty() ? Verdict.UNKNOWN
                : !wrong.isEmpty() ? Verdict.FINDINGS : Verdict.WELL;
        return new Situation(Situation.CONTRACT, now, plan.map(Plan::application).orElse(""), stack.name(), stack.region(),
                verdict, wrong, active, running, databases, last.stream().map(Found::run).toList(), ringing, findings,
                unknown.stream().sorted().toList());
    }

    /** A run, and what its state machine put out at its end. */
    private record Found(Run run, JsonNode output) {}

    private <T> CompletableFuture<Optional<T>> ask(String what, List<String> unknown, Supplier<T> question) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Optional.of(question.get());
            } catch (SdkException | StepException | Unanswerable failure) {
                unknown.add("%s: %s".formatted(what, failure.getMessage()));
                return Optional.<T>empty();
            }
        }, beside);
    }

    /** Also what is not listed yet, because the list is eventually consistent. */
    private boolean isHeld(RecoveryState state) {
        return !state.holder().isEmpty() && !new Holder(stepFunctions).hasEnded(state.holder(), Trigger.ALARM);
    }

    /** A failover that has recovered runs on for as long as the old site cannot be fenced; that is told as not fenced. */
    private static boolean isAtWork(Run run, Optional<RecoveryState> state) {
        return run.machine() == Machine.FAILBACK || state.filter(known -> !known.incidentOpen() && !known.oldSiteFenced()).isEmpty();
    }

    /** The newest that has ended, and those that run. */
    private List<Found> runs(Machine machine, Instant now) {
        List<ExecutionListItem> wanted = new ArrayList<>(stepFunctions.listExecutions(request -> request
                .stateMachineArn(stack.arn(machine)).statusFilter(ExecutionStatus.RUNNING)).executions());
        List<ExecutionListItem> newest = stepFunctions.listExecutions(request -> request
                .stateMachineArn(stack.arn(machine)).maxResults(NEWEST_RUNS)).executions();
        newest.stream().filter(item -> item.status() != ExecutionStatus.RUNNING).findFirst().ifPresent(wanted::add);
        return wanted.stream().map(item -> found(machine, item, now)).toList();
    }

    private Found found(Machine machine, ExecutionListItem item, Instant now) {
        DescribeExecutionResponse execution = stepFunctions.describeExecution(request -> request.executionArn(item.executionArn()));
        Duration took = Duration.between(execution.startDate(), Optional.ofNullable(execution.stopDate()).orElse(now));
        return new Found(new Run(machine, execution.statusAsString(), Outcome.of(execution), execution.startDate(), Math.max(0, took.toSeconds()),
                new RunningExecution(execution.executionArn()).page()), Outcome.output(execution));
    }

    private static boolean isRunning(Run run) {
        return run.status().equals(ExecutionStatus.RUNNING.toString());
    }

    private static List<Found> newestEnded(List<Found> found) {
        return found.stream().filter(run -> !isRunning(run.run())).sorted(Comparator.comparing(run -> run.run().machine())).toList();
    }

    /** Without data the alarm that starts the failover starts nothing: its probe is dead, or nobody has probed so far. */
    private List<MetricAlarm> inAlarm() {
        Map<String, String> ours = stack.alarms();
        return cloudWatch.describeAlarmsPaginator(_ -> { }).metricAlarms().stream()
                .filter(alarm -> ours.containsKey(alarm.alarmName()))
                .filter(alarm -> alarm.stateValue() == StateValue.ALARM
                        || alarm.stateValue() == StateValue.INSUFFICIENT_DATA && ours.get(alarm.alarmName()).equals(STARTS_FAILOVER))
                .toList();
    }

    private Alarm alarm(MetricAlarm alarm, Optional<RecoveryState> state) {
        String logicalName = stack.alarms().get(alarm.alarmName());
        boolean away = state.filter(known -> known.trafficSite() == SiteName.STANDBY).isPresent();
        boolean expected = away && (logicalName.equals("StandbyActiveAlarm") || logicalName.equals(STARTS_FAILOVER));
        return new Alarm(logicalName, alarm.stateValueAsString(), alarm.stateUpdatedTimestamp(), expected, Optional.ofNullable(alarm.alarmDescription()).orElse(""));
    }

    private List<Exposure> exposures(Plan plan, RecoveryState state, Instant now) {
        Direction direction = Direction.of(plan.sites(), state.activeSite());
        RegionInventory inventory = RegionInventory.list(rds.in(direction.targetRegion()));
        return plan.databases().stream().map(database -> exposure(plan, database,
                Criterion.of(plan.application(), database, direction, plan.retention()).after(state.movedHome()), inventory, now)).toList();
    }

    private static Exposure exposure(Plan plan, Database database, Criterion criterion, RegionInventory inventory, Instant now) {
        Candidates candidates = inventory.candidates(criterion, now);
        Function<RecoveryPoint, Situation.RecoveryPoint> told = point -> new Situation.RecoveryPoint(point.snapshotId(), point.dataUntil());
        return new Exposure(database.name(),
                candidates.newest().map(point -> point.age(now).toSeconds()),
                plan.objectives().rpo().toSeconds(),
                candidates.newest().map(told),
                candidates.usable().stream().filter(RecoveryPoint::verified).max(Comparator.comparing(RecoveryPoint::dataUntil)).map(told));
    }

    private static Active active(Plan plan, RecoveryState state) {
        return new Active(state.activeSite(), plan.sites().site(state.activeSite()).region(), state.switchingTo(), state.epoch(),
                state.incident(), state.incidentOpen(), state.oldSiteFenced());
    }

    private static List<Finding> findings(List<Found> last) {
        return last.stream().filter(found -> found.run().machine() == Machine.VERIFICATION)
                .flatMap(found -> found.output().path("findings").valueStream())
                .map(finding -> new Finding(finding.path("severity").asText(), finding.path("check").asText(),
                        finding.path("subject").asText(), finding.path("problem").asText(), finding.path("remedy").asText()))
                .toList();
    }

    private static List<String> wrong(Optional<RecoveryState> state, boolean held, List<Exposure> databases, List<Found> last,
            List<Alarm> alarms, List<Finding> findings) {
        List<String> wrong = new ArrayList<>();
        state.filter(known -> known.incidentOpen() && !held).ifPresent(known ->
                wrong.add("incident %s has not come to its end, and nothing works on it".formatted(known.incident())));
        state.filter(known -> !known.oldSiteFenced()).ifPresent(_ -> wrong.add("the site that is not active is not fenced, and may take writes"));
        databases.stream().filter(database -> !database.isWithinObjective()).forEach(database -> wrong.add(
                database.exposureSeconds().map(exposure -> "%s: %s would be lost; the objective is %s".formatted(database.database(),
                                DurationInWords.of(Duration.ofSeconds(exposure)), DurationInWords.of(Duration.ofSeconds(database.rpoSeconds()))))
                        .orElse(database.database() + ": the other Region holds no usable recovery point")));
        last.stream().map(Found::run).filter(run -> !run.isWell()).forEach(run -> wrong.add(
                "the last %s ended as %s".formatted(run.machine().inWords(), run.status().equals("SUCCEEDED") ? run.outcome() : run.status())));
        alarms.stream().filter(alarm -> !alarm.expected()).forEach(alarm -> wrong.add("%s is in %s".formatted(alarm.alarm(), alarm.state())));
        if (!findings.isEmpty()) {
            wrong.add("the last verification found %d thing%s to mend".formatted(findings.size(), findings.size() == 1 ? "" : "s"));
        }
        return wrong;
    }
}
