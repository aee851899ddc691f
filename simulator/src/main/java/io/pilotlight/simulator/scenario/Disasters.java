package io.pilotlight.simulator.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.plan.SiteName;
import io.pilotlight.simulator.cloud.api.Arns;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.rds.InstanceCapacity.Lack;
import io.pilotlight.simulator.cloud.rds.SimulatedRds;
import io.pilotlight.simulator.database.RunningDatabase;
import io.pilotlight.simulator.database.VisitStore;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.network.Internet;
import io.pilotlight.simulator.network.Vantage;
import io.pilotlight.simulator.promise.OneRecoveryAtATime;
import io.pilotlight.step.DurationInWords;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What can happen to a site, to what leads visitors to it, and to a recovery. */
final class Disasters {

    private static final List<String> APIS =
            List.of("ecs", "rds", "elasticloadbalancing", "application-autoscaling", "ssm", "secretsmanager");
    private static final Pattern TOKEN = Pattern.compile("send-task-success .*--task-token (\\S+)");

    private final World world;
    private Optional<FaultLog.Fault> darkness = Optional.empty();
    private boolean movesApproved;

    Disasters(World world) {
        this.world = world;
    }

    void darkenPrimary() {
        world.strikes();
        darkness = Optional.of(world.begin("Region %s goes dark".formatted(world.cloud().primary().name())));
        world.cloud().context().faults().darken(world.cloud().primary().name());
        world.outages().begin(world.now());
        world.darkness().begin(world.now());
    }

    void darkenPrimaryFor(Duration time) {
        darkenPrimary();
        world.after(time, this::relightPrimary);
    }

    void relightPrimary() {
        world.end(darkness.orElseThrow(), "Region %s comes back as it was".formatted(world.cloud().primary().name()));
        world.cloud().context().faults().relight(world.cloud().primary().name());
        world.outages().end(world.now());
        world.darkness().end(world.now());
    }

    void crashPrimaryTasks() {
        world.injected("every task in %s dies, and each that is started instead".formatted(world.cloud().primary().name()));
        world.parts().forEach(part -> world.cloud().primary().ecs().crash(SiteSetup.CLUSTER, part.service()));
        world.outages().begin(world.now());
    }

    void losePrimaryDatabase() {
        world.beginLoss("the DB instance in %s fails and is lost".formatted(world.cloud().primary().name()));
        world.cloud().primary().rds().loseInstance(SiteSetup.DATABASE);
        world.outages().begin(world.now());
    }

    void silencePrimaryDatabase() {
        world.beginLoss("the database in %s does not answer the application; its page still does".formatted(
                world.cloud().primary().name()));
        world.cloud().primary().rds().database(SiteSetup.DATABASE).ifPresent(RunningDatabase::cutOff);
        world.outages().begin(world.now());
    }

    /** Lets nobody reach the primary's load balancer; its tasks go on, and so do the connections that are open. */
    void blockPrimaryLoadBalancer() {
        world.injected("nobody reaches the load balancer in %s; connections that are open go on".formatted(
                world.cloud().primary().name()));
        world.strikes();
        world.cloud().primary().loadBalancing().block();
        world.outages().begin(world.now());
        useOpenConnections();
    }

    /** Lets a look at a table take as if each of its rows were so many. */
    void enlargeTables(long rowsInARow) {
        world.injected("each row of the application's table stands for %,d".formatted(rowsInARow));
        world.cloud().enlargeTables(rowsInARow);
    }

    /** Lets the application's table have no primary key. */
    void takeKeysOff() {
        world.injected("the application's table has no primary key");
        world.cloud().takeKeysOff();
    }

    /** Lets visitors use the connections to the primary that they have, whenever it answers. */
    void useOpenConnections() {
        world.cloud().context().timeline().after(Duration.ofSeconds(15), () -> {
            if (!world.cloud().context().faults().isDark(world.cloud().primary().name())) {
                world.cloud().primary().ecs().useOpenConnections(world.shape().visitPath());
            }
            useOpenConnections();
        });
    }

    /** Lets a scheduled action of the primary's auto scaling scale its service out some time later. */
    void scaleOutPrimaryAfter(Duration time) {
        world.after(time, () -> world.injected("a scheduled action scales the service in %s out".formatted(
                world.cloud().primary().name())));
        world.cloud().primary().scaling().scheduleAction(
                time, "service/%s/%s".formatted(SiteSetup.CLUSTER, SiteSetup.SERVICE), 2, 4);
    }

