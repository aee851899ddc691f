package io.pilotlight.simulator.scenario;

import io.pilotlight.simulator.cloud.rds.InstanceCapacity.Lack;
import io.pilotlight.simulator.cloud.rds.SimulatedRds;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/** What happens to the world in a run, and how the run should end. */
public enum Scenario {
    FAILBACK("failback", "The primary Region goes dark for an hour and a half; a day after the failover a person brings the "
            + "application home.", Outcome.MOVED, Life.TWO_DAYS) {
        @Override
        SitePasswords passwords(long seed) {
            return SitePasswords.SHARED;
        }

        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
            world.disasters().seeToOldRowsAfter(hours(2, 6, random));
            world.after(hours(22, 26, random), world.disasters()::moveHome);
        }
    },
    REGION_OUTAGE("region-outage", "The primary Region goes dark for an hour and a half.", Outcome.RECOVERED) {
        @Override
        SitePasswords passwords(long seed) {
            return SitePasswords.SHARED;
        }

        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
        }
    },
    TWO_OF_EACH("two-of-each",
            "The primary Region goes dark; the application has two databases, a page, and a worker without a load balancer.",
            Outcome.RECOVERED) {
        @Override
        ApplicationShape application() {
            return ApplicationShape.TWO_OF_EACH;
        }

        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
        }
    },
    SERVICE_CRASH("service-crash", "Every task at the primary dies again and again; its Region's APIs answer.",
            Outcome.RECOVERED) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().crashPrimaryTasks();
        }
    },
    DATABASE_LOSS("database-loss", "The primary's DB instance fails and is gone.", Outcome.RECOVERED) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().losePrimaryDatabase();
        }
    },
    GRAY_FAILURE("gray-failure", "The primary's page answers 200, but its database does not answer the page.",
            Outcome.RECOVERED) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().silencePrimaryDatabase();
        }
    },
    FALSE_ALARM("false-alarm", "The alarm fires although the primary is healthy.", Outcome.STOOD_DOWN) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().deliverAlarm("ALARM");
        }
    },
    FLAPPING_ALARM("flapping-alarm", "The primary's tasks die, and the alarm goes to ALARM and back again and again.",
            Outcome.RECOVERED) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().crashPrimaryTasks();
            for (int minute = 2; minute < 30; minute += 1 + random.nextInt(4)) {
                String state = random.nextBoolean() ? "ALARM" : "OK";
                world.after(Duration.ofMinutes(minute), () -> world.disasters().deliverAlarm(state));
            }
        }
    },
    ROUTE53_CONTROL_PLANE_OUTAGE("route53-control-plane-outage",
            "The primary Region goes dark, and Route 53 takes no changes meanwhile.", Outcome.RECOVERED) {
        @Override
        boolean movesTrafficByHealthCheck(long seed) {
            return true;
        }

        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().failRoute53ControlPlane();
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
        }
    },
    SWITCH_REFUSED("switch-refused", "The primary Region goes dark, and Route 53 takes no changes for three hours, by which traffic is moved.",
            Outcome.RECOVERED, Life.DAY) {
        @Override
        boolean movesTrafficByHealthCheck(long seed) {
            return false;
        }

        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().failRoute53ControlPlane();
            world.disasters().darkenPrimary();
            world.after(hours(2, 4, random), world.disasters()::restoreRoute53ControlPlane);
            world.after(Duration.ofHours(6), world.disasters()::relightPrimary);
        }
    },
    BACK_BEFORE_SWITCH("back-before-switch",
            "As in switch-refused, but the primary Region comes back long before Route 53 does, and nobody answers.",
            Outcome.STOOD_DOWN, Life.DAY) {
        @Override
        boolean movesTrafficByHealthCheck(long seed) {
            return false;
        }

        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().failRoute53ControlPlane();
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(random.nextInt(30, 80)));
            world.after(Duration.ofHours(4), world.disasters()::restoreRoute53ControlPlane);
        }
    },
    BACK_BEFORE_FENCE("back-before-fence",
            "The primary Region is dark for a few minutes and comes back while the standby is prepared; nobody answers.",
            Outcome.STOOD_DOWN) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().darkenPrimaryFor(Duration.ofSeconds(random.nextInt(5 * 60, 9 * 60)));
        }
    },
    DRAINING_TASKS("draining-tasks",
            "Nobody reaches the primary's load balancer; its tasks answer on open connections until they are stopped.",
            Outcome.RECOVERED) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().blockPrimaryLoadBalancer();
        }
    },
    SCHEDULED_SCALING("scheduled-scaling",
            "As in draining-tasks, and a scheduled action of auto scaling scales the service out later.", Outcome.RECOVERED) {
        @Override
        ApplicationShape application() {
            return ApplicationShape.ONE_OF_EACH;
        }

        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().blockPrimaryLoadBalancer();
            world.disasters().scaleOutPrimaryAfter(Duration.ofMinutes(random.nextInt(15, 60)));
        }
    },
    FLICKERING_API("flickering-api", "As in draining-tasks, and calls to the primary's ECS fail now and then.",
            Outcome.RECOVERED) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().blockPrimaryLoadBalancer();
            world.disasters().failPrimaryCallsNowAndThen(random);
        }
    },
    FLICKER("flicker",
            "The primary Region goes dark, answers for 50 seconds while the outage is confirmed, and stays dark for three hours.",
            Outcome.RECOVERED) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().darkenPrimary();
            world.disasters().flickerPrimaryAfter(Duration.ofSeconds(random.nextInt(90)), Duration.ofSeconds(50));
            world.after(Duration.ofHours(3), world.disasters()::relightPrimary);
        }
    },
    THROTTLED_START("throttled-start",
            "The primary Region goes dark for three hours, and the first ten minutes of the failover are throttled.",
            Outcome.RECOVERED) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().darkenPrimary();
            world.disasters().throttleStartFor(Duration.ofMinutes(10));
            world.after(Duration.ofHours(3), world.disasters()::relightPrimary);
        }
    },
    STANDBY_CUT_OFF("standby-cut-off",
            "The standby loses its way to the primary for two hours; visitors and everybody else have theirs.",
            Outcome.STOOD_DOWN) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().cutStandbyOff(Duration.ofHours(2));
        }
    },
    STANDBY_ISOLATED("standby-isolated", "The standby Region loses its way to everything else for two hours.",
            Outcome.STOOD_DOWN) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().isolateStandby(Duration.ofHours(2));
        }
    },
    PAGE_CHANGED("page-changed", "A release changes the page that is checked; the application works as before.",
            Outcome.STOOD_DOWN) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().changePage();
        }
    },
    PAGE_MOVED("page-moved", "A release moves the page that is checked, which answers 404 now, to the load balancer too; the "
            + "application works as before.", Outcome.STOOD_DOWN) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().movePage();
        }
    },
    PASSWORD_MISTAKEN("password-mistaken",
            "The primary Region goes dark, and the plan is wrong in that both sites share a password.", Outcome.RECOVERED) {
        @Override
        SitePasswords passwords(long seed) {
            return SitePasswords.SAID_TO_BE_SHARED;
        }

        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
        }
    },
    CORRUPT_RECOVERY_POINT("corrupt-recovery-point",
            "The primary Region goes dark, and the newest recovery point will not restore.", Outcome.RECOVERED) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().corruptNewestRecoveryPoint();
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
        }
    },
    NO_CAPACITY("no-capacity",
            "The primary Region goes dark, and the standby has capacity only for what the plan lists last.",
            Outcome.RECOVERED) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().exhaustFirstChoices(random);
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
        }
    },
    NO_CAPACITY_ANYWHERE("no-capacity-anywhere",
            "The primary Region goes dark, and the standby has no capacity for anything that the plan lists, if it does.",
            Outcome.FAILED) {
        @Override
        Alternatives alternatives(long seed) {
            return seed % 4 < 2 ? Alternatives.NONE : Alternatives.LISTED;
        }

        @Override
        void strike(World world, SplittableRandom random) {
            switch (random.nextInt(3)) {
                case 0 -> world.disasters().exhaustStandbyInstances(Lack.SEEN_LATER);
                case 1 -> world.disasters().exhaustStandbyInstances(Lack.REFUSED);
                default -> world.disasters().exhaustStandbyCapacity();
            }
            world.disasters().darkenPrimary();
        }
    },
    RESTORE_DELETED("restore-deleted",
            "The primary Region goes dark, and a person deletes the instance that is being restored.", Outcome.RECOVERED) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
            world.disasters().deleteRestoredInstanceAfter(Duration.ofSeconds(random.nextInt(180, 460)));
        }
    },
    STANDBY_SPOILT("standby-spoilt",
            "The primary Region goes dark, and what is restored stands still because of the standby's groups or key.",
            Outcome.FAILED) {
        @Override
        void strike(World world, SplittableRandom random) {
            String key = SiteSetup.keyArn(world.cloud().standby().name());
            switch (random.nextInt(5)) {
                case 0 -> world.disasters().spoilStandby(world.shape().parameterGroup(), "incompatible-parameters");
                case 1 -> world.disasters().spoilStandby(world.shape().optionGroup(), "incompatible-option-group");
                case 2 -> world.disasters().spoilStandby(SiteSetup.SUBNET_GROUP, "incompatible-network");
                case 3 -> world.disasters().spoilStandby(key, "inaccessible-encryption-credentials");
                default -> world.disasters().spoilStandby(world.shape().parameterGroup(), "storage-full");
            }
            world.disasters().darkenPrimary();
        }
    },
    STANDBY_UNSOUND("standby-unsound",
            "The primary Region goes dark, and the standby's tasks are healthy, but its application never passes its check.",
            Outcome.FAILED) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().silenceStandbyDatabaseOnceItsTasksAreHealthy();
            world.disasters().darkenPrimary();
        }
    },
    STANDBY_NEVER_HEALTHY("standby-never-healthy", "The primary Region goes dark, and no task of the standby ever gets healthy: its image is gone.",
            Outcome.FAILED) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().loseStandbyImage();
            world.disasters().darkenPrimary();
        }
    },
    WRONG_ANSWER("wrong-answer",
            "The primary Region goes dark, and the public name goes on answering with it, until a health check is put back.",
            Outcome.RECOVERED) {
        @Override
        boolean movesTrafficByHealthCheck(long seed) {
            return true;
        }

        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().takeHealthCheckOffFor(Duration.ofMinutes(random.nextInt(50, 120)));
            world.disasters().darkenPrimaryFor(Duration.ofHours(5));
        }
    },
    DUAL_STACK("dual-stack",
            "Somebody adds AAAA records; an hour later the primary Region goes dark, also for people who have IPv6 alone.",
            Outcome.RECOVERED) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().addAaaa();
            strikeAnHourLater(world, random);
        }
    },
    SIMPLE_RECORD("simple-record",
            "The stack moves traffic by a health check and was deployed beside a simple record, which nobody has changed yet.",
            Outcome.RECOVERED) {
        @Override
        boolean movesTrafficByHealthCheck(long seed) {
            return true;
        }

        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().makeSimple();
            strikeAnHourLater(world, random);
        }
    },
    UNATTACHED_HEALTH_CHECK("unattached-health-check",
            "Somebody takes the health check off, or disables it; an hour later the primary Region goes dark.",
            Outcome.RECOVERED) {
        @Override
        boolean movesTrafficByHealthCheck(long seed) {
            return true;
        }

        @Override
        void strike(World world, SplittableRandom random) {
            if (random.nextBoolean()) {
                world.disasters().takeHealthCheckOff();
            } else {
                world.disasters().disableHealthCheck();
            }
            strikeAnHourLater(world, random);
        }
    },
    RECORD_ALTERED("record-altered",
            "Somebody changes the public name's records; an hour later the primary Region goes dark.", Outcome.RECOVERED) {
        @Override
        void strike(World world, SplittableRandom random) {
            if (world.movesTrafficByHealthCheck() && random.nextBoolean()) {
                world.disasters().alterStandbyRecord();
            } else {
                world.disasters().makeWeighted();
            }
            strikeAnHourLater(world, random);
        }
    },
    INTERRUPTED("interrupted", "The primary Region goes dark, the failover is stopped in the middle and started again.",
            Outcome.RECOVERED) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
            world.disasters().interruptFailoverAfter(Duration.ofSeconds(random.nextInt(20, 900)), Duration.ofMinutes(2));
        }
    },
    MISTYPED_EXPECTATION("mistyped-expectation",
            "A change of the plan lets the check expect what the page never answers, and the alarm fires again and again.",
            Outcome.STOOD_DOWN) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().mistypeExpectation();
            for (int minute = 1 + random.nextInt(20); minute < 180; minute += 40 + random.nextInt(30)) {
                world.after(Duration.ofMinutes(minute), () -> world.disasters().deliverAlarm("ALARM"));
            }
        }
    },
    PLAN_CHANGED("plan-changed",
            "The plan's check is changed, minutes later the primary Region goes dark, and a person approves.",
            Outcome.RECOVERED) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().changePlan("\"timeout\":\"PT5S\"", "\"timeout\":\"PT4S\"");
            world.disasters().approveAfter(Duration.ofSeconds(random.nextInt(60, 20 * 60)));
            world.after(Duration.ofSeconds(random.nextInt(60, 6 * 60)), world.disasters()::darkenPrimary);
            world.after(Duration.ofHours(2), world.disasters()::relightPrimary);
        }
    },
    NEVER_REHEARSED("never-rehearsed",
            "The primary Region goes dark before a restore test of its database has ever passed, and nobody answers.",
            Outcome.STOOD_DOWN) {
        @Override
        boolean isRehearsed() {
            return false;
        }

        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
        }
    },
    MUTED("muted", "The primary Region goes dark for two hours, and people have muted the alarm.", Outcome.STOOD_DOWN) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().muteAlarm(Duration.ofHours(5));
            world.disasters().darkenPrimaryFor(Duration.ofHours(2));
        }
    },
    BACKUP_WEEK("backup-week", "A week of backups with a throttled hour, a failed copy and a lost schedule delivery, "
            + "then the primary Region goes dark at the worst moment.", Outcome.RECOVERED, Life.WEEK) {
        @Override
        void strike(World world, SplittableRandom random) {
            new WeekOfBackups(world, random).begin();
        }
    },
    SPLIT_BRAIN("split-brain", "The primary Region goes dark and comes back long after the failover; on connections that are still open "
            + "it takes writes before it can be fenced.", Outcome.RECOVERED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().useOpenConnections();
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(random.nextInt(60, 180)));
        }
    },
    RECONCILE_LARGE("reconcile-large", "The primary Region goes dark and comes back; the application's table is so large that its rows are "
            + "compared in minutes or not in time, or has no primary key.", Outcome.RECOVERED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            switch (random.nextInt(3)) {
                case 0 -> world.disasters().enlargeTables(4_000);
                case 1 -> world.disasters().enlargeTables(50_000);
                default -> world.disasters().takeKeysOff();
            }
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
        }
    },
    BACKUP_AFTER_FAILOVER("backup-after-failover",
            "The primary Region goes dark and comes back; from then on the standby is backed up to it.",
            Outcome.RECOVERED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
        }
    },
    FAILBACK_CUT("failback-cut", "The move home is stopped in the middle and started again.", Outcome.MOVED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
            Duration running = Duration.ofSeconds(random.nextInt(5, 2_700));
            world.after(hours(4, 6, random), () -> world.disasters().moveHomeInterrupted(running, Duration.ofSeconds(random.nextInt(10, 20 * 60))));
        }
    },
    FAILBACK_BROKEN("failback-broken", "The primary Region goes dark again, or takes no more of the application, or somebody stops the "
            + "activation, after the move home has fenced the standby.", Outcome.RECOVERED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
            Duration moment = Duration.ofSeconds(random.nextInt(1, 15 * 60));
            Duration time = hours(3, 5, random);
            switch (random.nextInt(3)) {
                case 0 -> world.disasters().afterFenceOfMove(moment, _ -> world.disasters().darkenPrimaryAgainFor(time));
                case 1 -> world.disasters().afterFenceOfMove(moment, _ -> world.disasters().exhaustPrimaryCapacity());
                default -> world.disasters().stopActivationOfMoveAfter(Duration.ofSeconds(random.nextInt(1, 8 * 60)));
            }
            world.after(hours(4, 6, random), world.disasters()::moveHome);
        }
    },
    FAILBACK_WRONG_DATA("failback-wrong-data", "The last snapshot of the move home has lost the application's table, which the page would make "
            + "anew, or its rows of the last hours.", Outcome.RECOVERED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
            if (random.nextBoolean()) {
                world.disasters().damageLastSnapshotOfMove(SimulatedRds::loseTable);
            } else {
                world.disasters().damageLastSnapshotOfMove((rds, snapshot) -> rds.loseVisits(snapshot, world.now().minus(Duration.ofHours(3))));
            }
            world.after(hours(4, 6, random), world.disasters()::moveHome);
        }
    },
    FAILBACK_FOREIGN_WRITER("failback-foreign-writer", "Somebody's own program stays connected to the standby's database and writes there, "
            + "also after the move home has fenced the standby's tasks.", Outcome.RECOVERED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
            Duration time = hours(4, 6, random);
            world.after(time, world.disasters()::writeByAProgramOfOnesOwn);
            world.after(time.plusMinutes(random.nextInt(1, 60)), world.disasters()::moveHome);
        }
    },
    FAILBACK_STOPPED("failback-stopped", "The move home is stopped after its fence, and nobody starts it again.",
            Outcome.RECOVERED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
            world.disasters().afterFenceOfMove(Duration.ofSeconds(random.nextInt(1, 15 * 60)), world.disasters()::stop);
            world.after(hours(4, 6, random), world.disasters()::moveHome);
        }
    },
    FAILBACK_REFUSED("failback-refused", "The move home is asked for while the failover runs, while the old site is dark and not fenced, and "
            + "while it lacks the database's subnet group.",
            Outcome.RECOVERED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().darkenPrimaryFor(hours(3, 5, random));
            world.after(Duration.ofMinutes(5), world.disasters()::moveHome);
            world.after(Duration.ofHours(1), world.disasters()::moveHome);
            world.after(Duration.ofHours(7), () -> {
                world.disasters().loseSubnetGroupOfPrimary();
                world.disasters().moveHome();
            });
        }
    },
    LEFT_REMOVED("left-removed", "The primary Region goes dark and comes back, a person brings the application home and acknowledges what "
            + "the old primary alone had, in half of all runs all that once more days later; a week after the first time what was left then is removed.",
            Outcome.MOVED, Life.WEEK) {
        @Override
        void strike(World world, SplittableRandom random) {
            thereAndHomeAgain(world, random);
            if (random.nextBoolean()) {
                world.after(Duration.ofDays(2).plus(hours(0, 24, random)), () -> thereAndHomeAgain(world, random));
            }
            world.after(Duration.ofDays(8).plusHours(12), () -> { });
        }
    },
    SWITCHOVER("switchover", "A person moves the application to the standby site for planned work, and home again.",
            Outcome.MOVED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().moveAway();
            world.after(hours(4, 6, random), world.disasters()::moveHome);
        }
    },
    DARK_AFTER_FAILBACK("dark-after-failback", "The primary Region goes dark minutes after the application has come home from the standby, "
            + "before a backup of it has landed.", Outcome.RECOVERED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().moveAway();
            world.after(hours(4, 6, random), world.disasters()::moveHome);
            world.disasters().darkenPrimaryAfterMoveHome(Duration.ofSeconds(random.nextInt(1, 10 * 60)), Duration.ofMinutes(90));
        }
    },
    DARK_AFTER_FAILOVER("dark-after-failover", "The primary Region goes dark, and stays so for most of a day after the failover.",
            Outcome.RECOVERED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().darkenPrimaryFor(hours(14, 18, random));
        }
    },
    OPEN_INCIDENT("open-incident", "The primary Region goes dark while the standby has no capacity, and comes back; nobody ends "
            + "the failover that has failed.", Outcome.FAILED, Life.DAY) {
        @Override
        Alternatives alternatives(long seed) {
            return Alternatives.NONE;
        }

        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().exhaustStandbyCapacity();
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
            world.after(Duration.ofHours(18), () -> { });
        }
    },
    NEW_STACK("new-stack", "The primary Region goes dark; hours later, while the standby is active, the stack is made anew.",
            Outcome.RECOVERED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
            world.disasters().renewStackAfter(Duration.ofHours(3).plusMinutes(random.nextInt(60)));
        }
    },
    RESTORED_ELSEWHERE("restored-elsewhere", "People restore the primary's database as an instance of another name, which "
            + "the plan does not know; fifteen hours later the primary Region goes dark.", Outcome.RECOVERED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            new RestoredElsewhere(world).begin();
            darkenPrimaryAfter(Duration.ofHours(15).plusMinutes(random.nextInt(60)), world);
        }
    },
    SLOW_SNAPSHOTS("slow-snapshots", "Each snapshot of the primary's database takes more than an hour; twenty hours later "
            + "the primary Region goes dark.", Outcome.RECOVERED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            new BackupFaults(world).slowSnapshots(Duration.ofMinutes(random.nextInt(65, 100)));
            darkenPrimaryAfter(Duration.ofHours(18).plusMinutes(random.nextInt(120)), world);
        }
    },
    QUOTA_FULL("quota-full", "Foreign snapshots use up the standby Region's quota for some hours.",
            Outcome.PROTECTED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            new BackupFaults(world).fillQuotaFor(hours(2, 4, random));
        }
    },
    SHARED_QUOTA("shared-quota", "Others hold most of what both Regions grant the account, and later all that is left of it; "
            + "twenty hours after that begins the primary Region goes dark.", Outcome.RECOVERED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            BackupFaults faults = new BackupFaults(world);
            faults.shareQuota(random.nextInt(78, 86));
            world.after(Duration.ofMinutes(random.nextInt(9 * 60, 16 * 60)), faults::takeWhatIsLeft);
            darkenPrimaryAfter(Duration.ofHours(18).plusMinutes(random.nextInt(120)), world);
        }
    },
    KEY_DISABLED("key-disabled", "Somebody disables the standby's key for some hours.", Outcome.PROTECTED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            new BackupFaults(world).disableKeyFor(hours(2, 4, random));
        }
    },
    STALE_SCHEDULE("stale-schedule", "The schedule of the backups delivers nothing for two hours.",
            Outcome.PROTECTED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            new BackupFaults(world).loseDeliveriesFor(Duration.ofHours(2));
        }
    },
    RESTORE_TEST_CRASH("restore-test-crash", "A person starts the restore test, and it is stopped somewhere in the middle.",
            Outcome.PROTECTED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            new BackupFaults(world).crashRestoreTestAfter(Duration.ofSeconds(random.nextInt(5, 9 * 60)));
        }
    },
    LOST_TABLES("lost-tables", "The newest recovery point has lost the application's table, which the page would make anew, "
            + "and a person starts the restore test.", Outcome.PROTECTED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            new BackupFaults(world).testRecoveryPointWithoutTable();
        }
    },
    LARGE_TABLES("large-tables", "The application's table is so large that it takes hours to read, and a person starts the "
            + "restore test.", Outcome.PROTECTED, Life.DAY) {
        @Override
        void strike(World world, SplittableRandom random) {
            new BackupFaults(world).testLargeTables();
        }
    };

    /** How a run can end. */
    public enum Outcome {
        /** The standby is active and serves. */
        RECOVERED,
        /** Nothing was touched, because nothing had to be. */
        STOOD_DOWN,
        /** A planned move was made, and the site that it ends at serves. */
        MOVED,
        /** The failover failed, and people were told. */
        FAILED,
        /** No failover was needed, and at the end the exposure is within the objective. */
        PROTECTED,
        /** No failover was made, and at the end more would be lost than the objective allows. */
        EXPOSED
    }

    private final String typedName;
    private final String description;
    private final Outcome expected;
    private final Life life;

    Scenario(String typedName, String description, Outcome expected) {
        this(typedName, description, expected, Life.SHORT);
    }

    Scenario(String typedName, String description, Outcome expected, Life life) {
        this.typedName = typedName;
        this.description = description;
        this.expected = expected;
        this.life = life;
    }

    /** Does to the world what this scenario is about; called at the moment of the outage. */
    abstract void strike(World world, SplittableRandom random);

    /** A person does meanwhile what the mail says, where there is one. */
    private static void strikeAnHourLater(World world, SplittableRandom random) {
        world.disasters().followAdviceOnRecordsAfter(Duration.ofSeconds(random.nextInt(60, 10 * 60)));
        world.after(Duration.ofSeconds(random.nextInt(50 * 60, 70 * 60)), () -> {
            world.strikes();
            world.disasters().darkenPrimary();
        });
        world.after(Duration.ofMinutes(70 + 90), world.disasters()::relightPrimary);
    }

    /** A failover, the move home hours later, and at last a word on the rows that the old primary alone had. */
    private static void thereAndHomeAgain(World world, SplittableRandom random) {
        world.disasters().darkenPrimaryFor(Duration.ofMinutes(90));
        world.disasters().seeToOldRowsAfter(hours(2, 12, random));
        world.after(hours(4, 6, random), world.disasters()::moveHome);
    }

    /** So long after what has struck, for an hour and a half. */
    private static void darkenPrimaryAfter(Duration delay, World world) {
        world.after(delay, () -> world.disasters().darkenPrimaryFor(Duration.ofMinutes(90)));
    }

    private static Duration hours(int least, int most, SplittableRandom random) {
        return Duration.ofMinutes(random.nextInt(least * 60, most * 60));
    }

    /** Tells which traffic mode the plan of a run has: odd seeds move it by health check, even ones by records. */
    boolean movesTrafficByHealthCheck(long seed) {
        return seed % 2 != 0;
    }

    /**
     * Tells whether some runs have calls that go wrong by chance too. Not where what strikes takes up the whole objective: a tick
     * that is lost to chance beside it breaks the promise of the exposure.
     */
    boolean failsCallsByChance() {
        return true;
    }

    /** Returns what the plan of a run lists for the case that AWS has no capacity. */
    Alternatives alternatives(long seed) {
        return Alternatives.LISTED;
    }

    /** Returns what the two sites' secrets hold: in the half of all runs the same. */
    SitePasswords passwords(long seed) {
        return seed % 4 < 2 ? SitePasswords.OWN : SitePasswords.SHARED;
    }

    /** Returns of what the application consists. */
    ApplicationShape application() {
        return ApplicationShape.AS_IT_IS;
    }

    /** Tells whether a restore test has passed before: a run plays in a stack that has run for days. */
    boolean isRehearsed() {
        return true;
    }

    /** Returns how long the world lives before and after. */
    Life life() {
        return life;
    }

    /** Returns the name as it is typed. */
    public String typedName() {
        return typedName;
    }

    /** Returns what happens, in one line. */
    public String description() {
        return description;
    }

    /** Returns how a run of it should end. */
    public Outcome expected() {
        return expected;
    }

    static Optional<Scenario> named(String typedName) {
        return Arrays.stream(values()).filter(scenario -> scenario.typedName.equals(typedName)).findFirst();
    }
}
