package io.pilotlight.verification;

import io.pilotlight.step.Status;

/**
 * @param status {@code DONE}: the metrics are published
 * @param critical how many findings people have to hear of at once
 * @param warnings how many can wait
 * @param subject the subject of what people are told, at most 100 characters
 * @param message what they are told: a line for each finding, the most pressing first, and one for each restore test
 */
public record ReportFindingsResult(Status status, int critical, int warnings, String subject, String message) {}
