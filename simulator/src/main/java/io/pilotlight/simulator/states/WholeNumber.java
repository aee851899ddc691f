package io.pilotlight.simulator.states;

/** Reads the fields that are whole numbers, written as a number or an expression. */
final class WholeNumber {

    private WholeNumber() {}

    /** @throws StateFailure {@code States.QueryEvaluationError} where it is no whole number within the bounds */
    static long of(Template template, Visit visit, String field, long least, long most) {
        Object value = template.evaluate(visit.bindings());
        if (value instanceof Number number && number.doubleValue() == number.longValue()
                && number.longValue() >= least && number.longValue() <= most) {
            return number.longValue();
        }
        throw new StateFailure(StateFailure.QUERY, "The field '%s' of the state '%s' is no whole number from %d to %d."
                .formatted(field, visit.state(), least, most));
    }
}
