package io.pilotlight.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands more than once in the expressions of the state machines. */
final class Repetition {

    /** An expression and where it stands, such as {@code statemachine/backup.asl.json/States/.../Assign/looks}. */
    record Expression(String place, String text) {}

    private record Position(Expression expression, int offset) {

        boolean isPrecededAs(Position other) {
            return offset > 0 && other.offset > 0
                    && expression.text.charAt(offset - 1) == other.expression.text.charAt(other.offset - 1);
        }

        String sharedWith(Position other, int atLeast) {
            String mine = expression.text.substring(offset);
            String others = other.expression.text.substring(other.offset);
            int length = atLeast;
            while (length < Math.min(mine.length(), others.length()) && mine.charAt(length) == others.charAt(length)) {
                length++;
            }
            return mine.substring(0, length);
        }
    }

    private Repetition() {}

    static List<Expression> expressions(Collection<StateMachineFile> machines) {
        List<Expression> found = new ArrayList<>();
        machines.forEach(machine -> collect(machine.name(), machine.definition(), found));
        return found;
    }

    private static void collect(String place, JsonNode node, List<Expression> found) {
        if (node.isTextual() && node.textValue().startsWith("{%")) {
            found.add(new Expression(place, node.textValue()));
        }
        node.properties().forEach(member -> collect(place + "/" + member.getKey(), member.getValue(), found));
        if (node.isArray()) {
            node.forEach(element -> collect(place, element, found));
        }
    }

    /** Returns every piece of more than so many characters that stands twice, with the places where it does. */
    static Map<String, List<String>> longerThan(int characters, List<Expression> expressions) {
        Map<String, List<Position>> windows = new LinkedHashMap<>();
        for (Expression expression : expressions) {
            for (int offset = 0; offset + characters < expression.text.length(); offset++) {
                windows.computeIfAbsent(expression.text.substring(offset, offset + characters + 1), _ -> new ArrayList<>())
                        .add(new Position(expression, offset));
            }
        }
        Map<String, List<String>> repeated = new LinkedHashMap<>();
        windows.values().stream()
                .filter(positions -> positions.size() > 1 && !positions.get(1).isPrecededAs(positions.get(0)))
                .forEach(positions -> repeated.put(
                        positions.get(0).sharedWith(positions.get(1), characters + 1),
                        positions.stream().map(position -> position.expression.place).toList()));
        return repeated;
    }
}
