package io.pilotlight.simulator.scenario;

import io.pilotlight.simulator.application.Application;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.ecr.SimulatedEcr;
import io.pilotlight.simulator.cloud.ecs.SimulatedEcs;
import io.pilotlight.simulator.cloud.elb.SimulatedLoadBalancing;
import io.pilotlight.simulator.cloud.elb.TargetNetwork;
import io.pilotlight.simulator.cloud.rds.RdsRegions;
import io.pilotlight.simulator.cloud.rds.SimulatedRds;
import io.pilotlight.simulator.cloud.scaling.SimulatedApplicationAutoScaling;
import io.pilotlight.simulator.cloud.secretsmanager.SimulatedSecretsManager;
import io.pilotlight.simulator.cloud.ssm.SimulatedSsm;

/** The services of one Region in which a site of the application stands. */
record RegionOfCloud(
        String name,
        SimulatedRds rds,
        SimulatedEcr images,
        SimulatedEcs ecs,
        SimulatedApplicationAutoScaling scaling,
        SimulatedLoadBalancing loadBalancing,
        SimulatedSsm ssm,
        SimulatedSecretsManager secrets) {

    static RegionOfCloud of(String name, CloudContext context, RdsRegions databases, Application.Image image) {
        TargetNetwork network = new TargetNetwork();
        SimulatedLoadBalancing loadBalancing = new SimulatedLoadBalancing(context, name, network);
        SimulatedEcr images = new SimulatedEcr(name);
        SimulatedEcs ecs = new SimulatedEcs(context, name, image, images, network, loadBalancing);
        return new RegionOfCloud(
                name,
                databases.in(name),
                images,
                ecs,
                new SimulatedApplicationAutoScaling(context, name, ecs),
                loadBalancing,
                new SimulatedSsm(name, context),
                new SimulatedSecretsManager(name, context));
    }
}
