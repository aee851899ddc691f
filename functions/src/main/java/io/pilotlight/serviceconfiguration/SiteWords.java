package io.pilotlight.serviceconfiguration;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of a text that belong to a site of a Region: an ARN, and whatever names the Region, or bears its short code
 * inside the name of an AWS endpoint, as ElastiCache's do ({@code euw1}); and an address of a private network, or the id of
 * an AWS resource, which is one of a site whatever it says. The rest of a text is the application's.
 */
final class SiteWords {

    /** A word ends where a text's own syntax begins: options, lists, JSON, YAML and shell. A URL is one word. */
    private static final Pattern WORD = Pattern.compile("[^\\s\"'`,;=<>()\\[\\]{}|]+");
    private static final Pattern ARN = Pattern.compile("(^|:)arn:");
    private static final Pattern AWS_ENDPOINT =
            Pattern.compile(".*\\.(?:amazonaws\\.com(?:\\.cn)?|api\\.aws|on\\.aws)\\.?(?:[:/?].*)?");

    /** A host of a private network, or a bucket's, alone or in a URL; of addresses those of RFC 1918 and 6598. */
    private static final Pattern PRIVATE_ADDRESS = Pattern.compile("s3[an]?://.+|([a-z][a-z0-9+.:-]*://)?([^@/]*@)?"
            + "(10\\.\\d+\\.\\d+\\.\\d+|172\\.(1[6-9]|2\\d|3[01])\\.\\d+\\.\\d+|192\\.168\\.\\d+\\.\\d+"
            + "|100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.\\d+\\.\\d+"
            + "|[A-Za-z0-9][A-Za-z0-9._-]*\\.(internal|local|lan|corp|intranet|private)|[a-z0-9][a-z0-9.-]*\\.s3\\.amazonaws\\.com)(:\\d+)?([/?].*)?");
    private static final Pattern RESOURCE_ID =
            Pattern.compile("(?<![A-Za-z0-9-])(acl|ami|eipalloc|eni|fs|fsap|i|igw|lb|lt|nat|pcx|pl|rtb|sg|snap|subnet|tgw|vol|vpc|vpce)-[0-9a-f]{8,17}(?![0-9a-z])");

    /** Such as {@code fd00:10::5}, the private addresses of IPv6 (RFC 4193); a URL's brackets end a word. */
    private static final Pattern UNIQUE_LOCAL_ADDRESS = Pattern.compile("f[cd][0-9a-f]{2}:[0-9a-f:]+(/\\d+)?", Pattern.CASE_INSENSITIVE);

    private final Pattern ofRegion;
    private final Pattern shortCode;
    private final Pattern zone;

    SiteWords(String region) {
        this.ofRegion = Pattern.compile(
                "(?<![A-Za-z0-9])" + region.replace("-", "([-_])") + "(?![0-9])", Pattern.CASE_INSENSITIVE);
        this.shortCode = Pattern.compile("(?<![A-Za-z0-9])" + shortCode(region) + "(?![A-Za-z0-9])");
        this.zone = Pattern.compile("(?<![A-Za-z0-9])" + shortCode(region) + "-az\\d(?![A-Za-z0-9])");
    }

    /** Shortens {@code ap-southeast-2} to {@code apse2}: directions to their first letters. */
    private static String shortCode(String region) {
        return Stream.of(region.split("-"))
                .map(part -> part.replace("gov", "g").replace("north", "n").replace("south", "s").replace("east", "e").replace("west", "w")
                        .replace("central", "c"))
                .collect(Collectors.joining());
    }

    /** Tells whether a word names the Region itself, in any case and with hyphens or underscores, or one of its zones by its id. */
    boolean namesRegion(String word) {
        return ofRegion.matcher(word).find() || zone.matcher(word).find()
                || AWS_ENDPOINT.matcher(word).matches() && shortCode.matcher(word).find();
    }

    /** Tells whether a word is a site's: it names the Region, or it is an ARN, a private address, or the id of an AWS resource. */
    boolean isOfSite(String word) {
        return ARN.matcher(word).find() || namesRegion(word)
                || PRIVATE_ADDRESS.matcher(word).matches() || UNIQUE_LOCAL_ADDRESS.matcher(word).matches()
                || isResourceId(word);
    }

    /** Tells whether a word has the id of an AWS resource, as those of subnets and groups, of which lists keep no order. */
    static boolean isResourceId(String word) {
        return RESOURCE_ID.matcher(word).find();
    }

    /** Returns a text with a sign in the place of each word that belongs to one of the sites. */
    static String without(String text, SiteWords... sites) {
        return WORD.matcher(text).replaceAll(match -> Matcher.quoteReplacement(
                Stream.of(sites).anyMatch(site -> site.isOfSite(match.group())) ? "\0" : match.group()));
    }

    /** Returns the words of a text that belong to one of the sites, in their order. */
    static List<String> in(String text, SiteWords... sites) {
        return WORD.matcher(text).results()
                .map(MatchResult::group)
                .filter(word -> Stream.of(sites).anyMatch(site -> site.isOfSite(word)))
                .toList();
    }

    /** Returns a text with each of the site's words replaced. */
    String replace(String text, Function<String, String> replacement) {
        return WORD.matcher(text).replaceAll(match -> Matcher.quoteReplacement(
                isOfSite(match.group()) ? replacement.apply(match.group()) : match.group()));
    }

    /** Returns a word of this Region as it would be in another one, if nothing but the Region differed. */
    String in(String word, String otherRegion) {
        String named = ofRegion.matcher(word).replaceAll(match -> as(match, otherRegion));
        return AWS_ENDPOINT.matcher(word).matches()
                ? shortCode.matcher(named).replaceAll(shortCode(otherRegion)) : named;
    }

    /** Writes a Region as a text writes this one: such as {@code EU_WEST_1}. */
    private static String as(MatchResult written, String region) {
        String other = region.replace("-", written.group(1));
        return written.group().equals(written.group().toUpperCase(Locale.ROOT)) ? other.toUpperCase(Locale.ROOT) : other;
    }
}
