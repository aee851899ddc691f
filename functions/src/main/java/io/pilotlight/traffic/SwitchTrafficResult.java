package io.pilotlight.traffic;

import io.pilotlight.step.Status;
import java.util.List;

/**
 * @param status {@code DONE} once the switch is recorded and, where records are changed, Route 53 is in sync
 * @param changeIds the Route 53 changes that are not yet in sync; to be handed to the next call
 */
public record SwitchTrafficResult(Status status, String reason, List<String> changeIds) {}
