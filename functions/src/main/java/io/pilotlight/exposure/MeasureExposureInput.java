package io.pilotlight.exposure;

import io.pilotlight.step.Require;

/**
 * @param planParameter the name of the SSM parameter that holds the plan, in the function's own Region
 * @param table the state table, in the function's own Region
 */
public record MeasureExposureInput(String planParameter, String table) {

    public MeasureExposureInput {
        Require.text("planParameter", planParameter);
        Require.text("table", table);
    }
}
