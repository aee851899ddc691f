package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.simulator.scenario.MutantScenarios;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Changes one thing of a state machine at a time and asks the tests of its decisions, and then whole scenarios, whether they
 * notice. On demand, because it takes minutes: {@code -Dpilotlight.mutants=backup,failover}; certain states alone by a pattern of their
 * names: {@code -Dpilotlight.mutants.states='IsFence.*'}.
 */
class MutantsTest {

    private static final Map<String, List<Class<? extends Decisions>>> DECISIONS = Map.of(
            "activate", List.of(ActivateDecisionsTest.class), "backup", List.of(BackupDecisionsTest.class),
            "failback", List.of(FailbackDecisionsTest.class),
            "failover", List.of(FailoverDecisionsTest.class, ConfirmationDecisionsTest.class, FenceDecisionsTest.class, GoingOnDecisionsTest.class),
            "verify-backups", List.of(VerifyBackupsDecisionsTest.class));

    /** One run of one test. */
    private record Case(Class<? extends Decisions> decisions, Method method, Optional<Object> argument) {

        /** Returns the states that were entered, or throws what the test throws. */
        Set<String> run(ProductionMachines machines) throws ReflectiveOperationException {
            var constructor = decisions.getDeclaredConstructor();
            constructor.setAccessible(true);
            Decisions instance = constructor.newInstance();
            instance.production = machines;
            method.invoke(instance, argument.stream().toArray());
            return instance.entered;
        }
    }

    /** A case, the states that it goes through, and how long it takes. */
    private record Known(Case one, Set<String> entered, long nanos) {}

    private final List<String> survivors = new ArrayList<>();

    /** The tests are asked by their names and sources here, not by JUnit. */
    @Test
    void everyTestOfADecisionCanBeAsked() throws Exception {
        for (List<Class<? extends Decisions>> classes : DECISIONS.values()) {
            for (Class<? extends Decisions> decisions : classes) {
                assertThat(cases(decisions)).as(decisions.getSimpleName()).isNotEmpty();
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "pilotlight.mutants", matches = ".+")
    void noMutantThatChangesADecisionSurvives() throws Exception {
        for (String machine : System.getProperty("pilotlight.mutants").split(",")) {
            survivors.addAll(survivorsOf(machine));
        }

        assertThat(survivors).isEmpty();
    }

    private static List<String> survivorsOf(String machine) throws Exception {
        long begun = System.nanoTime();
        String id = id(machine);
        List<Known> cases = known(DECISIONS.get(machine));
        List<Mutant> mutants = Mutants.of(Decisions.PRODUCTION.definitions().get(id)).stream()
                .filter(mutant -> mutant.state().matches(System.getProperty("pilotlight.mutants.states", ".*"))).toList();
        List<Mutant> left = left(id, mutants, cases);
        MutantScenarios scenarios = new MutantScenarios();
        List<String> survivors = new ArrayList<>();
        Map<Equivalence, Integer> apart = new LinkedHashMap<>();
        int byScenario = 0;
        for (Mutant mutant : left) {
            if (mutant.equivalence().isPresent()) {
                apart.merge(mutant.equivalence().get(), 1, Integer::sum);
            } else if (!Boolean.getBoolean("pilotlight.mutants.fast")
                    && scenarios.notice(id, mutant.state(), mutant.definition().get())) {
                byScenario++;
                System.out.printf("  noticed by a scenario alone: %s%n", mutant);
            } else {
                survivors.add("%s %s%s".formatted(machine, mutant, isEntered(id, mutant, cases) ? "" : " (no decision goes there)"));
            }
        }
        System.out.printf("%s: %d mutants in %d s; noticed by %d decisions: %d, by a scenario alone: %d; decide nothing by a rule: %d; "
                        + "survive: %d%n", machine, mutants.size(), (System.nanoTime() - begun) / 1_000_000_000, cases.size(),
                mutants.size() - left.size(), byScenario, left.size() - byScenario - survivors.size(), survivors.size());
        survivors.forEach(survivor -> System.out.println("  survives: " + survivor));
        apart.forEach((rule, count) -> System.out.printf("  apart: %d, because %s%n", count, rule.reason()));
        return survivors;
    }

    private static boolean isEntered(String id, Mutant mutant, List<Known> cases) {
        return cases.stream().anyMatch(known -> known.entered().contains(id + "/" + mutant.state()));
    }

    private static String id(String machine) {
        StringBuilder id = new StringBuilder();
        for (String word : machine.split("-")) {
            id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return id + "StateMachine";
    }

    private static List<Mutant> left(String id, List<Mutant> mutants, List<Known> cases) throws Exception {
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<Future<Boolean>> killed = mutants.stream().map(mutant -> two.submit(() -> isKilled(id, mutant, cases))).toList();
            List<Mutant> left = new ArrayList<>();
            for (int index = 0; index < mutants.size(); index++) {
                if (!get(killed.get(index))) {
                    left.add(mutants.get(index));
                }
            }
            return left;
        }
    }

    private static boolean get(Future<Boolean> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException broken) {
            throw new AssertionError(broken.getCause());
        }
    }

    /** Tells whether the definition is refused, as AWS would, or a case fails. */
    private static boolean isKilled(String id, Mutant mutant, List<Known> cases) throws ReflectiveOperationException {
        ProductionMachines changed;
        try {
            changed = Decisions.PRODUCTION.with(id, mutant.definition().get());
        } catch (InvalidStateMachineException _) {
            return true;
        }
        for (Known known : cases) {
            if (known.entered().contains(id + "/" + mutant.state())) {
                try {
                    known.one().run(changed);
                } catch (InvocationTargetException _) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Known> known(List<Class<? extends Decisions>> classes) throws ReflectiveOperationException {
        List<Known> known = new ArrayList<>();
        for (Class<? extends Decisions> decisions : classes) {
            for (Case one : cases(decisions)) {
                long begun = System.nanoTime();
                known.add(new Known(one, one.run(Decisions.PRODUCTION), System.nanoTime() - begun));
            }
        }
        known.sort(Comparator.comparing(Known::nanos));
        return known;
    }

    private static List<Case> cases(Class<? extends Decisions> decisions) throws ReflectiveOperationException {
        List<Case> cases = new ArrayList<>();
        for (Method method : Arrays.stream(decisions.getDeclaredMethods()).sorted(Comparator.comparing(Method::getName)).toList()) {
            method.setAccessible(true);
            if (method.isAnnotationPresent(Test.class)) {
                cases.add(new Case(decisions, method, Optional.empty()));
            } else if (method.isAnnotationPresent(ParameterizedTest.class)) {
                MethodSource named = method.getAnnotation(MethodSource.class);
                assertThat(named).as("the @MethodSource of %s; accepted is no other source", method.getName()).isNotNull();
                Method source = decisions.getDeclaredMethod(named.value()[0]);
                source.setAccessible(true);
                ((Stream<?>) source.invoke(null)).forEach(argument -> cases.add(new Case(decisions, method, Optional.of(argument))));
            }
        }
        return cases;
    }
}
