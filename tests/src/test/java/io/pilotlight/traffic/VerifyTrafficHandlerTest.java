package io.pilotlight.traffic;

import static io.pilotlight.traffic.PublicNames.PRIMARY;
import static io.pilotlight.traffic.PublicNames.STANDBY;
import static io.pilotlight.traffic.PublicNames.alias;
import static io.pilotlight.traffic.PublicNames.canonicalName;
import static io.pilotlight.traffic.PublicNames.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.plan.SiteName;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.verification.Finding;
import io.pilotlight.verification.Severity;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.route53.model.InsufficientDataHealthStatus;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

class VerifyTrafficHandlerTest {

    private static final ResourceRecordSet A = alias(RRType.A, PRIMARY);
    private static final ResourceRecordSet AAAA = alias(RRType.AAAA, PRIMARY);

    private final StepCloud cloud = new StepCloud();
    private final VerifyTrafficHandler handler = cloud.handler(VerifyTrafficHandler.class);

    /** Policies beside which no simple record stands, with a word of each. */
    static Stream<UnaryOperator<ResourceRecordSet.Builder>> policies() {
        return Stream.of(record -> record.weight(100L), record -> record.region("eu-west-1"),
                record -> record.geoLocation(place -> place.countryCode("*")));
    }

    @Nested
    class OfSimpleRecords {

        private final PublicNames names = new PublicNames(cloud, "RECORD");

        @Test
        void findsNothingWhereEveryRecordLeadsToTheActiveSite() {
            names.put(A, alias(RRType.AAAA, "dualstack." + PRIMARY.toUpperCase()));
            assertThat(findings()).isEmpty();

            cloud.recorded("visitor-counter").held(1);
            names.put(alias(RRType.A, STANDBY));
            assertThat(findings()).as("a recovery moves them").isEmpty();
        }

        @Test
        void tellsOfARecordThatLeadsVisitorsToASiteThatIsNotActive() {
            names.put(A, alias(RRType.AAAA, STANDBY));

            assertThat(findings()).singleElement().satisfies(finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
                assertThat(finding.subject()).isEqualTo("counter.example.com AAAA");
                assertThat(finding.problem()).contains("leads visitors to STANDBY, while PRIMARY is recorded as active");
            });
        }

        @ParameterizedTest
        @MethodSource("io.pilotlight.traffic.VerifyTrafficHandlerTest#policies")
        void tellsOfARoutingPolicyBeforeAnythingIsRestored(UnaryOperator<ResourceRecordSet.Builder> policy) {
            names.put(policy.apply(A.toBuilder().setIdentifier("blue")).build());

            tellsOf("set identifier 'blue'", "Make it one simple record");
        }

        @Test
        void tellsOfAMultivalueRecord() {
            names.put(ResourceRecordSet.builder().name(PublicNames.NAME).type(RRType.A).ttl(60L).setIdentifier("one")
                    .multiValueAnswer(true).resourceRecords(ResourceRecord.builder().value("198.18.0.1").build()).build());

            tellsOf("multivalue answer", "one simple record");
        }

        @Test
        void tellsOfAnAliasToCloudFrontByName() {
            names.put(A.toBuilder().aliasTarget(target -> target.dnsName("d111111abcdef8.cloudfront.net")
                    .hostedZoneId("Z2FDTNDATAQYW2").evaluateTargetHealth(false)).build());

            tellsOf("d111111abcdef8.cloudfront.net, a CloudFront distribution", "correct the plan");
        }

        @Test
        void tellsOfARecordOfAddresses() {
            names.put(ResourceRecordSet.builder().name(PublicNames.NAME).type(RRType.A).ttl(60L)
                    .resourceRecords(ResourceRecord.builder().value("198.18.0.1").build()).build());

            tellsOf("198.18.0.1, which is neither site's load balancer", "one simple record");
        }

