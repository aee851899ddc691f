package io.pilotlight.backup;

import io.pilotlight.step.TryAgainException;
import software.amazon.awssdk.core.exception.SdkException;

/** One of the two Regions does not answer, so that nothing can be backed up: an outage is under way, or throttling. */
public final class RegionUnavailableException extends TryAgainException {

    public RegionUnavailableException(String region, SdkException cause) {
        super(("%s does not answer: %s. Backups need both Regions, so that this is expected during an outage of %1$s; nothing "
                + "was touched, and backups go on when it answers.")
                .formatted(region, cause.getMessage().replaceFirst("\\.\\s*$", "")), cause);
    }
}
