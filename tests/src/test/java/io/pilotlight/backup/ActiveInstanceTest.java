package io.pilotlight.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.instance.EndpointText;
import io.pilotlight.instance.RegionInstances;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Endpoint;
import software.amazon.awssdk.services.rds.model.Tag;

/** Which instance is taken for the one that the application writes to, and that no password is told with it. */
class ActiveInstanceTest {

    private static final String HOST = ".abc.eu-central-1.rds.amazonaws.com";
    private static final DBInstance TEST = instance("visitor-db-test-20260111t043000-110415");

    @Test
    void takesTheApplicationsInstanceBesideATests() {
        DBInstance restored = instance("visitor-db-20260110t120000-101115");

        assertThat(of("visitor-db", "", TEST, instance("visitor-db")))
                .isEqualTo(new ActiveInstance.Found("visitor-db"));
        assertThat(of("visitor-db", "", TEST, restored))
                .isEqualTo(new ActiveInstance.Found("visitor-db-20260110t120000-101115"));
        assertThat(of("visitor-db", "visitor-db-20260110t120000-101115" + HOST, TEST, restored))
                .isEqualTo(new ActiveInstance.Found("visitor-db-20260110t120000-101115"));
    }

    @Test
    void takesNoneWhereThereIsATestsAlone() {
        assertThat(of("visitor-db", "", TEST)).isInstanceOf(ActiveInstance.Unknown.class);
        assertThat(of("visitor-db", "visitor-db" + HOST, TEST))
                .isInstanceOf(ActiveInstance.Unknown.class);
    }

    /** A person has published it: its snapshots would still not be of the application's database. */
    @Test
    void takesNoneWhereTheEndpointIsATests() {
        DBInstance marked = TEST.toBuilder()
                .tagList(Tag.builder().key("pilot-light:restore-test").value("arn:execution").build()).build();

        assertThat(of("visitor-db", marked.endpoint().address(), instance("visitor-db"), marked))
                .isEqualTo(new ActiveInstance.Unknown("the endpoint that the application reads is that of "
                        + "visitor-db-test-20260111t043000-110415, which a restore test removes again"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "%s", "%s.", "%s:3306", "mysql://admin:hunter22@%s/visitors", "jdbc:mysql://%s:3306/v?user=admin&password=hunter22",
        "jdbc:mysql://address=(host=%s)(port=3306)(password=hunter22)/visitors", "admin:hunter22@tcp(%s:3306)/visitors"
    })
    void findsTheInstanceInEachFormOfEndpoint(String form) {
        DBInstance restored = instance("visitor-db-20260110t120000-101115");

        assertThat(of("visitor-db", form.formatted(restored.endpoint().address()), instance("visitor-db"), restored))
                .isEqualTo(new ActiveInstance.Found("visitor-db-20260110t120000-101115"));
        assertThat(of("visitor-db", form.formatted("gone" + HOST), instance("visitor-db")).toString())
                .startsWith("Unknown").doesNotContain("hunter22");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db.internal.example.com", "shop.proxy-abc.eu-central-1.rds.amazonaws.com",
        "mysql://admin:hunter22@shop.proxy-abc.eu-central-1.rds.amazonaws.com:3306/v"})
    void findsByItsNameTheInstanceBehindACnameOrAProxy(String endpoint) {
        assertThat(of("visitor-db", endpoint, TEST, instance("visitor-db"))).isEqualTo(new ActiveInstance.Found("visitor-db"));
        assertThat(of("visitor-db", endpoint, instance("visitor-db"), instance("visitor-db-20260110t120000-101115")).toString())
                .contains("may all be it").doesNotContain("hunter22");
    }

    @Test
    void takesNoInstanceWhoseEndpointIsOnlyAPartOfAnother() {
        assertThat(of("db", "my-db" + HOST, instance("db"))).isInstanceOf(ActiveInstance.Unknown.class);
        assertThat(of("db", "db" + HOST + ".cn", instance("db"))).isInstanceOf(ActiveInstance.Unknown.class);
    }

    @Test
    void takesNoneOfSeveralThatOneUrlNames() {
        assertThat(of("a", "jdbc:mysql://a%1$s,b%1$s/visitors".formatted(HOST), instance("a"), instance("b")))
                .isEqualTo(new ActiveInstance.Unknown("the endpoint that the application reads names several DB instances: a, b"));
    }

    private static ActiveInstance of(String base, String endpoint, DBInstance... instances) {
        return ActiveInstance.of(base, new EndpointText(endpoint), new RegionInstances(List.of(instances)));
    }

    private static DBInstance instance(String name) {
        return DBInstance.builder().dbInstanceIdentifier(name).dbInstanceStatus("available")
                .endpoint(Endpoint.builder().address(name + HOST).build()).build();
    }
}