        @Test
        void warnsWhereThePlanSaysAnotherTypeThanTheZone() {
            names.put(canonicalName(PRIMARY, 60));

            assertThat(findings()).singleElement().satisfies(finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                assertThat(finding.problem()).contains("the plan says ALIAS", "a CNAME");
                assertThat(finding.remedy()).contains("RecordType");
            });
        }

        @Test
        void warnsOfAnAnswerThatIsKeptLongAndOfANameWithoutARecord() {
            names.plan("RECORD", PublicNames.ZONE, PublicNames.NAME, "CNAME");
            assertThat(findings()).singleElement().matches(finding -> finding.severity() == Severity.WARNING)
                    .matches(finding -> finding.problem().contains("no A, AAAA or CNAME record"));

            names.put(canonicalName(PRIMARY, 300));

            assertThat(findings()).singleElement().matches(finding -> finding.severity() == Severity.WARNING)
                    .matches(finding -> finding.problem().contains("300 s"));
        }

        @Test
        void tellsOfAZoneThatNobodyOutsideIsAnsweredFrom() {
            cloud.route53().addPrivateHostedZone("ZPRIVATE", "example.com");
            names.plan("RECORD", "ZPRIVATE", PublicNames.NAME, "ALIAS");
            tellsOf("ZPRIVATE is private", "PublicHostedZoneId");

            names.plan("RECORD", "ZNONE", PublicNames.NAME, "ALIAS");
            tellsOf("there is no hosted zone ZNONE", "PublicHostedZoneId");

            cloud.route53().addHostedZone("ZORG", "example.org");
            names.plan("RECORD", "ZORG", PublicNames.NAME, "ALIAS");
            tellsOf("does not lie in hosted zone ZORG, which is of example.org", "PublicHostedZoneId");

            names.plan("RECORD", PublicNames.ZONE, "notexample.com", "ALIAS");
            tellsOf("does not lie in hosted zone", "PublicHostedZoneId");

            names.plan("RECORD", PublicNames.ZONE, "example.com", "CNAME");
            tellsOf("apex", "PublicHostedZoneId");
        }

        @Test
        void tellsOfASubdomainThatOthersAnswerFor() {
            names.plan("RECORD", PublicNames.ZONE, "www.shop.example.com", "ALIAS");
            names.put(A.toBuilder().name("www.shop.example.com").build(), ResourceRecordSet.builder().name("shop.example.com")
                    .type(RRType.NS).ttl(300L).resourceRecords(ResourceRecord.builder().value("ns-1.example.net").build()).build());

            tellsOf("shop.example.com was delegated to other name servers", "PublicHostedZoneId");
        }

        @Test
        void looksAtNothingOfOtherNamesAndOtherTypes() {
            names.put(A, A.toBuilder().name("counter.example.com.example.com").setIdentifier("x").weight(1L).build(),
                    ResourceRecordSet.builder().name(PublicNames.NAME).type(RRType.TXT).ttl(9999L)
                            .resourceRecords(ResourceRecord.builder().value("\"x\"").build()).build());

            assertThat(findings()).isEmpty();
            assertThat(cloud.changes()).isEmpty();
        }
    }

    @Nested
    class OfFailoverPairs {

        private final PublicNames names = new PublicNames(cloud, "HEALTH_CHECK");

        @Test
        void findsNothingWhereEveryTypeIsASoundPair() {
            names.put(names.pair(RRType.A));
            names.put(names.pair(RRType.AAAA));

            assertThat(findings()).isEmpty();
            assertThat(cloud.changes()).isEmpty();
        }

        @Test
        void tellsThatASimpleRecordIsNeverMovedAsItStandsAfterTheStackWasDeployedWithItsDefaults() {
            names.put(A);

            tellsOf("simple record at PRIMARY and no failover pair, so no failover moves it", "prepare-traffic with {}");
        }

        @Test
        void tellsOfAnAaaaRecordThatWouldBeLeftBehind() {
            names.put(names.pair(RRType.A));
            names.put(AAAA);

            assertThat(findings()).singleElement().matches(finding -> finding.subject().equals("counter.example.com AAAA"));
            tellsOf("no failover pair", "prepare-traffic");
        }

        @Test
        void tellsOfANameWithoutARecord() {
            tellsOf("no A, AAAA or CNAME record of its own", "prepare-traffic");
        }

        @ParameterizedTest
        @MethodSource("io.pilotlight.traffic.VerifyTrafficHandlerTest#policies")
        void tellsOfAnotherRoutingPolicy(UnaryOperator<ResourceRecordSet.Builder> policy) {
            names.put(policy.apply(A.toBuilder().setIdentifier("blue")).build());

            tellsOf("set identifier 'blue'", "one simple record at the primary's load balancer");
        }

        @Test
        void tellsOfAnUnattachedHealthCheckAndOfOneOnTheWrongRecord() {
            names.put(member(A, ResourceRecordSetFailover.PRIMARY, Optional.empty()),
                    member(alias(RRType.A, STANDBY), ResourceRecordSetFailover.SECONDARY, Optional.of(names.healthCheck)));

            assertThat(findings()).extracting(Finding::subject)
                    .containsExactly("counter.example.com A PRIMARY", "counter.example.com A SECONDARY");
            assertThat(findings()).extracting(Finding::problem).anyMatch(problem -> problem.contains("no health check is attached"))
                    .anyMatch(problem -> problem.contains("it has health check " + names.healthCheck));
        }

        @Test
        void tellsOfHalfAPairAndOfOneThatLeadsElsewhere() {
            names.put(member(A, ResourceRecordSetFailover.PRIMARY, Optional.of(names.healthCheck)));
            tellsOf("no such record", "prepare-traffic");

            names.put(member(alias(RRType.A, PRIMARY), ResourceRecordSetFailover.SECONDARY, Optional.empty()));
            tellsOf("leads to " + PRIMARY + ", and not to the load balancer of STANDBY", "prepare-traffic");
        }

        @Test
        void tellsOfARecordThatMovesByItsTargetsHealth() {
            ResourceRecordSet evaluating = A.toBuilder()
                    .aliasTarget(A.aliasTarget().toBuilder().evaluateTargetHealth(true).build()).build();
            names.put(names.pair(evaluating, alias(RRType.A, STANDBY)));

            tellsOf("evaluates its target's health", "prepare-traffic");
        }

        static Stream<Consumer<PublicNames>> spoilers() {
            return Stream.of(
                    names -> update(names).updateHealthCheck(request -> request.healthCheckId(names.healthCheck).disabled(true)),
                    names -> update(names).updateHealthCheck(request -> request.healthCheckId(names.healthCheck).inverted(true)),
                    names -> update(names).updateHealthCheck(request -> request.healthCheckId(names.healthCheck)
                            .insufficientDataHealthStatus(InsufficientDataHealthStatus.HEALTHY)),
                    names -> update(names).deleteHealthCheck(request -> request.healthCheckId(names.healthCheck)),
                    names -> {
                        names.putAlarm("another", 1);
                        reread(names);
                    },
                    names -> {
                        names.putAlarm(PublicNames.APPLICATION, 2);
                        reread(names);
                    });
        }

        @ParameterizedTest
        @MethodSource("spoilers")
        void tellsOfAHealthCheckThatWouldNotMoveIt(Consumer<PublicNames> spoiler) {
            names.put(names.pair(RRType.A));
            assertThat(findings()).isEmpty();

            spoiler.accept(names);

            tellsOf("its health check " + names.healthCheck + " would not move it", "prepare-traffic");
        }

        @Test
        void tellsWhereVisitorsAreAnsweredWithTheSiteThatIsNotRecordedAsActive() {
            String primary = site(StepCloud.PRIMARY);
            String standby = site(StepCloud.STANDBY);
            names.planFor(primary, standby);
            names.put(names.pair(aliasOf(primary, "Z32O12XQLNTSW2"), aliasOf(standby, "Z215JYRZR1TBD5")));
            assertThat(findings()).isEmpty();

            cloud.recorded(PublicNames.APPLICATION).ended(1, SiteName.STANDBY);
            tellsOf("visitors are answered with PRIMARY, while STANDBY is recorded as active", "newest data");

            cloud.recorded(PublicNames.APPLICATION).held(2);
            assertThat(findings()).as("a recovery is moving it").isEmpty();
        }

        private String site(String region) {
            return cloud.loadBalancing(region).createLoadBalancer(request -> request.name("web")).loadBalancers().getFirst().dnsName();
        }

        private static ResourceRecordSet aliasOf(String loadBalancer, String zone) {
            return A.toBuilder().aliasTarget(target -> target.dnsName(loadBalancer).hostedZoneId(zone).evaluateTargetHealth(false))
                    .build();
        }

        @Test
        void tellsOfAHealthCheckOfAPage() {
            cloud.route53().addPageCheck("page", () -> true);
            names.put(member(A, ResourceRecordSetFailover.PRIMARY, Optional.of("page")),
                    member(alias(RRType.A, STANDBY), ResourceRecordSetFailover.SECONDARY, Optional.empty()));

            tellsOf("of type HTTPS and reads no metric", "prepare-traffic");
        }

        @Test
        void asksToTryAgainWhereRoute53DoesNotAnswer() {
            cloud.faults().failRoute53ControlPlane();

            assertThatThrownBy(() -> findings()).isInstanceOf(AwsUnavailableException.class);
        }

        private static software.amazon.awssdk.services.route53.Route53Client update(PublicNames names) {
            return names.cloud.route53();
        }

        private static void reread(PublicNames names) {
            update(names).updateHealthCheck(request -> request.healthCheckId(names.healthCheck)
                    .alarmIdentifier(alarm -> alarm.name(PublicNames.ALARM).region("eu-central-1")));
        }
    }

    private void tellsOf(String problem, String remedy) {
        assertThat(findings()).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.problem()).contains(problem);
            assertThat(finding.remedy()).contains(remedy);
        });
    }

    private List<Finding> findings() {
        return cloud.take(() -> handler.take(new VerifyTrafficHandler.Input(PublicNames.PARAMETER, StepCloud.STATE_TABLE)))
                .findings();
    }
}