    /** Lets calls to the primary's ECS fail now and then, one at a time and never two in a row of the same kind. */
    void failPrimaryCallsNowAndThen(SplittableRandom random) {
        world.injected("calls to ECS in %s fail now and then".formatted(world.cloud().primary().name()));
        for (int call = 1; call < 60; call += 2 + random.nextInt(4)) {
            CallFault.Kind kind = random.nextBoolean() ? CallFault.Kind.SERVER_ERROR : CallFault.Kind.TIMEOUT;
            world.cloud().context().faults().fail(new CallFault("FenceSiteFunction", "", world.cloud().primary().name(),
                    random.nextBoolean() ? CallFault.Moment.BEFORE_EFFECT : CallFault.Moment.AFTER_EFFECT, kind, call, 1));
        }
    }

    /** Lets the dark primary answer for a moment, some time after the first failover began, and go dark again. */
    void flickerPrimaryAfter(Duration running, Duration moment) {
        whenFailoverBegins(_ -> {
            world.after(running, this::relightPrimary);
            world.after(running.plus(moment), this::darkenPrimaryAgain);
        });
    }

    private void darkenPrimaryAgain() {
        darkness = Optional.of(world.begin("Region %s goes dark again".formatted(world.cloud().primary().name())));
        world.cloud().context().faults().darken(world.cloud().primary().name());
        world.outages().begin(world.now());
        world.darkness().begin(world.now());
    }

    void darkenPrimaryAgainFor(Duration time) {
        darkenPrimaryAgain();
        world.after(time, this::relightPrimary);
    }

    /** Cuts the standby's way to the primary, its APIs too, for some time; nobody else's. */
    void cutStandbyOff(Duration time) {
        String primary = world.cloud().primary().name();
        FaultLog.Fault fault = world.begin("nothing of %s is reached from %s".formatted(primary, world.cloud().standby().name()));
        world.cloud().internet().cut(Vantage.STANDBY, primary);
        APIS.forEach(service -> world.cloud().context().faults().failService(primary, service));
        world.after(time, () -> {
            world.end(fault, "%s is reached again".formatted(primary));
            world.cloud().internet().mend(Vantage.STANDBY, primary);
            APIS.forEach(service -> world.cloud().context().faults().restoreService(primary, service));
        });
    }

    /** Cuts the standby off from everything outside of its Region for some time. */
    void isolateStandby(Duration time) {
        cutStandbyOff(time);
        world.cloud().internet().cut(Vantage.STANDBY, Internet.OTHER_OWNERS);
        world.after(time, () -> world.cloud().internet().mend(Vantage.STANDBY, Internet.OTHER_OWNERS));
    }

    /** Lets a release change the page of the check, at both sites; it works as before. */
    void changePage() {
        world.injected("a release changes the page that is checked");
        world.cloud().changePage();
    }

    /** The load balancer finds every target unhealthy, and lets requests through to all of them. */
    void movePage() {
        world.injected("a release moves the page that is checked");
        world.cloud().movePage();
    }

    /** Lets a change of the plan expect what the page never answers. */
    void mistypeExpectation() {
        String wanted = world.shape().wantedText().replace("\"", "");
        changePlan("\"%s\"".formatted(wanted), "\"%s\"".formatted(wanted.toUpperCase(Locale.ROOT)));
    }

    void failRoute53ControlPlane() {
        world.injected("Route 53 takes no changes; its answers go on");
        world.cloud().context().faults().failRoute53ControlPlane();
    }

    void restoreRoute53ControlPlane() {
        world.injected("Route 53 takes changes again");
        world.cloud().context().faults().restoreRoute53ControlPlane();
    }

    void loseStandbyImage() {
        world.injected("the image of the tasks in %s is gone".formatted(world.cloud().standby().name()));
        world.cloud().standby().images().empty(Arns.ACCOUNT, Part.VISITS.repository());
    }

    /** Lets the application of the standby start as it should, and then never pass its check. */
    void silenceStandbyDatabaseOnceItsTasksAreHealthy() {
        onceDone("ScaleServiceFunction", () -> world.cloud().standby().rds().describeDBInstances(request -> { }).dbInstances().stream()
                .map(DBInstance::dbInstanceIdentifier)
                .forEach(name -> {
                    world.injected("the database %s does not answer the application; its page still does".formatted(name));
                    world.cloud().standby().rds().database(name).ifPresent(RunningDatabase::cutOff);
                }));
    }

