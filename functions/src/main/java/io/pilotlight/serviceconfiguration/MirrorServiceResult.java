package io.pilotlight.serviceconfiguration;

import io.pilotlight.step.Status;
import java.util.List;

/**
 * @param status {@code DONE} once the idle site's service stands on the equivalent task definition; {@code REFUSED} where
 *     a person is needed, or a recovery is under way
 * @param reason what was done, or why nothing was
 * @param taskDefinition the ARN of the task definition that the idle site's service stands on
 * @param unmapped the fields that have no counterpart at the idle site
 * @param desiredCount the idle site's desired count, which should be 0 and is never changed here
 */
public record MirrorServiceResult(
        Status status, String reason, String taskDefinition, List<String> unmapped, int desiredCount) {}
