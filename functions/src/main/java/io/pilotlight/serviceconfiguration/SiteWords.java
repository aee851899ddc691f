package io.pilotlight.serviceconfiguration;

import java.util.List;
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
    private static final Pattern AWS_ENDPOINT =
            Pattern.compile(".*\\.(?:amazonaws\\.com(?:\\.cn)?|api\\.aws|on\\.aws)\\.?(?:[:/?].*)?");

    /** A host of a private network, or a bucket's, alone or in a URL. */
    private static final Pattern PRIVATE_ADDRESS = Pattern.compile("([a-z][a-z0-9+.:-]*://)?([^@/]*@)?"
            + "(10\\.\\d+\\.\\d+\\.\\d+|172\\.(1[6-9]|2\\d|3[01])\\.\\d+\\.\\d+|192\\.168\\.\\d+\\.\\d+"
            + "|[A-Za-z0-9][A-Za-z0-9._-]*\\.(internal|local|lan|corp|intranet|private)|[a-z0-9][a-z0-9.-]*\\.s3\\.amazonaws\\.com)(:\\d+)?([/?].*)?");
    private static final Pattern RESOURCE_ID =
            Pattern.compile("(?<![A-Za-z0-9-])(acl|eni|fs|fsap|i|igw|lb|nat|rtb|sg|subnet|tgw|vol|vpc|vpce)-[0-9a-f]{8,17}(?![0-9a-z])");

    private final Pattern ofRegion;
    private final Pattern shortCode;

    SiteWords(String region) {
        this.ofRegion = Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(region) + "(?![0-9])");
        this.shortCode = Pattern.compile("(?<![A-Za-z0-9])" + shortCode(region) + "(?![A-Za-z0-9])");
    }

    /** Shortens {@code ap-southeast-2} to {@code apse2}: directions to their first letters. */
    private static String shortCode(String region) {
        return Stream.of(region.split("-"))
                .map(part -> part.replace("north", "n").replace("south", "s").replace("east", "e").replace("west", "w")
                        .replace("central", "c"))
                .collect(Collectors.joining());
    }

    /** Tells whether a word names the Region itself. */
    boolean namesRegion(String word) {
        return ofRegion.matcher(word).find()
                || AWS_ENDPOINT.matcher(word).matches() && shortCode.matcher(word).find();
    }

    /** Tells whether a word is a site's: it names the Region, or it is an ARN, a private address, or the id of an AWS resource. */
    boolean isOfSite(String word) {
        return word.startsWith("arn:") || namesRegion(word)
                || PRIVATE_ADDRESS.matcher(word).matches() || RESOURCE_ID.matcher(word).find();
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
        String named = ofRegion.matcher(word).replaceAll(otherRegion);
        return AWS_ENDPOINT.matcher(word).matches()
                ? shortCode.matcher(named).replaceAll(shortCode(otherRegion)) : named;
    }
}
