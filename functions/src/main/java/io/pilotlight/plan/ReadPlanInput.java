package io.pilotlight.plan;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * @param planParameter the name of the SSM parameter that holds the plan, in the function's own Region
 * @param input the execution's input as it came: {@code {}}, a person's request, or an alarm event of EventBridge
 */
public record ReadPlanInput(String planParameter, JsonNode input) {}
