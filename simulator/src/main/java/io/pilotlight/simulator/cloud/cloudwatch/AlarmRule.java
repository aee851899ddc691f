package io.pilotlight.simulator.cloud.cloudwatch;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * The rule of a composite alarm: other alarms' states, joined by AND, OR and NOT.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html">PutCompositeAlarm</a>
 */
sealed interface AlarmRule {

    boolean holds(Function<String, StateValue> states);

    Set<String> alarms();

    /** @throws IllegalArgumentException where the text is no rule */
    static AlarmRule parse(String text) {
        return new Parser(text).whole();
    }

    /** That an alarm is in a state. */
    record InState(StateValue state, String alarm) implements AlarmRule {
        @Override
        public boolean holds(Function<String, StateValue> states) {
            return states.apply(alarm) == state;
        }

        @Override
        public Set<String> alarms() {
            return Set.of(alarm);
        }
    }

    /** TRUE or FALSE. */
    record Constant(boolean value) implements AlarmRule {
        @Override
        public boolean holds(Function<String, StateValue> states) {
            return value;
        }

        @Override
        public Set<String> alarms() {
            return Set.of();
        }
    }

    /** The opposite of a rule. */
    record Not(AlarmRule rule) implements AlarmRule {
        @Override
        public boolean holds(Function<String, StateValue> states) {
            return !rule.holds(states);
        }

        @Override
        public Set<String> alarms() {
            return rule.alarms();
        }
    }

    /** Two rules, of which both or at least one must hold. */
    record Both(boolean and, AlarmRule left, AlarmRule right) implements AlarmRule {
        @Override
        public boolean holds(Function<String, StateValue> states) {
            return and ? left.holds(states) && right.holds(states) : left.holds(states) || right.holds(states);
        }

        @Override
        public Set<String> alarms() {
            return java.util.stream.Stream.of(left, right).flatMap(rule -> rule.alarms().stream())
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /** Reads a rule from its text; NOT binds closest, then AND, then OR. */
    final class Parser {

        private static final Pattern TOKEN = Pattern.compile("\\s*(\"[^\"]*\"|\\(|\\)|[^\\s()\"]+)");

        private final List<String> tokens;
        private int next;

        Parser(String text) {
            Matcher matcher = TOKEN.matcher(text);
            this.tokens = matcher.results().map(match -> match.group(1)).toList();
        }

        AlarmRule whole() {
            AlarmRule rule = or();
            if (next != tokens.size()) {
                throw malformed();
            }
            return rule;
        }

        private AlarmRule or() {
            AlarmRule rule = and();
            while (took("OR")) {
                rule = new Both(false, rule, and());
            }
            return rule;
        }

        private AlarmRule and() {
            AlarmRule rule = not();
            while (took("AND")) {
                rule = new Both(true, rule, not());
            }
            return rule;
        }

        private AlarmRule not() {
            return took("NOT") ? new Not(not()) : term();
        }

        private AlarmRule term() {
            if (took("(")) {
                AlarmRule rule = or();
                expect(")");
                return rule;
            }
            String word = take();
            return switch (word) {
                case "TRUE" -> new Constant(true);
                case "FALSE" -> new Constant(false);
                case "ALARM", "OK", "INSUFFICIENT_DATA" -> {
                    expect("(");
                    String alarm = take().replace("\"", "");
                    expect(")");
                    yield new InState(StateValue.fromValue(word), alarm.substring(alarm.lastIndexOf(":alarm:") < 0
                            ? 0 : alarm.lastIndexOf(":alarm:") + ":alarm:".length()));
                }
                default -> throw malformed();
            };
        }

        private boolean took(String token) {
            boolean there = next < tokens.size() && tokens.get(next).equals(token);
            next += there ? 1 : 0;
            return there;
        }

        private void expect(String token) {
            if (!took(token)) {
                throw malformed();
            }
        }

        private String take() {
            if (next == tokens.size()) {
                throw malformed();
            }
            return tokens.get(next++);
        }

        private IllegalArgumentException malformed() {
            return new IllegalArgumentException("AlarmRule is no rule near part %d of %s".formatted(next + 1, tokens));
        }
    }
}
