package io.pilotlight.simulator.scenario;

import io.pilotlight.health.HttpProbe;
import io.pilotlight.simulator.application.Application;
import io.pilotlight.simulator.application.Surroundings;
import io.pilotlight.simulator.application.VisitorCounterImage;
import io.pilotlight.simulator.application.WorkerImage;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Faults;
import io.pilotlight.simulator.cloud.api.Permissions;
import io.pilotlight.simulator.cloud.api.SimulatedApi;
import io.pilotlight.simulator.cloud.cloudwatch.SimulatedCloudWatch;
import io.pilotlight.simulator.cloud.cloudwatch.SimulatedMetrics;
import io.pilotlight.simulator.cloud.dynamodb.SimulatedDynamoDb;
import io.pilotlight.simulator.cloud.events.SimulatedEventBus;
import io.pilotlight.simulator.cloud.events.SimulatedScheduler;
import io.pilotlight.simulator.cloud.rds.RdsRegions;
import io.pilotlight.simulator.cloud.route53.LoadBalancers;
import io.pilotlight.simulator.cloud.route53.SimulatedRoute53;
import io.pilotlight.simulator.cloud.s3.SimulatedS3;
import io.pilotlight.simulator.cloud.sns.PublishRefused;
import io.pilotlight.simulator.cloud.sns.SimulatedTopics;
import io.pilotlight.simulator.database.DatabaseEngine;
import io.pilotlight.simulator.lambda.LambdaHost;
import io.pilotlight.simulator.lambda.SimulatedTasks;
import io.pilotlight.simulator.network.Internet;
import io.pilotlight.simulator.network.SimulatedHttpProbe;
import io.pilotlight.simulator.network.SimulatedNameResolver;
import io.pilotlight.simulator.network.Vantage;
import io.pilotlight.simulator.states.SimulatedSfnClient;
import io.pilotlight.simulator.states.StateMachines;
import io.pilotlight.simulator.states.TaskFailed;
import io.pilotlight.traffic.NameResolver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Two Regions of AWS, Route 53, and the internet between them; the stack's own services stand in the standby Region.
 */
final class Cloud {

    private static final Duration JOBS_EVERY = Duration.ofSeconds(30);

    private final CloudContext context;
    private final ApplicationShape shape;
    private final AtomicLong visits = new AtomicLong();
    private boolean pageChanged;
    private boolean pageMoved;
    private final RdsRegions databases;
    private final RegionOfCloud primary;
    private final RegionOfCloud standby;
    private final SimulatedCloudWatch cloudWatch;
    private SimulatedCloudWatch primaryCloudWatch;
    private final SimulatedDynamoDb dynamo;
    private final SimulatedS3 objects;
    private final SimulatedTopics topics;
    private final SimulatedEventBus events;
    private final SimulatedScheduler scheduler;
    private final SimulatedRoute53 route53;
    private final Internet internet;
    private final LambdaHost functions;
    private final SimulatedTasks tasks;
    private final StateMachines stateMachines;
    private final ExecutionEvents executionEvents;
    private long rowsInARow = 1;
    private boolean hasKeys = true;

    Cloud(CloudContext context, DatabaseEngine engine, ApplicationShape shape, String primaryRegion, String standbyRegion) {
        this.context = context;
        this.shape = shape;
        this.databases = new RdsRegions(context, engine);
        Application.Image image = new Images(
                new VisitorCounterImage(new TaskSurroundings(Part.VISITS), this::nextVisit, context.timeline().clock(),
                        context.journal()),
                new WorkerImage(new TaskSurroundings(Part.JOBS), this::nextVisit, JOBS_EVERY, context.timeline(),
                        context.journal()));
        this.primary = RegionOfCloud.of(primaryRegion, context, databases, image);
        this.standby = RegionOfCloud.of(standbyRegion, context, databases, image);
        this.objects = new SimulatedS3(context);
        this.events = new SimulatedEventBus(context, standbyRegion);
        this.topics = new SimulatedTopics(standbyRegion, context);
        this.scheduler = new SimulatedScheduler(context, standbyRegion);
        this.cloudWatch = new SimulatedCloudWatch(context, standbyRegion, events::put, this::mail);
        cloudWatch.observe(standby.rds()::connectionsAt);
        this.dynamo = new SimulatedDynamoDb(standbyRegion, context);
        LoadBalancers loadBalancers = new LoadBalancers(List.of(primary.loadBalancing(), standby.loadBalancing()));
        this.route53 = new SimulatedRoute53(context, _ -> cloudWatch, loadBalancers);
        this.internet = new Internet(context, route53, loadBalancers);
        this.functions = new LambdaHost(context, standbyRegion);
        this.tasks = new SimulatedTasks(functions, this::publish, context.faults(), standbyRegion);
        this.stateMachines = new StateMachines(context.timeline(), context.journal(), tasks, standbyRegion);
        this.executionEvents = new ExecutionEvents(this);
        executionEvents.publish();
    }