    private PublicName publicName() {
        return new PublicName(world.cloud(), world.primarySite(), world.standbySite());
    }

    /** Lets somebody publish IPv6 addresses beside the others, as a console does it. */
    void addAaaa() {
        world.injected("somebody adds an AAAA record of %s beside its A record".formatted(PublicName.NAME));
        publicName().addAaaa();
    }

    /** Lets somebody make one simple record out of the name's records, as they stood before there was a stack. */
    void makeSimple() {
        world.injected("%s has one simple record, at the primary".formatted(PublicName.NAME));
        publicName().makeSimple();
    }

    /** Lets somebody put weighted records into the place of the name's own. */
    void makeWeighted() {
        world.injected("somebody makes the records of %s weighted ones".formatted(PublicName.NAME));
        publicName().makeWeighted();
    }

    /** Lets somebody lead the standby's record to the primary. */
    void alterStandbyRecord() {
        world.injected("somebody leads the standby's record of %s to the primary".formatted(PublicName.NAME));
        publicName().leadStandbyRecordToPrimary();
    }

    /** Lets somebody take the health check off the primary's record, for good. */
    void takeHealthCheckOff() {
        world.injected("somebody takes the health check off the primary's record of %s".formatted(PublicName.NAME));
        publicName().answerWithPrimary(Optional.empty());
    }

    /** Lets somebody disable the health check that moves the name. */
    void disableHealthCheck() {
        world.injected("somebody disables the health check of %s".formatted(PublicName.NAME));
        world.cloud().route53().updateHealthCheck(request -> request.healthCheckId(PublicName.HEALTH_CHECK).disabled(true));
    }

    /** Lets a person who is told that the records would not be moved do what the mail says, some time after. */
    void followAdviceOnRecordsAfter(Duration thinking) {
        world.journal().listen(event -> {
            if (event instanceof JournalEvent.Notified told && told.subject().contains("WOULD NOT MOVE")) {
                world.after(thinking, () -> mendRecords(told.message()));
            }
        });
    }

    private void mendRecords(String advice) {
        if (advice.contains("Make it one simple record") || advice.contains("make it one simple record")) {
            makeSimple();
        }
        if (advice.contains("prepare-traffic")) {
            world.injected("a person starts prepare-traffic");
            world.start("PrepareTrafficStateMachine", JsonNodeFactory.instance.objectNode().put("apply", true));
        }
    }

    /** Lets the public name answer with the primary for some time, whatever is published of the standby. */
    void takeHealthCheckOffFor(Duration time) {
        PublicName name = publicName();
        String healthCheck = name.healthCheckInUse();
        world.injected("somebody has taken the health check off the primary's record of %s".formatted(PublicName.NAME));
        name.answerWithPrimary(Optional.empty());
        world.after(time, () -> {
            world.injected("the health check is put back");
            name.answerWithPrimary(Optional.of(healthCheck));
        });
    }

    private void onceDone(String function, Runnable action) {
        world.journal().onFirst(JournalEvent.FunctionInvoked.class,
                called -> called.function().equals(function) && called.output().path("status").asText().equals("DONE"),
                _ -> world.after(Duration.ofMillis(1), action));
    }

    void exhaustStandbyCapacity() {
        exhaustCapacity(world.cloud().standby());
    }

    void exhaustPrimaryCapacity() {
        exhaustCapacity(world.cloud().primary());
    }

    void loseSubnetGroupOfPrimary() {
        world.injected("somebody deletes the DB subnet group in %s".formatted(world.cloud().primary().name()));
        world.cloud().primary().rds().groups().remove(SiteSetup.SUBNET_GROUP);
    }

    private void exhaustCapacity(RegionOfCloud region) {
        world.injected("%s has no capacity for tasks".formatted(region.name()));
        region.ecs().exhaustCapacity();
    }

