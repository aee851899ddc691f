package io.pilotlight.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pilotlight.simulator.database.InMemoryDatabaseEngine;
import io.pilotlight.simulator.journal.JournalEvent.Notified;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A parameter group made for the site's class asks for more memory than the restore test's db.t3.micro has: both are named in the mail. */
class SmallTestClassTest {

    @Test
    void saysThatTheTestsClassAndTheParameterGroupDoNotFit() {
        try (World world = new World(new RunRequest("case", 1, Optional.empty(), new InMemoryDatabaseEngine()),
                Stack.read(Path.of(System.getProperty("pilotlight.root", "..")), Deployment::physicalId), true)) {
            world.live(Duration.ofHours(3), Duration.ofMinutes(5));
            List<String> told = new ArrayList<>();
            world.journal().listen(event -> {
                if (event instanceof Notified notified && notified.subject().contains("critical finding")) {
                    told.add(notified.message());
                }
            });
            var rds = world.cloud().standby().rds();
            rds.describeDBSnapshotsPaginator(r -> r.snapshotType("manual")).dbSnapshots().stream()
                    .filter(snapshot -> "available".equals(snapshot.status()))
                    .forEach(snapshot -> rds.corruptSnapshot(snapshot.dbSnapshotIdentifier(), "incompatible-parameters"));
            world.start("VerifyBackupsStateMachine", JsonNodeFactory.instance.objectNode().put("restoreTest", true));
            world.cloud().context().timeline().runUntil(world.now().plus(Duration.ofMinutes(70)));

            assertThat(told).singleElement().asString().contains("db.t3.micro").contains(SiteSetup.PARAMETER_GROUP)
                    .doesNotContain("a failover would meet the same");
        }
    }
}
