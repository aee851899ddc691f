package io.pilotlight.wire;

import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** The hosted zone of the public name in the emulated Route 53. */
record EmulatedZone(Route53Client route53, String id, String name) {

    private static final String PRIMARY_BALANCER = "visitor-counter-1234567890.eu-west-1.elb.amazonaws.com";

    /** Makes the zone without the public name in it. */
    static EmulatedZone empty(Wire wire, String name) {
        Route53Client route53 = wire.clients(Wire.STANDBY).route53();
        String id = route53.createHostedZone(request -> request
                .name(name.substring(name.indexOf('.') + 1)).callerReference("wire")).hostedZone().id();
        return new EmulatedZone(route53, id.replace("/hostedzone/", ""), name);
    }

    /** Makes the zone, in which the public name leads to the example plan's load balancer at the primary. */
    static EmulatedZone of(Wire wire, String name, String type) {
        return of(wire, name, type, PRIMARY_BALANCER);
    }

    /** Makes the zone, in which the public name leads to that load balancer. */
    static EmulatedZone of(Wire wire, String name, String type, String loadBalancer) {
        EmulatedZone zone = empty(wire, name);
        ResourceRecordSet.Builder record = ResourceRecordSet.builder().name(name);
        ResourceRecordSet recordSet = type.equals("CNAME")
                ? record.type(RRType.CNAME).ttl(60L)
                        .resourceRecords(ResourceRecord.builder().value(loadBalancer).build()).build()
                : record.type(RRType.A).aliasTarget(alias -> alias
                        .dnsName(loadBalancer).hostedZoneId("Z32O12XQLNTSW2").evaluateTargetHealth(false)).build();
        zone.route53.changeResourceRecordSets(request -> request.hostedZoneId(zone.id).changeBatch(batch -> batch
                .changes(Change.builder().action(ChangeAction.CREATE).resourceRecordSet(recordSet).build())));
        return zone;
    }

    /** Makes a health check of an alarm, and returns its ID. */
    String healthCheck() {
        return route53.createHealthCheck(request -> request.callerReference("wire").healthCheckConfig(config -> config
                        .type(HealthCheckType.CLOUDWATCH_METRIC)
                        .alarmIdentifier(alarm -> alarm.name("standby-active").region("eu-central-1"))))
                .healthCheck().id();
    }

    /** Returns the one record of the public name. */
    ResourceRecordSet record() {
        return route53.listResourceRecordSets(request -> request.hostedZoneId(id)).resourceRecordSets().stream()
                .filter(listed -> listed.name().equals(name + "."))
                .filter(listed -> listed.type() == RRType.A || listed.type() == RRType.CNAME)
                .reduce((_, _) -> {
                    throw new AssertionError("there are two records of " + name);
                })
                .orElseThrow();
    }

    /** Returns where a record leads, without a trailing dot. */
    static String target(ResourceRecordSet record) {
        String target = record.aliasTarget() == null
                ? record.resourceRecords().getFirst().value()
                : record.aliasTarget().dnsName();
        return target.endsWith(".") ? target.substring(0, target.length() - 1) : target;
    }
}