    /** Takes away what the plan wants first, and perhaps its first alternatives; the last ones have capacity. */
    void exhaustFirstChoices(SplittableRandom random) {
        RegionOfCloud standby = world.cloud().standby();
        boolean isOneTaskLeft = random.nextBoolean();
        boolean isOtherClassGone = random.nextBoolean();
        Lack lack = Lack.values()[random.nextInt(Lack.values().length)];
        world.injected("%s has no capacity for tasks in %s%s, nor for %s in zone a%s".formatted(
                standby.name(), SiteSetup.SUBNET, isOneTaskLeft ? " and for one in " + SiteSetup.OTHER_SUBNET : "",
                SiteSetup.INSTANCE_CLASS, isOtherClassGone ? " and for " + SiteSetup.OTHER_INSTANCE_CLASS : ""));
        standby.ecs().supply().leave(0, SiteSetup.SUBNET);
        if (isOneTaskLeft) {
            standby.ecs().supply().leave(1, SiteSetup.OTHER_SUBNET);
        }
        standby.rds().capacity().exhaust(SiteSetup.INSTANCE_CLASS, standby.name() + "a", lack);
        if (isOtherClassGone) {
            standby.rds().capacity().exhaust(SiteSetup.OTHER_INSTANCE_CLASS, lack);
        }
    }

    void exhaustStandbyInstances(Lack lack) {
        world.injected("%s has no capacity for DB instances".formatted(world.cloud().standby().name()));
        world.cloud().standby().rds().capacity().exhaust(SiteSetup.INSTANCE_CLASS, lack);
        world.cloud().standby().rds().capacity().exhaust(SiteSetup.OTHER_INSTANCE_CLASS, lack);
    }

    /** Lets each instance that is restored at the standby stand still for its site's sake. */
    void spoilStandby(String groupOrKey, String status) {
        world.injected("what is restored with %s ends as %s".formatted(groupOrKey, status));
        world.cloud().standby().rds().capacity().endRestoresWith(groupOrKey, status);
    }

    /** Lets a person delete, some time after the outage, the instance that is being restored, as if nobody needed it. */
    void deleteRestoredInstanceAfter(Duration time) {
        world.after(time, () -> world.cloud().standby().rds().describeDBInstances(request -> { }).dbInstances().stream()
                .map(DBInstance::dbInstanceIdentifier)
                .filter(name -> name.startsWith(SiteSetup.DATABASE + "-"))
                .forEach(name -> {
                    world.injected("a person deletes %s, which is being restored".formatted(name));
                    world.cloud().standby().rds().describeAs(name, instance -> instance.deletionProtection(false));
                    world.cloud().standby().rds().deleteDBInstance(
                            request -> request.dbInstanceIdentifier(name).skipFinalSnapshot(true));
                }));
    }

    void corruptNewestRecoveryPoint() {
        String newest = CompleteCopies.in(world.cloud().standby(), Part.VISITS).max(CompleteCopies.BY_AGE)
                .orElseThrow(() -> new IllegalStateException("no recovery point is complete in " + world.cloud().standby().name()))
                .dbSnapshotIdentifier();
        world.injected("recovery point %s is damaged, which nobody sees".formatted(newest));
        world.cloud().standby().rds().corruptSnapshot(newest, "incompatible-restore");
    }

    /** Changes the plan, as an update of the stack does. */
    void changePlan(String from, String to) {
        String plan = world.cloud().standby().ssm().getParameter(request -> request.name(World.PLAN_PARAMETER))
                .parameter().value().replace("\": ", "\":");
        if (!plan.contains(from)) {
            throw new IllegalStateException("the plan does not say " + from);
        }
        world.injected("the plan says %s, no more %s".formatted(to, from));
        world.cloud().standby().ssm().putParameter(request -> request
                .name(World.PLAN_PARAMETER).type(ParameterType.STRING).tier(ParameterTier.INTELLIGENT_TIERING).overwrite(true).value(plan.replace(from, to)));
    }

    /** Lets a person approve what is asked, some time after each question. */
    void approveAfter(Duration thinking) {
        world.journal().listen(event -> {
            if (event instanceof JournalEvent.Notified told) {
                TOKEN.matcher(told.message()).results().findFirst().ifPresent(token -> world.after(thinking, () -> {
                    try {
                        world.cloud().stateMachines().sendTaskSuccess(token.group(1), JsonNodeFactory.instance.objectNode());
                        world.injected("a person approves");
                    } catch (TaskTimedOutException | TaskDoesNotExistException _) {
                        world.injected("a person approves what nobody waits for any more");
                    }
                }));
            }
        });
    }

