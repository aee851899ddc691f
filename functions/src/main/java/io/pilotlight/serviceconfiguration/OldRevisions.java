package io.pilotlight.serviceconfiguration;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/**
 * The revisions of the idle service's family that mirrors left behind: each release makes one, and ECS keeps a million.
 *
 * <p>Only what {@link MirrorTag} says is ours is deregistered, and a deregistered revision can still be read, and put on
 * a service by hand no more. The newest few stay, for people to go back to, and what a deployment of the service stands on.
 */
final class OldRevisions {

    private static final int KEPT = 5;
    private static final int LOOKED_AT = 15;

    private OldRevisions() {}

    /**
     * Deregisters one at most: calls {@code ecs:ListTaskDefinitions}, {@code ecs:DescribeTaskDefinition} for each that
     * may be old, and {@code ecs:DeregisterTaskDefinition}.
     *
     * @return the revision that was deregistered
     */
    static Optional<String> deregisterOne(EcsConfiguration idle, Service service, String family) {
        List<String> newest = idle.ecs().listTaskDefinitions(request -> request
                .familyPrefix(family).status(TaskDefinitionStatus.ACTIVE).sort(SortOrder.DESC).maxResults(LOOKED_AT))
                .taskDefinitionArns();
        Set<String> inUse = new HashSet<>(service.deployments().stream().map(Deployment::taskDefinition).toList());
        inUse.add(service.taskDefinition());
        Optional<String> old = newest.stream()
                .skip(KEPT)
                .filter(arn -> !inUse.contains(arn) && MirrorTag.isOurs(idle.taskDefinition(arn), idle))
                .findFirst();
        old.ifPresent(arn -> idle.ecs().deregisterTaskDefinition(request -> request.taskDefinition(arn)));
        return old;
    }
}
