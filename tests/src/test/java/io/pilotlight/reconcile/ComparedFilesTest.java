package io.pilotlight.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparedFilesTest {

    @ParameterizedTest
    @CsvSource({"visitors, visitors", "Visits_2026, Visits_2026", "a b, a-20b", "a-20b, a-2d20b", "a/b, a-2fb", ".., -2e-2e", "äu, -c3-a4u", "表, -e8-a1-a8"})
    void givesATableAFolderThatCanBeRead(String table, String folder) {
        assertThat(ComparedFiles.folder(table)).isEqualTo(folder);
    }

    @Test
    void givesNoTwoTablesOne() {
        List<String> tables = List.of("a b", "a_b", "a-b", "a.b", "a/b", "a--b", "a-20b", "a-2db", "a\u00a0b", "A b", "ab");

        assertThat(tables.stream().map(ComparedFiles::folder)).doesNotHaveDuplicates().allMatch(folder -> folder.matches("[A-Za-z0-9_-]+"));
    }
}
