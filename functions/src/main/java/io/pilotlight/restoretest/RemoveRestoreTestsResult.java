package io.pilotlight.restoretest;

import io.pilotlight.step.Status;
import java.util.List;

/**
 * @param status {@code DONE} once none is left, {@code IN_PROGRESS} while RDS removes some
 * @param reason what is being removed
 * @param instanceIdentifiers the instances that are still there
 */
public record RemoveRestoreTestsResult(Status status, String reason, List<String> instanceIdentifiers) {}
