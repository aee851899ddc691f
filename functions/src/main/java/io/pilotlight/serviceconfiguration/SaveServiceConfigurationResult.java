package io.pilotlight.serviceconfiguration;

import io.pilotlight.step.Status;

/**
 * @param status {@code DONE}: both files are saved
 * @param taskDefinition the ARN of the task definition that the service stands on
 * @param runningCount how many tasks run now
 * @param mostOfLastDay the most that a backup of the last day saw
 */
public record SaveServiceConfigurationResult(
        Status status, String taskDefinition, int runningCount, int mostOfLastDay) {}