    /** Throttles what a failover calls first, from its start on. */
    void throttleStartFor(Duration time) {
        String region = world.cloud().standby().name();
        List<String> services = List.of("ssm", "dynamodb");
        whenFailoverBegins(_ -> {
            world.injected("%s in %s take no calls".formatted(services, region));
            services.forEach(service -> world.cloud().context().faults().throttle(region, service, 1, new SplittableRandom(1)));
            world.after(time, () -> {
                world.injected("%s in %s take calls again".formatted(services, region));
                services.forEach(service -> world.cloud().context().faults().stopThrottling(region, service));
            });
        });
    }

    void muteAlarm(Duration time) {
        world.injected("people mute the alarm for %s".formatted(DurationInWords.of(time)));
        world.cloud().cloudWatch().mute(Deployment.PRIMARY_ALARM, world.now().plus(time));
    }

    /** Lets the stack be made anew, whose state table is empty and whose alarm finds what it looks at anew. */
    void renewStackAfter(Duration time) {
        world.after(time, () -> {
            world.injected(OneRecoveryAtATime.NEW_STACK);
            world.cloud().dynamo().addTable(World.STATE_TABLE, "application");
            world.after(Duration.ofMinutes(2), () -> deliverAlarm("ALARM"));
        });
    }

    private void whenFailoverBegins(Consumer<String> action) {
        world.expect();
        world.journal().onFirst(JournalEvent.ExecutionStarted.class, began -> began.machine().equals(World.FAILOVER), began -> {
            world.expected();
            action.accept(began.execution());
        });
    }

    /** Delivers an event of the primary's alarm, in the shape of the documented one. */
    void deliverAlarm(String state) {
        world.injected("the alarm says %s".formatted(state));
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0").put("id", "c4c1c1c9-6542-e61b-6ef0-8c4d36933a92")
                .put("detail-type", "CloudWatch Alarm State Change").put("source", "aws.cloudwatch")
                .put("account", Arns.ACCOUNT).put("time", world.now().toString()).put("region", world.cloud().standby().name());
        event.putArray("resources").add(Deployment.PRIMARY_ALARM_ARN);
        event.putObject("detail").put("alarmName", Deployment.PRIMARY_ALARM)
                .putObject("state").put("value", state).put("reason", "Threshold Crossed")
                .put("timestamp", world.now().toString());
        world.cloud().events().put(event);
    }

    /** Stops the first failover some time after it began, and later lets a person start it again with {@code {}}. */
    void interruptFailoverAfter(Duration running, Duration pause) {
        whenFailoverBegins(execution -> {
            world.after(running, () -> stop(execution));
            world.after(running.plus(pause), () -> startByHand());
        });
    }

    /** Lets a person move the application to the standby site for planned work. */
    void moveAway() {
        move(JsonNodeFactory.instance.objectNode().put("to", "STANDBY").put("reason", "planned work"));
    }

    /** Lets a person bring the application home with {@code {}}. */
    void moveHome() {
        move(JsonNodeFactory.instance.objectNode());
    }

    /** Lets a person bring it home, somebody stop that after a while, and a person start it again, later once more where that is refused. */
    void moveHomeInterrupted(Duration running, Duration pause) {
        String execution = move(JsonNodeFactory.instance.objectNode());
        world.after(running, () -> stop(execution));
        world.after(running.plus(pause), () -> {
            String again = move(JsonNodeFactory.instance.objectNode());
            world.after(Duration.ofMinutes(30), () -> {
                if (world.cloud().stateMachines().describe(again).output().filter(said -> said.path("outcome").asText().equals("REFUSED")).isPresent()) {
                    moveHome();
                }
            });
        });
    }

    /** Lets the primary Region go dark so long after the application has come home. */
    void darkenPrimaryAfterMoveHome(Duration time, Duration duration) {
        world.expect();
        world.journal().onFirst(JournalEvent.ExecutionEnded.class,
                ended -> ended.machine().equals(World.FAILBACK) && ended.output() != null
                        && ended.output().path("activeSite").asText().equals(SiteName.PRIMARY.name()),
                _ -> world.after(time, () -> {
                    world.expected();
                    world.strikes();
                    darkenPrimaryFor(duration);
                }));
    }

    /** Does something with the execution of the first move, some time after it began to fence the site that serves. */
    void afterFenceOfMove(Duration time, Consumer<String> action) {
        world.expect();
        world.journal().onFirst(JournalEvent.StateEntered.class,
                entered -> entered.machine().equals(World.FAILBACK) && entered.state().equals("FenceSites"),
                entered -> world.after(time, () -> {
                    world.expected();
                    action.accept(entered.execution());
                }));
    }

