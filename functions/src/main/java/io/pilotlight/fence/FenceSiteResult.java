package io.pilotlight.fence;

import io.pilotlight.step.Status;

/**
 * @param status {@code DONE} with {@code answered}: no task runs and none will be started. {@code DONE} without it: the
 *     Region did not answer, and the site is not fenced. {@code IN_PROGRESS}: it answers, and tasks are still stopping.
 *     {@code REFUSED}: a newer recovery has taken over
 * @param fenced whether the site can take no more writes
 * @param answered whether the site's Region answered
 */
public record FenceSiteResult(Status status, String reason, boolean fenced, boolean answered, int runningCount) {}
