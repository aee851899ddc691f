package io.pilotlight.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.simulator.cloud.api.CallFault.Moment;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.Callers;
import io.pilotlight.simulator.journal.JournalEvent.ApiCalled;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionStarted;
import io.pilotlight.simulator.network.Vantage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole failovers, and a planned move, that meet one trouble at one of their AWS calls. Each trouble is tried
 * at every 797th call; {@code -Dpilotlight.calls.stride=1} makes that every one, which takes hours.
 */
class EveryCallTest {

    private static final int STRIDE = Integer.getInteger("pilotlight.calls.stride", 797);
    private static final int ONLY = Integer.getInteger("pilotlight.calls.only", 0);
    /** By then it has recovered, and only looks at the old site. */
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration CUT = Duration.ofMinutes(2);

    /** What is wrong with the primary, or what a person wants. */
    enum Outage {
        PLANNED {
            @Override
            void strike(World world) {
                world.disasters().moveAway();
            }

            @Override
            String machine() {
                return World.FAILBACK;
            }

            @Override
            void startAgain(World world) {
                world.disasters().moveAway();
            }

            @Override
            String outcome() {
                return "MOVED";
            }

            /** Who starts a stopped move too late finds it withdrawn. */
            @Override
            boolean mayEndOtherwise(Trouble trouble) {
                return trouble == Trouble.STOP_ALONE || trouble == Trouble.STOP_AND_START;
            }
        },
        DARK {
            @Override
            void strike(World world) {
                world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
            }
        },
        CRASH {
            @Override
            void strike(World world) {
                world.disasters().crashPrimaryTasks();
            }
        },
        BLOCKED {
            @Override
            void strike(World world) {
                world.disasters().blockPrimaryLoadBalancer();
            }
        };

        abstract void strike(World world);

        /** What is started for it. */
        String machine() {
            return World.FAILOVER;
        }

        void startAgain(World world) {
            world.disasters().startByHand();
        }

        String outcome() {
            return "RECOVERED";
        }

        /** Tells whether somebody decided that nothing more is done. */
        boolean mayEndOtherwise(Trouble trouble) {
            return trouble == Trouble.STOP_ALONE;
        }
    }

    /** What happens at one call. */
    enum Trouble {
        FAILS_BEFORE_ITS_EFFECT {
            @Override
            void prepare(World world, int call) {
                world.cloud().context().faults().fail(new CallFault("", "", "", Moment.BEFORE_EFFECT, CallFault.Kind.SERVER_ERROR, call, 1));
            }
        },
        FAILS_AFTER_ITS_EFFECT {
            @Override
            void prepare(World world, int call) {
                world.cloud().context().faults().fail(new CallFault("", "", "", Moment.AFTER_EFFECT, CallFault.Kind.TIMEOUT, call, 1));
            }
        },
        STOP_AND_START {
            @Override
            void meets(World world, Outage outage) {
                stop(world, outage);
                world.after(Duration.ofMinutes(2), () -> outage.startAgain(world));
            }
        },
        STOP_ALONE {
            @Override
            void meets(World world, Outage outage) {
                stop(world, outage);
            }
        },
        STANDBY_CUT_OFF {
            @Override
            void meets(World world, Outage outage) {
                world.disasters().cutStandbyOff(CUT);
            }
        },
        VISITORS_CUT_OFF {
            @Override
            void meets(World world, Outage outage) {
                cut(world, Vantage.VISITORS);
            }
        },
        CHECKERS_CUT_OFF {
            @Override
            void meets(World world, Outage outage) {
                cut(world, Vantage.CHECKERS);
            }
        };

        private boolean isAt(int call) {
            return ONLY > 0 ? call == ONLY : call % STRIDE == (1 + 57 * ordinal()) % STRIDE;
        }

        /** Is asked when the run begins, from which on calls are counted. */
        void prepare(World world, int call) {}

        /** Happens when the call is over. */
        void meets(World world, Outage outage) {}

