package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a linter finds and is told to pass over has its reason beside it. */
class SuppressionsTest {

    private static final Pattern EXPLAINED = Pattern.compile("# checkov:skip=CKV2?_AWS_\\d+: [A-Z].{15,}\\.$");

    @ParameterizedTest
    @ValueSource(strings = {"template.yaml", SiteStack.FILE})
    void standWithTheirReasonInATemplate(String template) {
        List<String> suppressions = Repository.text(template).lines().filter(line -> line.contains("checkov:skip")).toList();

        assertThat(suppressions).isNotEmpty().allSatisfy(line -> assertThat(line).containsPattern(EXPLAINED));
        assertThat(Repository.text(template)).doesNotContain("cfn-lint:");
    }

    @Test
    void standWithTheirReasonWhereTheyAreOfWholeTemplates() {
        List<String> lines = Repository.text(".ci/checkov.yaml").lines().map(String::strip).toList();

        assertThat(lines).filteredOn(line -> line.startsWith("- CKV")).isNotEmpty()
                .allSatisfy(check -> assertThat(lines.get(lines.indexOf(check) - 1)).startsWith("# "));
    }
}
