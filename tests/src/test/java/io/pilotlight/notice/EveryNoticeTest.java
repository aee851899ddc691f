package io.pilotlight.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.plan.SiteName;
import io.pilotlight.simulator.promise.Advice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What holds of every notice, whatever its facts are and whatever is recorded when it is worded. */
class EveryNoticeTest {

    private static final String AWAY = "{\"to\": \"STANDBY\", \"reason\": \"...\"}";
    private static final int MOST_BYTES = 256 * 1024;
    private static final String PAGE =
            "\nhttps://eu-central-1.console.aws.amazon.com/states/home?region=eu-central-1#/v2/executions/details/" + Settings.ARN;
    private static final Facts LONGEST = new Facts("the API said: no ".repeat(200), "n".repeat(255), 30);
    private static final Facts SHORTEST = new Facts("no", "n", 1);

    @Test
    void areAllOfTheTypesThatThereAre() {
        assertThat(LONGEST.notices()).extracting(Object::getClass)
                .containsAll(Set.of(Notice.class.getPermittedSubclasses()));
    }

    /** One property, because each try words every notice in every setting. */
    @Property(tries = 15)
    void areSuchAsSnsTakesThemAndFitAPhonesScreenTwiceAndNameTheRegionAndThePageWhateverTheFactsAre(
            @ForAll("texts") String text, @ForAll("texts") String name, @ForAll @IntRange(min = 1, max = 30) int count) {
        mails(new Facts(text, name + "n", count)).forEach(mail -> {
            assertThat(mail.subject()).matches("[!-~][ -~]{0,99}");
            assertThat(mail.body()).hasSizeLessThan(MOST_BYTES / 4);
            assertThat(new String(mail.body().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .as("holds whole characters alone").isEqualTo(mail.body());
            assertThat(Phone.screens(mail.body())).as(mail.body()).isLessThanOrEqualTo(2);
            assertThat(Advice.commandsWithoutRegion(mail.body())).isEmpty();
            assertThat(mail.body()).endsWith(PAGE);
        });
    }

    @Test
    void fitAPhonesScreenTwiceWhereEverythingIsAsLongAsItCanBe() {
        mails(LONGEST).forEach(mail -> assertThat(Phone.screens(mail.body())).as(mail.body()).isLessThanOrEqualTo(2));
    }

    @Test
    void nameTheStartCommandWhereSomethingFailed() {
        for (Setting setting : Settings.all()) {
            LONGEST.notices().stream()
                    .filter(notice -> notice instanceof FailoverFailed || notice instanceof BackupFailed
                            || notice instanceof VerificationFailed || notice instanceof FindingsFound || notice instanceof OldSiteNotFenced
                            || notice instanceof SwitchNotProven || notice instanceof MoveFailed)
                    .forEach(notice -> assertThat(Mail.of("visitor-counter", notice, setting).body().lines())
                            .contains(Settings.START.replace("{}", startedWith(notice))));
        }
    }

    private static String startedWith(Notice notice) {
        return switch (notice) {
            case SwitchNotProven(SiteName target, boolean planned, _, _, _, _, _) when planned && target == SiteName.STANDBY -> AWAY;
            case MoveFailed(SiteName target, _, _, _, _, _, _, _, _, _) when target == SiteName.STANDBY -> AWAY;
            default -> "{}";
        };
    }

    @Test
    void sayWhatIsActiveOrThatItIsNotKnown() {
        for (Setting setting : Settings.all()) {
            LONGEST.notices().forEach(notice -> assertThat(Mail.of("visitor-counter", notice, setting).body())
                    .contains(setting.recorded().isPresent() ? "Active now, as recorded: the " : "Which site is active could not be read."));
        }
    }

    @Property(tries = 15)
    void adviseAgainstNothingThatIsRecordedAsActive(@ForAll("texts") String text) {
        for (Setting setting : Settings.all()) {
            for (SiteName active : possible(setting)) {
                Advice.Serving serving = new Advice.Serving(active.name().toLowerCase(Locale.ROOT),
                        active == SiteName.PRIMARY ? "eu-west-1" : "eu-central-1", Set.of("visitor-db"));
                new Facts(text, "web", 2).notices().stream()
                        .filter(notice -> !(notice instanceof FindingsFound))
                        .forEach(notice -> assertThat(Advice.against(Mail.of("visitor-counter", notice, setting).body(), serving))
                                .as("%s with %s", notice, setting.recorded()).isEmpty());
            }
        }
    }

    @Test
    void adviseToDeleteNothingOfTheIncidentWhileTheStandbyMayServeFromIt() {
        Advice.Serving serving = new Advice.Serving("standby", "eu-central-1", Set.of("visitor-db-%s-164500".formatted(Settings.INCIDENT)));
        for (Setting setting : List.of(Settings.standbyActive(), Settings.unknown(), Settings.anotherAtWork(SiteName.PRIMARY))) {
            SHORTEST.notices().forEach(notice ->
                    assertThat(Advice.against(Mail.of("visitor-counter", notice, setting).body(), serving)).isEmpty());
        }
    }

    /** Written for whoever changes the words: read them as a person who is called at night. */
    @Test
    void canBeReadInTheirLongestAndShortestForms() throws IOException {
        List<String> pages = new ArrayList<>();
        for (Facts facts : List.of(SHORTEST, LONGEST)) {
            for (Setting setting : List.of(Settings.primaryActive(), Settings.standbyActive(), Settings.unknown())) {
                facts.notices().forEach(notice -> {
                    Mail mail = Mail.of("visitor-counter", notice, setting);
                    pages.add("%.1f screens\n%s\n\n%s".formatted(Phone.screens(mail.body()), mail.subject(), mail.body()));
                });
            }
        }
        Path file = Files.createDirectories(Path.of("target")).resolve("notices.txt");
        Files.writeString(file, String.join("\n\n" + "-".repeat(42) + "\n", pages));

        assertThat(file).isNotEmptyFile();
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> hostile = Arbitraries.of("\"", "\\", "\n", "\r\n", "\t", "{% $boom() %}", "${Boom}", "$1", "'", "`", "null",
                "{", "}", "[]", "%s", "%n", "\uD83D\uDE00", "\uD800", "\u0000", "\u2028", "\u202E", "\u00e4", "\u65e5\u672c", "<b>", ".",
                "TASK_TOKEN", "{\"errorMessage\":\"", " ", "a", "https://example.com");
        return hostile.list().ofMinSize(0).ofMaxSize(150).map(parts -> String.join("", parts));
    }

    private static Stream<Mail> mails(Facts facts) {
        return Settings.all().stream().flatMap(setting ->
                facts.notices().stream().map(notice -> Mail.of("visitor-counter", notice, setting)));
    }

    /** What may be active where it is not known. */
    private static List<SiteName> possible(Setting setting) {
        return setting.recorded().map(state -> List.of(state.activeSite())).orElse(List.of(SiteName.values()));
    }
}
