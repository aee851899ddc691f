package io.pilotlight.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.CallFault.Moment;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.journal.JournalEvent.ApiCalled;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionStarted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Whole comparisons of an old primary that meet one trouble at one of their AWS calls. Each trouble is tried at every 23rd
 * call; {@code -Dpilotlight.calls.stride=1} makes that every one.
 */
class EveryReconcileCallTest {

    private static final int STRIDE = Integer.getInteger("pilotlight.calls.stride", 23);
    private static final String RECONCILE = "ReconcileStateMachine";
    private static final List<String> FUNCTIONS = List.of("DecideReconciliationFunction", "TakeSnapshotFunction", "CopySnapshotFunction",
            "RestoreTestDatabaseFunction", "CompareRowsFunction", "RemoveRestoreTestsFunction", "RecordReconciliationFunction");
    private static final long SEED = 1;

    /** What happens at one call. */
    private enum Trouble { FAILS_BEFORE_ITS_EFFECT, FAILS_AFTER_ITS_EFFECT, STOP_AND_START }

    /** A call, as the n-th of its function since the comparison began. */
    private record Call(String function, String action, int number) {}

    @Test
    void listsEachRowAndLeavesNothingWhateverHappensAtOneOfItsCalls() {
        List<Call> calls = calls();
        assertThat(calls).hasSizeGreaterThan(40).extracting(Call::function).containsAll(FUNCTIONS);
        Map<String, String> broken = new TreeMap<>();
        int runs = 0;
        for (Trouble trouble : Trouble.values()) {
            for (int call = 7 * trouble.ordinal() % STRIDE; call < calls.size(); call += STRIDE) {
                Call met = calls.get(call);
                List<ExecutionEnded> ended = new ArrayList<>();
                RunResult result = run(world -> prepare(world, trouble, met), (world, called) -> meet(world, trouble, met, called), ended);
                runs++;
                boolean isCompared = ended.stream().anyMatch(end -> end.output() != null && end.output().path("outcome").asText().equals("COMPARED"));
                if (!isCompared || !result.violations().isEmpty()) {
                    broken.put("%s at call %d, %s".formatted(trouble, call, met), "%s %s".formatted(ended, result.violations()));
                }
            }
        }
        assertThat(broken).as("of %d runs", runs).isEmpty();
    }

    private static void prepare(World world, Trouble trouble, Call call) {
        switch (trouble) {
            case FAILS_BEFORE_ITS_EFFECT -> world.cloud().context().faults().fail(
                    new CallFault(call.function(), "", "", Moment.BEFORE_EFFECT, CallFault.Kind.SERVER_ERROR, call.number(), 1));
            case FAILS_AFTER_ITS_EFFECT -> world.cloud().context().faults().fail(
                    new CallFault(call.function(), "", "", Moment.AFTER_EFFECT, CallFault.Kind.TIMEOUT, call.number(), 1));
            case STOP_AND_START -> { }
        }
    }

    private static void meet(World world, Trouble trouble, Call call, Call called) {
        if (trouble == Trouble.STOP_AND_START && called.equals(call)) {
            world.after(Duration.ofMillis(1), () -> {
                world.injected("somebody stops the comparison at this call");
                world.cloud().stateMachines().list().stream()
                        .filter(execution -> execution.machine().equals(RECONCILE) && execution.endedAt().isEmpty())
                        .forEach(execution -> world.cloud().stateMachines().stop(execution.arn()));
                world.after(Duration.ofMinutes(2), () -> world.start(RECONCILE, JsonNodeFactory.instance.objectNode()));
            });
        }
    }

    private static List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        List<ExecutionEnded> ended = new ArrayList<>();
        run(_ -> { }, (_, called) -> {
            if (ended.isEmpty() && FUNCTIONS.contains(called.function())) {
                calls.add(called);
            }
        }, ended);
        return calls;
    }

    /**
     * @param begun is called when the first comparison begins
     * @param met is told of each call since
     */
    private static RunResult run(Consumer<World> begun, BiConsumer<World, Call> met, List<ExecutionEnded> ended) {
        return BrokenRun.of(SEED, world -> {
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
            boolean[] seen = new boolean[1];
            Map<String, Integer> counts = new TreeMap<>();
            world.journal().listen((JournalEvent event) -> {
                if (!seen[0] && event instanceof ExecutionStarted began && began.machine().equals(RECONCILE)) {
                    seen[0] = true;
                    begun.accept(world);
                } else if (seen[0] && event instanceof ApiCalled called) {
                    met.accept(world, new Call(called.function(), called.action(), counts.merge(called.function(), 1, Integer::sum)));
                } else if (event instanceof ExecutionEnded end && end.machine().equals(RECONCILE)) {
                    ended.add(end);
                }
            });
        });
    }
}
