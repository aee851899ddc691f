package io.pilotlight.simulator.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Of how many databases and services the simulated application of a run consists. */
public enum ApplicationShape {
    ONE_OF_EACH("one-of-each", List.of(Part.VISITS)),
    TWO_OF_EACH("two-of-each", List.of(Part.VISITS, Part.JOBS));

    private final String typedName;
    private final List<Part> parts;

    ApplicationShape(String typedName, List<Part> parts) {
        this.typedName = typedName;
        this.parts = parts;
    }

    List<Part> parts() {
        return parts;
    }

    /** Returns the name as it is typed. */
    public String typedName() {
        return typedName;
    }

    /** Finds one by its typed name. */
    public static Optional<ApplicationShape> named(String typedName) {
        return Arrays.stream(values()).filter(shape -> shape.typedName.equals(typedName)).findFirst();
    }
}
