package io.pilotlight.verification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.BestEffort;
import io.pilotlight.aws.Regional;
import io.pilotlight.plan.ServiceSite;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.StandbyValue;
import io.pilotlight.scaling.ServiceNotThereException;
import io.pilotlight.serviceconfiguration.ConfigurationFiles;
import io.pilotlight.serviceconfiguration.CurrentService;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import io.pilotlight.verification.Finding.Check;
import io.pilotlight.verification.SavedFiles.Content;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Checks what is saved of a service, against what the active site has now, and the idle site's service against that.
 *
 * <p>Only looks, so calling it again does no harm. A Region that does not answer hides nothing of the other: of the
 * active one the files are all there is then, and the idle one's silence is a finding. Calls {@code s3:GetObject}
 * twice, and {@code ecs:DescribeServices} and {@code ecs:DescribeTaskDefinition} in both Regions.
 */
public final class VerifyServiceConfigurationHandler
        extends StepHandler<VerifyServiceConfigurationHandler.Input, VerifyServiceConfigurationHandler.Result> {

    /**
     * @param application the plan's application
     * @param name the plan's name of the service
     * @param bucket the bucket of the saved files, in the function's own Region
     * @param rpoSeconds recovery point objective: the files must not be older than two of it, and never than two hours
     * @param sourceRegion the active site's Region
     * @param source what the service is at the active site
     * @param targetRegion the idle site's Region
     * @param target what the service is at the idle site
     * @param activeSite which of the two is active
     * @param standbyValues what the plan says of the standby site's task definition
     */
    public record Input(
            String application,
            String name,
            String bucket,
            long rpoSeconds,
            String sourceRegion,
            ServiceSite source,
            String targetRegion,
            ServiceSite target,
            SiteName activeSite,
            List<StandbyValue> standbyValues) {}

    /**
     * @param status {@code DONE}: everything was looked at; what could not be is a finding
     * @param findings what is wrong
     */
    public record Result(Status status, List<Finding> findings) {}

    /** How long a backup takes at most to mirror a task definition once it has saved it. */
    private static final Duration MIRRORED_WITHIN = Duration.ofMinutes(2);

    private final Regional<EcsClient> ecs;
    private final S3Client s3;
    private final Clock clock;

    /** For Lambda. */
    public VerifyServiceConfigurationHandler() {
        this(AwsClients.regionalBestEffort(EcsClient::builder), AwsClients.own(S3Client.builder()), Clock.systemUTC());
    }

    public VerifyServiceConfigurationHandler(@BestEffort Regional<EcsClient> ecs, S3Client s3, Clock clock) {
        this.ecs = ecs;
        this.s3 = s3;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        Instant now = clock.instant();
        SavedFiles files = new SavedFiles(
                new ConfigurationFiles(s3, input.bucket(), input.application(), input.name()), input, now);
        Optional<Content> service = files.read(ConfigurationFiles.SERVICE).filter(file -> isOfActiveSite(file, input));
        Optional<Content> definition =
                files.read(ConfigurationFiles.TASK_DEFINITION).filter(file -> isOfActiveSite(file, input));
        List<Finding> findings = new ArrayList<>(files.findings());
        Optional<CurrentService> active = active(input, findings);
        if (active.isPresent() && service.isPresent() && definition.isPresent()) {
            stale(input, active.get(), service.get(), definition.get()).ifPresent(findings::add);
        }
        boolean beingMirrored = definition
                .filter(file -> now.isBefore(file.savedAt().plus(MIRRORED_WITHIN)))
                .isPresent();
        findings.addAll(idle(input, service.map(Content::saved).or(() -> active.map(CurrentService::service)),
                definition.map(Content::saved).or(() -> active.map(CurrentService::taskDefinition)), beingMirrored));
        return new Result(
                Status.DONE, findings.stream().sorted(Finding.MOST_PRESSING_FIRST).toList());
    }

    /** After a failover, the files hold what the other site had, until the next backup. */
    private static boolean isOfActiveSite(Content file, Input input) {
        return file.region().equals(input.sourceRegion());
    }

    private Optional<CurrentService> active(Input input, List<Finding> findings) {
        try {
            return current(input.sourceRegion(), input.source());
        } catch (ServiceNotThereException _) {
            findings.add(new Finding(
                    Check.NOT_CHECKED,
                    Severity.CRITICAL,
                    "%s/%s".formatted(input.name(), input.sourceRegion()),
                    ("there is no active ECS service %s in cluster %s of the active site: a failover could not fence it, and"
                                    + " the saved files were not compared")
                            .formatted(input.source().service(), input.source().cluster()),
                    "Correct cluster and service of %s in the plan, or bring the service back"
                            .formatted(input.name())));
            return Optional.empty();
        }
    }

    /** What was deployed after it was saved is saved by the next backup. */
    private static Optional<Finding> stale(
            Input input, CurrentService active, Content service, Content definition) {
        List<String> differing = active.differencesFrom(service.saved(), definition.saved());
        return differing.isEmpty() || active.deployedAt().filter(service.savedAt()::isBefore).isPresent()
                ? Optional.empty()
                : Optional.of(new Finding(Check.SERVICE_FILE, Severity.WARNING, input.name(),
                        "what is saved is not what %s has; these fields differ: %s".formatted(
                                input.sourceRegion(), String.join(", ", differing)),
                        "Start the state machine backup with {}: it saves the service anew"));
    }

    private List<Finding> idle(
            Input input, Optional<ObjectNode> service, Optional<ObjectNode> definition, boolean beingMirrored) {
        try {
            return current(input.targetRegion(), input.target())
                    .map(idle -> IdleService.findings(input, idle, service, definition, beingMirrored))
                    .orElseGet(() -> List.of(new Finding(
                            Check.NOT_CHECKED,
                            Severity.WARNING,
                            "%s/%s".formatted(input.name(), input.targetRegion()),
                            "ECS of the idle site does not answer, so its service was not looked at",
                            "See in the AWS Health Dashboard whether that Region has an outage, and start the state"
                                    + " machine verify-backups with {} once it answers")));
        } catch (ServiceNotThereException _) {
            return List.of(IdleService.missing(input));
        }
    }

    /** Empty where the Region does not answer. */
    private Optional<CurrentService> current(String region, ServiceSite site) {
        try {
            return Optional.of(CurrentService.read(ecs.in(region), region, site));
        } catch (SdkException failure) {
            if (!isUnavailable(failure)) {
                throw failure;
            }
            return Optional.empty();
        }
    }
}