    /** Lets the last snapshot of the first move hold other data than it says, which neither RDS nor the page sees. */
    void damageLastSnapshotOfMove(BiConsumer<SimulatedRds, String> damage) {
        afterFenceOfMove(Duration.ofSeconds(1), _ -> world.journal().onFirst(JournalEvent.StateEntered.class,
                entered -> entered.machine().equals(World.FAILBACK) && entered.state().equals("WaitToBackUp"),
                _ -> world.after(Duration.ofMillis(1), () -> damageSnapshotsUntilRead(damage))));
    }

    /** A backup of the schedule may come between the fence and the move's own. */
    private void damageSnapshotsUntilRead(BiConsumer<SimulatedRds, String> damage) {
        boolean[] isRead = new boolean[1];
        world.journal().listen(event -> {
            isRead[0] |= event instanceof JournalEvent.ExecutionStarted began && began.machine().equals("RestoreTestStateMachine");
            if (!isRead[0] && event instanceof JournalEvent.ResourceCreated created && created.type().equals("AWS::RDS::DBSnapshot")
                    && created.region().equals(world.cloud().standby().name())) {
                world.injected("%s does not hold what the database held".formatted(created.id()));
                damage.accept(world.cloud().standby().rds(), created.id());
            }
        });
    }

    /**
     * Lets somebody's own program, which is no task of a service, keep a connection to the database that serves and write a row a
     * minute, from before the move on.
     */
    void writeByAProgramOfOnesOwn() {
        world.injected("a program that is no task writes to the database of the standby, a row a minute");
        String host = world.shape().host(world.cloud().standby(), Part.VISITS);
        VisitStore store = world.cloud().databases().at(host).connect(world.shape().password(world.cloud().standby(), Part.VISITS));
        writeByAProgram(store, host.substring(0, host.indexOf('.')), 240);
    }

    private void writeByAProgram(VisitStore store, String instance, int times) {
        if (times == 0) {
            store.close();
            return;
        }
        long row = world.cloud().nextVisit();
        store.add(row, world.now());
        world.journal().add(new JournalEvent.VisitCommitted(world.now(), row, world.cloud().standby().name(), instance));
        world.after(Duration.ofMinutes(1), () -> writeByAProgram(store, instance, times - 1));
    }

    /** Lets somebody stop the first activation of a move, some time after it began, and before it can have moved traffic. */
    void stopActivationOfMoveAfter(Duration time) {
        world.expect();
        world.journal().onFirst(JournalEvent.ExecutionStarted.class, Disasters::isActivationOfMove, began -> world.after(time, () -> {
            world.expected();
            stop(began.execution());
        }));
    }

    private static boolean isActivationOfMove(JournalEvent.ExecutionStarted began) {
        return began.machine().equals("ActivateStateMachine")
                && began.input().path("AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID").asText().contains(":pilot-light-failback:");
    }

    /** Whoever starts it has somebody at hand who approves. */
    private String move(JsonNode input) {
        if (!movesApproved) {
            movesApproved = true;
            approveAfter(Duration.ofMinutes(2));
        }
        world.injected("a person starts the move with " + input);
        return world.start(World.FAILBACK, input);
    }

    /** Lets a person read the list of what only the old primary has, so long after it was written, and say that it was seen to. */
    void seeToOldRowsAfter(Duration time) {
        world.expect();
        world.journal().onFirst(JournalEvent.ExecutionEnded.class,
                ended -> ended.machine().equals(World.RECONCILE) && ended.status().equals("SUCCEEDED"),
                ended -> world.after(time, () -> {
                    world.expected();
                    JsonNode input = JsonNodeFactory.instance.objectNode().set("acknowledge", ended.output().path("incident"));
                    world.injected("a person has read the list, and starts reconcile with " + input);
                    world.start(World.RECONCILE, input);
                }));
    }

    void stop(String execution) {
        world.injected("somebody stops it in the middle");
        world.cloud().stateMachines().stop(execution);
    }

    /** Lets a person start the failover with {@code {}}. */
    void startByHand() {
        startByHand(JsonNodeFactory.instance.objectNode());
    }

    private void startByHand(JsonNode input) {
        world.injected("a person starts the failover with " + input);
        world.start(World.FAILOVER, input);
    }
}
