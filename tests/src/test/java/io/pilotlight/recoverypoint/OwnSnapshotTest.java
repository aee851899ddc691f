package io.pilotlight.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.aws.RdsTags;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

class OwnSnapshotTest {

    private static final Instant AT = Instant.parse("2026-07-01T10:00:00Z");

    @Test
    void isReadByItsTagsAndItsName() {
        assertThat(OwnSnapshot.of("shop", snapshot("shop", "main"))).get().extracting(OwnSnapshot::tags)
                .isEqualTo(new SnapshotTags("shop", "main", AT));
    }

    /** Whoever wrote that, it must not fail the listing of all the others. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0", "\u200b"})
    void isNobodysWhereATagShowsNothing(String tag) {
        assertThat(OwnSnapshot.of(tag, snapshot(tag, "main"))).isEmpty();
        assertThat(OwnSnapshot.of("shop", snapshot("shop", tag))).isEmpty();
    }

    private static DBSnapshot snapshot(String application, String database) {
        return DBSnapshot.builder()
                .dbSnapshotIdentifier(SnapshotName.of("shop-db", AT).value())
                .tagList(List.of(
                        RdsTags.tag("pilot-light:application", application),
                        RdsTags.tag("pilot-light:database", database),
                        RdsTags.tag("pilot-light:scheduled-at", AT.toString())))
                .build();
    }
}