    /** Lets each row of a restored table stand for so many: statements that go over all of them take hours. */
    void enlargeTables(long rowsInARow) {
        this.rowsInARow = rowsInARow;
    }

    /** Lets the tables that are restored have no primary key. */
    void takeKeysOff() {
        this.hasKeys = false;
    }

    /** Gives the state machines their roles. */
    void enforce(Permissions permissions) {
        tasks.enforce(permissions, Map.of(Deployment.TOPIC_ARN, Deployment.TOPIC_KEY_ARN));
    }

    /** Returns what makes the handlers, whose clients stand behind the functions' permissions and the run's faults. */
    HandlerFactory handlers(Permissions permissions) {
        String own = standby.name();
        return new HandlerFactory(
                        context.timeline().clock(),
                        probe(),
                        resolver(),
                        new SimulatedMetrics(context, cloudWatch, "PilotLight"),
                        new IsolatedDatabases(context, databases, SiteSetup.RESTORE_TEST_SECURITY_GROUP, permissions, () -> rowsInARow, () -> hasKeys))
                .with(
                        RdsClient.class,
                        own,
                        (region, timeout) -> wrap(RdsClient.class, in(region).rds(), "rds", region, permissions, timeout))
                .with(
                        EcrClient.class,
                        own,
                        (region, timeout) -> wrap(EcrClient.class, in(region).images(), "ecr", region, permissions, timeout))
                .with(
                        EcsClient.class,
                        own,
                        (region, timeout) -> wrap(EcsClient.class, in(region).ecs(), "ecs", region, permissions, timeout))
                .with(
                        ApplicationAutoScalingClient.class,
                        own,
                        (region, timeout) -> wrap(
                                ApplicationAutoScalingClient.class,
                                in(region).scaling(),
                                "application-autoscaling",
                                region,
                                permissions,
                                timeout))
                .with(
                        ElasticLoadBalancingV2Client.class,
                        own,
                        (region, timeout) -> wrap(
                                ElasticLoadBalancingV2Client.class,
                                in(region).loadBalancing(),
                                "elasticloadbalancing",
                                region,
                                permissions,
                                timeout))
                .with(
                        SsmClient.class,
                        own,
                        (region, timeout) -> wrap(SsmClient.class, in(region).ssm(), "ssm", region, permissions, timeout))
                .with(
                        SecretsManagerClient.class,
                        own,
                        (region, timeout) -> wrap(
                                SecretsManagerClient.class,
                                in(region).secrets(),
                                "secretsmanager",
                                region,
                                permissions,
                                timeout))
                .with(DynamoDbClient.class, own, (_, timeout) -> wrap(DynamoDbClient.class, dynamo, "dynamodb", own, permissions, timeout))
                .with(S3Client.class, own, (_, timeout) -> wrap(S3Client.class, objects, "s3", own, permissions, timeout))
                .with(
                        CloudWatchClient.class,
                        own,
                        (region, timeout) -> wrap(CloudWatchClient.class, metricsIn(region), "cloudwatch", region, permissions, timeout))
                .with(SnsClient.class, own, (_, timeout) -> wrap(SnsClient.class, topics, "sns", own, permissions, timeout))
                .with(
                        SfnClient.class,
                        own,
                        (_, timeout) -> wrap(SfnClient.class, new SimulatedSfnClient(stateMachines), "states", own, permissions, timeout))
                .with(
                        Route53Client.class,
                        own,
                        (_, timeout) -> wrap(Route53Client.class, route53, "route53", Faults.ROUTE53_REGION, permissions, timeout));
    }

    private <C> C wrap(
            Class<C> client, C service, String iamPrefix, String region, Permissions permissions, Duration timeout) {
        return SimulatedApi.wrap(client, service, iamPrefix, region, context, permissions, timeout);
    }

