package io.pilotlight.simulator.cloud.api;

import java.util.function.Supplier;

/** Which function is calling: the role whose permissions count. */
public final class Callers {

    /** Calls made while nobody is named come from the scenario itself, and are not checked. */
    public static final String SCENARIO = "";

    private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    /** Runs an action as the given function, by its logical name in the template. */
    public <T> T as(String function, Supplier<T> action) {
        return ScopedValue.where(CURRENT, function).call(action::get);
    }

    /** Returns the logical name of the function that is calling, or {@link #SCENARIO}. */
    public String current() {
        return CURRENT.orElse(SCENARIO);
    }
}
