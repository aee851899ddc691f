package io.pilotlight.instance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTextTest {

    private static final String OLD = "db.abc.eu-central-1.rds.amazonaws.com";

    @ParameterizedTest
    @ValueSource(strings = {
        "%s", "%s:3306", "mysql://admin:hunter22@%s/visitors", "mysql+pymysql://admin:a@b:c@%s:3306/visitors?charset=utf8mb4",
        "jdbc:mysql://%s:3306/v?user=admin&password=hunter22", "jdbc:mysql:aws://%s/v", "mysql://%s",
        "jdbc:mysql://address=(host=%s)(port=3306)(password=hunter22)/visitors",
        "jdbc:mysql://address=(protocol=tcp)(host=%s)/visitors", "admin:hunter22@tcp(%s:3306)/visitors?parseTime=true",
        "mysql://db.user:hunter.22@%s/v"
    })
    void putsAnotherHostInThePlaceOfTheOldAndKeepsTheRest(String form) {
        EndpointText text = new EndpointText(form.formatted(OLD));
        assertThat(text.withHost("new.example.com")).contains(form.formatted("new.example.com"));
        assertThat(new EndpointText(form.formatted("db")).withHost("new.example.com")).contains(form.formatted("new.example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "pending", "to be written", "localhost", "old.example.com.", "10.0.0.7"})
    void letsWhatIsNoStructureGiveWayToTheHost(String text) {
        assertThat(new EndpointText(text).withHost("new.example.com")).contains("new.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "jdbc:mysql://a.example.com,b.example.com/visitors", "server=a.example.com;password=hunter22", "a.example.com,b.example.com",
        "host=a.example.com password=hunter22", "mysql://admin:hunt/er@a.example.com/v", "mysql://admin:22/hunter@a.example.com/v", "(host=a)", "arn:aws:rds:eu-west-1:1:db/x"
    })
    void doesNotGuessWhereTheHostIsAndQuotesNothing(String text) {
        assertThat(new EndpointText(text).withHost("new.example.com")).isEmpty();
        assertThat(new EndpointText(text).toString()).doesNotContain("hunt");
    }

    @Test
    void takesAProxyForNoInstance() {
        assertThat(new EndpointText("shop.proxy-abc123.eu-central-1.rds.amazonaws.com").namesRds()).isFalse();
        assertThat(new EndpointText("jdbc:mysql://shop.proxy-abc123.eu-central-1.rds.amazonaws.com:3306/v").namesRds()).isFalse();
        assertThat(new EndpointText("shop.cluster-abc123.eu-central-1.rds.amazonaws.com").namesRds()).isTrue();
        assertThat(new EndpointText(OLD).namesRds()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"db.internal.example.com, true", "db.internal.example.com:3306, false", "db, false"})
    void tellsOfABareHostAlone(String text, boolean told) {
        assertThat(new EndpointText(text).bareHost().isPresent()).isEqualTo(told);
    }
}
