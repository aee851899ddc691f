package io.pilotlight.simulator.cloud.ecs;

import io.pilotlight.simulator.application.Application;
import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.cloud.api.Arns;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Guarded;
import io.pilotlight.simulator.cloud.api.ServiceErrors;
import io.pilotlight.simulator.cloud.ecr.SimulatedEcr;
import io.pilotlight.simulator.cloud.elb.SimulatedLoadBalancing;
import io.pilotlight.simulator.cloud.elb.TargetNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.CreateClusterResponse;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.CreateServiceResponse;
import software.amazon.awssdk.services.ecs.model.DeleteServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteServiceResponse;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/**
 * ECS on Fargate in one Region, all of whose tasks run the same image.
 *
 * <p>{@code runningCount} counts tasks that are {@code RUNNING}; one whose target drains is no longer among them, but
 * its application runs until it was told to stop and has.
 */
public final class SimulatedEcs implements EcsClient, Guarded {

    private static final Map<String, List<String>> PASSED_TO_TASKS =
            Map.of("iam:PassedToService", List.of("ecs-tasks.amazonaws.com"));

    private static final Map<String, List<String>> REGISTERED =
            Map.of("ecs:CreateAction", List.of("RegisterTaskDefinition"));

    private final CloudContext context;
    private final String region;
    private final TaskHost host;
    private final TaskDefinitions taskDefinitions;
    private final Set<String> clusters = new LinkedHashSet<>();
    private final Map<String, ServiceOfCluster> services = new LinkedHashMap<>();
    private final List<DesiredCountListener> listeners = new ArrayList<>();

    /**
     * @param image what every task runs
     * @param images what the tasks' images are pulled from
     * @param network where the tasks' addresses are attached; the load balancers' own
     */
    public SimulatedEcs(
            CloudContext context, String region, Application.Image image, SimulatedEcr images, TargetNetwork network,
            SimulatedLoadBalancing loadBalancing) {
        this.context = context;
        this.region = region;
        this.taskDefinitions = new TaskDefinitions(context, region);
        this.host = new TaskHost(region, image, taskDefinitions, images, network, loadBalancing);
        loadBalancing.listen((group, target, state, description) -> List.copyOf(services.values())
                .forEach(service -> service.targetChanged(group, target, state, description)));
    }

    /** Tells a listener of every desired count that is set from now on. */
    public void listen(DesiredCountListener listener) {
        listeners.add(listener);
    }

    /** Lets the Region have no capacity: no further task can be placed. */
    public void exhaustCapacity() {
        host.supply().leave(0);
    }

    /** Lets tasks be placed again. */
    public void restoreCapacity() {
        host.supply().restore();
    }

    /** Returns how many more tasks can be placed, here or there. */
    public FargateSupply supply() {
        return host.supply();
    }

    /** Lets all tasks of a service die, and each that is started instead, seconds after its start. */
    public void crash(String cluster, String service) {
        existing(cluster, service).tasks().crash(true);
    }

    /** Lets tasks of a service live again. */
    public void heal(String cluster, String service) {
        existing(cluster, service).tasks().crash(false);
    }

    /**
     * Lets every task of the Region end at once, as when its hosts lose power; they are replaced once it is not dark.
     */
    public void loseTasks() {
        services.values().forEach(service -> service.tasks().endAll("Host EC2 (instance) terminated."));
    }

    /**
     * Lets every task get one more request over a connection that is open: one that drains takes no new connection, and
     * answers on those that it has until it is stopped.
     */
    public void useOpenConnections(String path) {
        services.values().forEach(service -> service.tasks().all().forEach(task -> task.request(path)));
    }

    @Override
    public CreateClusterResponse createCluster(CreateClusterRequest request) {
        clusters.add(request.clusterName());
        return CreateClusterResponse.builder()
                .cluster(Cluster.builder()
                        .clusterName(request.clusterName())
                        .clusterArn(Descriptions.clusterArn(region, request.clusterName()))
                        .status("ACTIVE")
                        .build())
                .build();
    }

    @Override
    public RegisterTaskDefinitionResponse registerTaskDefinition(RegisterTaskDefinitionRequest request) {
        return RegisterTaskDefinitionResponse.builder().taskDefinition(taskDefinitions.register(request)).build();
    }

