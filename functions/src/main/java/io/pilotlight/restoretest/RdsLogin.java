package io.pilotlight.restoretest;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.plan.DatabaseAuthentication;
import io.pilotlight.secret.JsonSecret;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.mariadb.jdbc.Driver;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsUtilities;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Logs on to a restored RDS instance, over TLS alone and only to a server that proves with Amazon RDS's certificates to
 * be that instance.
 *
 * <p>With {@code IAM} the password is a token that is signed here, without a call, and is good for 15 minutes; RDS's
 * plugin takes it as it is ({@code mysql_clear_password}), and no other way of logging on is then agreed to. With
 * {@code SECRET} it makes the call {@code secretsmanager:GetSecretValue}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html">IAM database
 *     authentication</a>
 */
public final class RdsLogin implements RestoredDatabases {

    private static final Duration LOG_ON = Duration.ofSeconds(20);

    private final AwsCredentialsProvider credentials;
    private final Regional<SecretsManagerClient> secrets;
    private final Clock clock;
    private final String authorities;

    /** For Lambda. */
    public RdsLogin() {
        this(DefaultCredentialsProvider.builder().build(), AwsClients.regional(SecretsManagerClient::builder),
                Clock.systemUTC(), rootCertificates());
    }

    /** @param authorities the URL of a PEM file with the certificates that are trusted */
    RdsLogin(
            AwsCredentialsProvider credentials,
            Regional<SecretsManagerClient> secrets,
            Clock clock,
            String authorities) {
        this.credentials = credentials;
        this.secrets = secrets;
        this.clock = clock;
        this.authorities = authorities;
    }

    /** Returns the URL of Amazon RDS's own. */
    static String rootCertificates() {
        return Objects.requireNonNull(RdsLogin.class.getResource("rds-root-certificates.pem")).toString();
    }

    @Override
    public RestoredDatabase open(DatabaseLogin login, Duration limit) {
        return new JdbcRestoredDatabase(connect(login, password(login)), clock, limit);
    }

    private String password(DatabaseLogin login) {
        return switch (login.authentication()) {
            case IAM ->
                RdsUtilities.builder()
                        .region(Region.of(login.region()))
                        .credentialsProvider(credentials)
                        .build()
                        .generateAuthenticationToken(request -> request.hostname(login.endpoint())
                                .port(login.port())
                                .username(login.username()));
            case SECRET ->
                JsonSecret.read(secrets.in(login.region()), login.secretId()).text(login.passwordField());
        };
    }

    private Connection connect(DatabaseLogin login, String password) {
        Properties options = options(login.authentication());
        options.setProperty("user", login.username());
        options.setProperty("password", password);
        try {
            return new Driver().connect("jdbc:mariadb://%s:%d/".formatted(login.endpoint(), login.port()), options);
        } catch (SQLException failure) {
            throw new RestoredDatabaseUnavailableException(
                    "%s:%d did not let %s in (%s). Nothing was changed. %s".formatted(login.endpoint(), login.port(),
                            login.username(), SqlFailure.facts(failure), remedy(login, failure)));
        }
    }

    /** Where the database itself says no, the statements that make the account are told; they fit what a finding shows. */
    static String remedy(DatabaseLogin login, SQLException failure) {
        if (!SqlFailure.deniesAccess(failure)) {
            return "It may be starting still; if it stays so, look at the way there";
        }
        String name = "'%s'".formatted(login.username());
        return ("Run on the application's database: CREATE USER %1$s IDENTIFIED %2$s; ALTER USER %1$s REQUIRE SSL; "
                + "GRANT SELECT ON %3$s.* TO %1$s;%4$s").formatted(name,
                        login.authentication() == DatabaseAuthentication.IAM
                                ? "WITH AWSAuthenticationPlugin AS 'RDS'" : "BY 'the secret''s password'",
                        JdbcRestoredDatabase.quoted(login.schema()),
                        login.authentication() == DatabaseAuthentication.IAM
                                ? " error 1524 there means that its IAM authentication is off" : "");
    }

    private Properties options(DatabaseAuthentication authentication) {
        Properties options = new Properties();
        options.setProperty("sslMode", "verify-full");
        options.setProperty("tlsSocketType", StrictTls.TYPE);
        options.setProperty("serverSslCert", authorities);
        options.setProperty("restrictedAuth", switch (authentication) {
            case IAM -> "mysql_clear_password";
            case SECRET -> "caching_sha2_password,mysql_native_password";
        });
        options.setProperty("permitRedirect", "false");
        options.setProperty("allowLocalInfile", "false");
        options.setProperty("connectTimeout", Long.toString(LOG_ON.toMillis()));
        options.setProperty("socketTimeout", Long.toString(LOG_ON.toMillis()));
        return options;
    }
}
