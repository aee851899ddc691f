package io.pilotlight.verification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.serviceconfiguration.ConfigurationFiles;
import io.pilotlight.serviceconfiguration.ConfigurationFiles.Saved;
import io.pilotlight.step.DurationInWords;
import io.pilotlight.verification.Finding.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The two saved files of one service: there, readable, as they were written, and young. What is wrong with one is a
 * single finding, because a file that was changed by hand says nothing of its age; a failover does without the files,
 * so each is a warning.
 */
final class SavedFiles {

    private static final Duration LEAST = Duration.ofHours(2);

    private final ConfigurationFiles files;
    private final VerifyServiceConfigurationHandler.Input input;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * What a file that can be relied on says.
     *
     * @param region the Region of the site that was active then
     */
    record Content(ObjectNode saved, Instant savedAt, String region) {}

    SavedFiles(ConfigurationFiles files, VerifyServiceConfigurationHandler.Input input, Instant now) {
        this.files = files;
        this.input = input;
        this.now = now;
    }

    /** Returns what was found wrong so far. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Reads and checks a file ({@code s3:GetObject}); empty where it cannot be relied on. */
    Optional<Content> read(String file) {
        Optional<Saved> found = files.read(file);
        if (found.isEmpty()) {
            found(Check.SERVICE_FILE, file, "there is no such file in the bucket %s".formatted(input.bucket()),
                    "Start the state machine backup with {}: it saves the service with every backup");
            return Optional.empty();
        }
        Saved saved = found.get();
        if (!saved.isReadable() || saved.asWritten() && (saved.savedAt().isEmpty() || saved.saved(file).isEmpty())) {
            found(Check.SERVICE_FILE, file,
                    "it cannot be read: it is not the JSON that the backup writes", earlierVersions(file));
            return Optional.empty();
        }
        if (!saved.asWritten()) {
            found(Check.DRIFT, file, "it was changed by hand after it was saved", earlierVersions(file));
            return Optional.empty();
        }
        checkAge(file, saved.savedAt().get());
        return Optional.of(new Content(saved.saved(file).get(), saved.savedAt().get(), saved.region()));
    }

    private void checkAge(String file, Instant savedAt) {
        Duration age = Duration.between(savedAt, now);
        Duration twice = Duration.ofSeconds(2 * input.rpoSeconds());
        Duration most = twice.compareTo(LEAST) > 0 ? twice : LEAST;
        if (age.compareTo(most) > 0) {
            found(
                    Check.SERVICE_FILE,
                    file,
                    "it was saved %s ago; it must not be older than %s".formatted(DurationInWords.of(age), DurationInWords.of(most)),
                    "Read in the executions of the state machine backup why SaveServiceConfiguration fails, mend that,"
                            + " and start it with {}");
        }
    }

    private String earlierVersions(String file) {
        return ("Compare %s in the bucket %s with its earlier versions (S3 console, Show versions) and find out who"
                        + " changed it; the state machine backup, started with {}, writes it anew")
                .formatted(files.key(file), input.bucket());
    }

    private void found(Check check, String file, String problem, String remedy) {
        findings.add(new Finding(check, Severity.WARNING, "%s/%s".formatted(input.name(), file), problem, remedy));
    }
}