    @Override
    public DescribeTaskDefinitionResponse describeTaskDefinition(DescribeTaskDefinitionRequest request) {
        TaskDefinition found = taskDefinitions.find(request.taskDefinition());
        return DescribeTaskDefinitionResponse.builder()
                .taskDefinition(found)
                .tags(request.include().contains(TaskDefinitionField.TAGS) ? taskDefinitions.tagsOf(found) : List.of())
                .build();
    }

    @Override
    public ListTaskDefinitionsResponse listTaskDefinitions(ListTaskDefinitionsRequest request) {
        return taskDefinitions.list(request);
    }

    @Override
    public DeregisterTaskDefinitionResponse deregisterTaskDefinition(DeregisterTaskDefinitionRequest request) {
        return DeregisterTaskDefinitionResponse.builder()
                .taskDefinition(taskDefinitions.deregister(request.taskDefinition()))
                .build();
    }

    @Override
    public CreateServiceResponse createService(CreateServiceRequest request) {
        String cluster = cluster(request.cluster());
        if (find(cluster, request.serviceName()).filter(service -> service.status().equals("ACTIVE")).isPresent()) {
            throw ServiceErrors.error(
                    EcsClient.class, "InvalidParameterException", "Creation of service was not idempotent.");
        }
        String taskDefinition = taskDefinitions.find(request.taskDefinition()).taskDefinitionArn();
        ServiceOfCluster service = new ServiceOfCluster(
                context, host, cluster, request.serviceName(), ServiceSettings.of(request, taskDefinition));
        services.put(key(cluster, request.serviceName()), service);
        setDesiredCount(service, request.desiredCount() == null ? 0 : request.desiredCount());
        return CreateServiceResponse.builder().service(Descriptions.service(service)).build();
    }

    @Override
    public UpdateServiceResponse updateService(UpdateServiceRequest request) {
        ServiceOfCluster service = find(cluster(request.cluster()), request.service())
                .orElseThrow(
                        () -> ServiceErrors.error(EcsClient.class, "ServiceNotFoundException", "Service not found."));
        if (!service.status().equals("ACTIVE")) {
            throw ServiceErrors.error(EcsClient.class, "ServiceNotActiveException", "Service was not ACTIVE.");
        }
        if (request.taskDefinition() != null
                && service.settings().deploymentController().type() == DeploymentControllerType.CODE_DEPLOY) {
            throw ServiceErrors.error(EcsClient.class, "InvalidParameterException", "Unable to update task definition on"
                    + " services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.");
        }
        String before = service.settings().taskDefinition();
        String taskDefinition = request.taskDefinition() == null
                ? before : taskDefinitions.find(request.taskDefinition()).taskDefinitionArn();
        boolean moves = request.networkConfiguration() != null
                && !request.networkConfiguration().equals(service.settings().networkConfiguration());
        service.setSettings(service.settings().with(request, taskDefinition));
        if (Boolean.TRUE.equals(request.forceNewDeployment()) || !taskDefinition.equals(before) || moves) {
            service.deploy();
        }
        if (request.desiredCount() != null) {
            setDesiredCount(service, request.desiredCount());
        }
        return UpdateServiceResponse.builder().service(Descriptions.service(service)).build();
    }

    @Override
    public DeleteServiceResponse deleteService(DeleteServiceRequest request) {
        ServiceOfCluster service = existing(cluster(request.cluster()), request.service());
        if (service.desiredCount() > 0 && !Boolean.TRUE.equals(request.force())) {
            throw ServiceErrors.error(
                    EcsClient.class,
                    "InvalidParameterException",
                    "The service cannot be stopped while it is scaled above 0.");
        }
        service.delete();
        return DeleteServiceResponse.builder().service(Descriptions.service(service)).build();
    }

