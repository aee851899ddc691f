package io.pilotlight.serviceconfiguration;

import io.pilotlight.step.Status;
import java.util.List;

/**
 * @param status {@code DONE}: both files are saved
 * @param taskDefinition the ARN of the task definition that the service stands on
 * @param runningCount how many tasks run now
 * @param mostOfLastDay the most that a backup of the last day saw
 * @param changedByHand the keys of the files that were not as this software had written them; the bucket keeps what was
 *     changed as an earlier version
 */
public record SaveServiceConfigurationResult(
        Status status, String taskDefinition, int runningCount, int mostOfLastDay, List<String> changedByHand) {}
