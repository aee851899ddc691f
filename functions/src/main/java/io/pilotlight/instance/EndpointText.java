package io.pilotlight.instance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text in which the application finds its database: a host name, or one inside {@code host:port} or a connection URL.
 *
 * <p>A URL may hold a password, so nothing but a bare host name is ever told of it.
 */
public record EndpointText(String text) {

    private static final Pattern BARE_HOST = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+\\.?");
    private static final Pattern RDS_HOST =
            Pattern.compile("(?<!\\.proxy-[a-z0-9]{1,40}\\.[a-z0-9-]{1,30})\\.rds\\.amazonaws\\.com(\\.cn)?(?!\\.?[a-z0-9-])", Pattern.CASE_INSENSITIVE);

    /** What a host name alone does not hold. */
    private static final Pattern STRUCTURE = Pattern.compile("[:/@(,=;]");
    private static final String HOST = "[A-Za-z0-9.-]+";
    /** {@code host:port}, a URL, also one of JDBC, Go's {@code user@tcp(host:port)/}, and JDBC's {@code address=(host=...)}. */
    private static final List<Pattern> FORMS = Stream.of(
                    "(?<before>)%s(?<after>:\\d+)",
                    "(?<before>(jdbc:)?[a-z][a-z0-9+.:-]*://([^/?#,]*@)?)%s(?<after>(:\\d+)?(/[^@?;]*)?([?;].*)?)",
                    "(?<before>[^()]*@tcp\\()%s(?<after>(:\\d+)?\\).*)",
                    "(?<before>jdbc:[a-z:]+//address=(\\([a-z]+=[^()]*\\))*\\(host=)%s(?<after>\\)(\\([a-zA-Z]+=[^()]*\\))*([/?].*)?)")
            .map(form -> Pattern.compile(form.formatted(HOST), Pattern.CASE_INSENSITIVE))
            .toList();

    /** Returns the text where it is a host name and nothing else. */
    public Optional<String> bareHost() {
        return Optional.of(text).filter(host -> BARE_HOST.matcher(host).matches());
    }

    /** Tells whether this host stands in it, in any letters' case, and not merely as a part of another. */
    public boolean names(String host) {
        return Pattern.compile("(?<![a-z0-9.-])" + Pattern.quote(host.toLowerCase(Locale.ROOT)) + "(?!\\.?[a-z0-9-])")
                .matcher(text.toLowerCase(Locale.ROOT))
                .find();
    }

    /**
     * Returns the text with another host in the place of the one that it names, empty where it has a form in which that place
     * is not known. What is no structure, such as nothing or a word that waits for it, gives way to the host alone.
     */
    public Optional<String> withHost(String host) {
        if (STRUCTURE.matcher(text).find()) {
            return FORMS.stream().map(form -> form.matcher(text)).filter(Matcher::matches).findFirst()
                    .map(match -> match.group("before") + host + match.group("after"));
        }
        return Optional.of(host);
    }

    /** Tells whether the host of some DB instance, or of a cluster, stands in it; that of a proxy tells of no instance. */
    public boolean namesRds() {
        return RDS_HOST.matcher(text).find();
    }

    @Override
    public String toString() {
        return bareHost().orElse("a text that is no bare host name");
    }
}