    @Override
    public DescribeServicesResponse describeServices(DescribeServicesRequest request) {
        String cluster = cluster(request.cluster());
        List<Service> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String reference : request.services()) {
            find(cluster, reference).ifPresentOrElse(
                    service -> found.add(Descriptions.service(service)),
                    () -> failures.add(Failure.builder().arn(reference).reason("MISSING").build()));
        }
        return DescribeServicesResponse.builder().services(found).failures(failures).build();
    }

    @Override
    public ListTasksResponse listTasks(ListTasksRequest request) {
        String cluster = cluster(request.cluster());
        boolean stopped = request.desiredStatus() == DesiredStatus.STOPPED;
        return ListTasksResponse.builder()
                .taskArns(inCluster(cluster)
                        .filter(service -> request.serviceName() == null
                                || service.name().equals(name(request.serviceName())))
                        .flatMap(service -> service.tasks().all().stream()
                                .filter(task -> stopped != task.counts())
                                .map(task -> Descriptions.taskArn(service, task)))
                        .toList())
                .build();
    }

    @Override
    public DescribeTasksResponse describeTasks(DescribeTasksRequest request) {
        String cluster = cluster(request.cluster());
        List<Task> tasks = inCluster(cluster)
                .flatMap(service -> service.tasks().all().stream()
                        .filter(task -> request.tasks().stream().anyMatch(asked -> name(asked).equals(task.id())))
                        .map(task -> Descriptions.task(service, task)))
                .toList();
        return DescribeTasksResponse.builder().tasks(tasks).build();
    }

    @Override
    public List<Access> accesses(String action, SdkRequest request) {
        return switch (request) {
            case DescribeServicesRequest asked ->
                asked.services().stream()
                        .map(service -> Access.to(action, serviceArn(asked.cluster(), service)))
                        .toList();
            case ListTasksRequest asked -> List.of(new Access(action, Access.ANY, Map.of(
                    "ecs:cluster", List.of(Descriptions.clusterArn(region, name(asked.cluster()))))));
            case DescribeTasksRequest asked ->
                asked.tasks().stream().map(task -> Access.to(action, task)).toList();
            case UpdateServiceRequest asked -> List.of(Access.to(action, serviceArn(asked.cluster(), asked.service())));
            case RegisterTaskDefinitionRequest asked -> registering(action, asked);
            default -> List.of(Access.to(action, Access.ANY));
        };
    }

    private List<Access> registering(String action, RegisterTaskDefinitionRequest asked) {
        String family = Arns.of("ecs", region, "task-definition/%s:*".formatted(asked.family()));
        Map<String, List<String>> tags = asked.tags().stream()
                .collect(Collectors.toMap(tag -> "aws:RequestTag/" + tag.key(), tag -> List.of(tag.value())));
        List<Access> accesses = new ArrayList<>(List.of(new Access(action, family, tags)));
        if (!asked.tags().isEmpty()) {
            accesses.add(new Access("ecs:TagResource", family, REGISTERED));
        }
        Stream.of(asked.taskRoleArn(), asked.executionRoleArn())
                .filter(Objects::nonNull)
                .forEach(role -> accesses.add(new Access("iam:PassRole", role, PASSED_TO_TASKS)));
        return List.copyOf(accesses);
    }

    private String serviceArn(String cluster, String service) {
        return Arns.of("ecs", region, "service/%s/%s".formatted(name(cluster), name(service)));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // The tasks' applications are closed when they end.
    }

    private void setDesiredCount(ServiceOfCluster service, int desiredCount) {
        service.setDesiredCount(desiredCount);
        listeners.forEach(listener -> listener.desiredCountSet(service.cluster(), service.name(), desiredCount));
    }

    private String cluster(String reference) {
        String cluster = reference == null ? "default" : name(reference);
        if (!clusters.contains(cluster)) {
            throw ServiceErrors.error(EcsClient.class, "ClusterNotFoundException", "Cluster not found.");
        }
        return cluster;
    }

    private Stream<ServiceOfCluster> inCluster(String cluster) {
        return services.values().stream().filter(service -> service.cluster().equals(cluster));
    }

    private Optional<ServiceOfCluster> find(String cluster, String reference) {
        return Optional.ofNullable(services.get(key(cluster, name(reference))));
    }

    private ServiceOfCluster existing(String cluster, String service) {
        return find(name(cluster), service)
                .orElseThrow(
                        () -> ServiceErrors.error(EcsClient.class, "ServiceNotFoundException", "Service not found."));
    }

    private static String key(String cluster, String service) {
        return cluster + "/" + service;
    }

    private static String name(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }
}