        private static void stop(World world, Outage outage) {
            world.injected("somebody stops it at this call");
            world.cloud().stateMachines().list().stream()
                    .filter(execution -> execution.machine().equals(outage.machine()) && execution.endedAt().isEmpty())
                    .forEach(execution -> world.cloud().stateMachines().stop(execution.arn()));
        }

        private static void cut(World world, Vantage vantage) {
            String primary = world.cloud().primary().name();
            world.injected("%s do not reach %s".formatted(vantage, primary));
            world.cloud().internet().cut(vantage, primary);
            world.after(CUT, () -> world.cloud().internet().mend(vantage, primary));
        }
    }

    @ParameterizedTest
    @CsvSource({"DARK, 1", "CRASH, 2", "BLOCKED, 1", "PLANNED, 1"})
    void endsWellAndKeepsItsPromisesWhateverHappensAtOneOfItsCalls(Outage outage, long seed) {
        List<ApiCalled> calls = new ArrayList<>();
        run(outage, seed, _ -> { }, (world, called) -> {
            if (called.at().isBefore(world.struckAt().plus(LONGEST))) {
                calls.add(called);
            }
        });
        assertThat(calls.size()).isGreaterThan(100);
        Map<String, String> broken = new TreeMap<>();
        int[] runs = new int[1];
        for (Trouble trouble : Trouble.values()) {
            IntStream.rangeClosed(1, calls.size()).filter(trouble::isAt).forEach(call -> {
                int[] seen = new int[1];
                RunResult result = run(outage, seed, world -> trouble.prepare(world, call), (world, _) -> {
                    if (++seen[0] == call) {
                        world.after(Duration.ofMillis(1), () -> trouble.meets(world, outage));
                    }
                });
                runs[0]++;
                if (!result.outcome().equals(outage.outcome()) && !outage.mayEndOtherwise(trouble) || !result.violations().isEmpty()) {
                    broken.put("%s at call %d, %s of %s".formatted(trouble, call, calls.get(call - 1).action(), calls.get(call - 1).function()),
                            result.outcome() + " " + result.violations());
                }
            });
        }
        assertThat(broken).as("of %d runs", runs[0]).isEmpty();
    }

    /** As often as it is tried: the first start prepares the standby, the second one switches. */
    @ParameterizedTest
    @CsvSource({
        "states:StartExecution, BEFORE_EFFECT, 1", "states:StartExecution, AFTER_EFFECT, 1",
        "states:StartExecution, BEFORE_EFFECT, 2", "states:StartExecution, AFTER_EFFECT, 2",
        "states:DescribeExecution, BEFORE_EFFECT, 1"
    })
    void recoversWhereStepFunctionsDoesNotAnswerTheFailover(String action, Moment moment, int first) {
        int times = action.endsWith("StartExecution") ? 17 : 16;
        LongStream.of(1, 2).forEach(seed -> {
            RunResult result = run(Outage.DARK, seed, world -> world.cloud().context().faults()
                    .fail(new CallFault(World.FAILOVER, action, "", moment, CallFault.Kind.TIMEOUT, first, times)), (_, _) -> { });

            assertThat(result.violations()).as("seed %d", seed).isEmpty();
            assertThat(result.outcome()).as("seed %d", seed).isEqualTo("RECOVERED");
        });
    }

    private static RunResult run(
            Outage outage, long seed, Consumer<World> onceItBegins, BiConsumer<World, ApiCalled> onEachCall) {
        return BrokenRun.of(seed, world -> {
            boolean[] begun = new boolean[1];
            world.journal().listen(event -> {
                if (!begun[0] && event instanceof ExecutionStarted began && began.machine().equals(outage.machine())) {
                    begun[0] = true;
                    onceItBegins.accept(world);
                } else if (begun[0] && event instanceof ApiCalled called && !called.function().equals(Callers.SCENARIO)) {
                    onEachCall.accept(world, called);
                }
            });
            outage.strike(world);
        });
    }
}