    /** The alarms are in the standby Region; of the other one only RDS's own metrics are asked for. */
    private SimulatedCloudWatch metricsIn(String region) {
        if (region.equals(standby.name())) {
            return cloudWatch;
        }
        if (primaryCloudWatch == null) {
            primaryCloudWatch = new SimulatedCloudWatch(context, region, events::put, this::mail);
            primaryCloudWatch.observe(primary.rds()::connectionsAt);
        }
        return primaryCloudWatch;
    }

    private RegionOfCloud in(String region) {
        if (region.equals(primary.name())) {
            return primary;
        }
        if (region.equals(standby.name())) {
            return standby;
        }
        throw new IllegalArgumentException("the run has no Region %s; accepted are %s and %s".formatted(
                region, primary.name(), standby.name()));
    }

    /** Tells people what a rule hands on, if SNS takes it: EventBridge gives no subject, and tries it again. */
    boolean tell(String topicArn, String message) {
        return mail(topicArn, null, message);
    }

    /**
     * An alarm's action that fails is lost: CloudWatch does not try it again, and the alarm's state changes all the
     * same.
     */
    private boolean mail(String topicArn, String subject, String message) {
        try {
            topics.publish(topicArn, subject, message);
            return true;
        } catch (PublishRefused _) {
            return false;
        }
    }

    private String publish(String topicArn, String subject, String message) {
        try {
            topics.publish(topicArn, subject.isEmpty() ? null : subject, message);
            return UUID.nameUUIDFromBytes(message.getBytes(StandardCharsets.UTF_8)).toString();
        } catch (PublishRefused refused) {
            // What SNS's model does not name bears the name of the first SDK's base class.
            String name = refused.code().equals("ServiceUnavailable") ? "AmazonSNS" : refused.code();
            throw new TaskFailed("SNS.%sException".formatted(name), refused.getMessage());
        }
    }

    private NameResolver resolver() {
        return new SimulatedNameResolver(internet, context.timeline().clock());
    }

    private HttpProbe probe() {
        return new SimulatedHttpProbe(internet, Vantage.STANDBY, resolver());
    }

    /** Lets the application's next release be there, which changes the page that is checked. */
    void changePage() {
        pageChanged = true;
    }

    /** Lets the application's next release be there, in which the page that is checked stands elsewhere. */
    void movePage() {
        pageMoved = true;
    }

    /** Gives the next visit, or job, its number. */
    long nextVisit() {
        return visits.incrementAndGet();
    }

    CloudContext context() {
        return context;
    }

    RdsRegions databases() {
        return databases;
    }

    RegionOfCloud primary() {
        return primary;
    }

    RegionOfCloud standby() {
        return standby;
    }

    /** What Step Functions says of executions that end. */
    ExecutionEvents executionEvents() {
        return executionEvents;
    }

    SimulatedCloudWatch cloudWatch() {
        return cloudWatch;
    }

    SimulatedDynamoDb dynamo() {
        return dynamo;
    }

    SimulatedS3 objects() {
        return objects;
    }

    SimulatedTopics topics() {
        return topics;
    }

    SimulatedEventBus events() {
        return events;
    }

    SimulatedScheduler scheduler() {
        return scheduler;
    }

    SimulatedRoute53 route53() {
        return route53;
    }

    Internet internet() {
        return internet;
    }

    LambdaHost functions() {
        return functions;
    }

    StateMachines stateMachines() {
        return stateMachines;
    }

    /** Starts for each service what its task definition names. */
    private record Images(Application.Image page, Application.Image worker) implements Application.Image {

        @Override
        public Application start(String region, String service) {
            return (service.equals(Part.JOBS.service()) ? worker : page).start(region, service);
        }
    }

    /** What the application's tasks find in their own Region. */
    private final class TaskSurroundings implements Surroundings {

        private final Part part;

        TaskSurroundings(Part part) {
            this.part = part;
        }

        @Override
        public boolean startsWithoutDatabase() {
            return shape.isAsItIs();
        }

        @Override
        public boolean isPageChanged() {
            return pageChanged;
        }

        @Override
        public boolean isPageMoved() {
            return pageMoved;
        }

        @Override
        public String databaseHost(String region) {
            return shape.host(in(region), part);
        }

        @Override
        public String databasePassword(String region) {
            return shape.password(in(region), part);
        }

        @Override
        public Instance database(String region, String host) {
            return new Instance(host.substring(0, host.indexOf('.')), databases.at(host));
        }
    }
}
