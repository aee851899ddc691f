package io.pilotlight.simulator.states;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes one operator, number or truth of a JSONata expression at a time; what stands in quotes is left alone. */
final class ExpressionMutants {

    private static final Map<String, List<String>> OTHERS = Map.ofEntries(
            Map.entry(" and ", List.of(" or ")), Map.entry(" or ", List.of(" and ")),
            Map.entry(" = ", List.of(" != ")), Map.entry(" != ", List.of(" = ")),
            Map.entry(" < ", List.of(" <= ", " >= ")), Map.entry(" <= ", List.of(" < ", " > ")),
            Map.entry(" > ", List.of(" >= ", " <= ")), Map.entry(" >= ", List.of(" > ", " < ")),
            Map.entry("$not(", List.of("(")), Map.entry("true", List.of("false")), Map.entry("false", List.of("true")));
    private static final Pattern TOKEN = Pattern.compile(
            "'[^']*'| and | or | = | != | < | <= | > | >= |\\$not\\(|\\btrue\\b|\\bfalse\\b"
                    + "|(?<=(?: < | <= | > | >= | = | \\+ |\\? | : ))\\d+");

    /**
     * @param text the expression, changed
     * @param isOneLook whether a number of ten or more is compared with one more or less
     */
    record Changed(String what, String text, boolean isOneLook) {}

    private ExpressionMutants() {}

    static List<Changed> of(String expression) {
        List<Changed> found = new ArrayList<>();
        Matcher token = TOKEN.matcher(expression);
        while (token.find()) {
            String old = token.group();
            if (Character.isDigit(old.charAt(0))) {
                int number = Integer.parseInt(old);
                found.add(changed(expression, token, old, String.valueOf(number + 1), number >= 10));
                if (number > 0) {
                    found.add(changed(expression, token, old, String.valueOf(number - 1), number >= 10));
                }
            } else {
                for (String other : OTHERS.getOrDefault(old, List.of())) {
                    boolean isBound = expression.substring(token.end()).matches("\\(?[^)]*\\b\\d{2,}\\b.*");
                    found.add(changed(expression, token, old, other, isBound && isOneLook(old, other)));
                }
            }
        }
        return found;
    }

    private static boolean isOneLook(String old, String other) {
        return (old.strip() + "=").equals(other.strip()) || old.strip().equals(other.strip() + "=");
    }

    private static Changed changed(String expression, Matcher token, String old, String other, boolean isOneLook) {
        String what = "'%s' is '%s' in %s".formatted(
                old.strip(), other.strip(), around(expression, token.start(), token.end()));
        return new Changed(what, expression.substring(0, token.start()) + other + expression.substring(token.end()), isOneLook);
    }

    private static String around(String expression, int start, int end) {
        return "..." + expression.substring(Math.max(0, start - 30), Math.min(expression.length(), end + 30)) + "...";
    }
}
