package io.pilotlight.simulator.states;

import java.util.List;
import java.util.Optional;

/**
 * One state of a machine, as it was parsed.
 *
 * @see <a href="https://states-language.net/spec.html">Amazon States Language</a>
 */
sealed interface State {

    String name();

    record Task(
            String name, Resource resource, Template arguments, Optional<Template> timeoutSeconds,
            FailurePolicy failurePolicy, Exit exit) implements Persistent {}

    record Parallel(
            String name, Optional<Template> arguments, List<StateGraph> branches, FailurePolicy failurePolicy,
            Exit exit) implements Persistent {}

    record Map(
            String name, Optional<Template> items, Optional<Template> itemSelector, Template maxConcurrency,
            StateGraph processor, FailurePolicy failurePolicy, Exit exit) implements Persistent {}

    /** @param defaultExit empty where nothing is said of no rule's matching */
    record Choice(String name, List<Rule> rules, Optional<Exit> defaultExit) implements State {}

    record Rule(Template condition, Exit exit) {}

    record Wait(String name, WaitUntil until, Exit exit) implements State {}

    record Pass(String name, Exit exit) implements State {}

    record Succeed(String name, Exit exit) implements State {}

    record Fail(String name, Optional<Template> error, Optional<Template> cause) implements State {}

    /** A state that can fail, and be tried again. */
    sealed interface Persistent extends State {

        FailurePolicy failurePolicy();

        Exit exit();
    }

    /** How long to wait: so many seconds, or until an instant. */
    sealed interface WaitUntil {

        record Seconds(Template seconds) implements WaitUntil {}

        record Timestamp(Template timestamp) implements WaitUntil {}
    }

    /**
     * How a state is left.
     *
     * @param assign the variables and their values
     * @param next empty where it is the last state
     */
    record Exit(java.util.Map<String, Template> assign, Optional<Template> output, Optional<String> next) {}
}
