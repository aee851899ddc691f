package io.pilotlight.restore;

import io.pilotlight.step.Status;

/**
 * @param status {@code DONE} once the instance is available, {@code REFUSED} where this recovery point will not restore
 * @param reason what AWS says of it
 * @param instanceIdentifier the restored instance's name
 * @param instanceStatus the restored instance's status as RDS names it, empty where there is none
 * @param endpoint the host name of the instance's endpoint, empty until there is one
 * @param created whether an instance stands under that name: it costs money, and is to be named in a report
 */
public record RestoreDatabaseResult(
        Status status, String reason, String instanceIdentifier, String instanceStatus, String endpoint, boolean created) {}
