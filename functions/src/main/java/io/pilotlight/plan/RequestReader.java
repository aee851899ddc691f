package io.pilotlight.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.Blank;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells apart the inputs that a failover accepts, strictly where a person wrote them, and by the documented fields
 * where EventBridge did: AWS may add fields to an event at any time.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html">Alarm
 *     events and EventBridge</a>
 */
final class RequestReader {

    private static final String ALARM_DETAIL_TYPE = "CloudWatch Alarm State Change";
    private static final Set<String> PERSON_FIELDS = Set.of("force", "reason", "recoveryPoint");
    private static final Pattern SNAPSHOT = Pattern.compile("(?=.{1,255}$)[A-Za-z](-?[A-Za-z0-9])*");

    private static final DateTimeFormatter MUTE_TIME =
            new DateTimeFormatterBuilder().append(DateTimeFormatter.ISO_LOCAL_DATE_TIME).appendPattern("[XXX][XX]").toFormatter(Locale.ROOT);

    private RequestReader() {}

    /** @throws InvalidInputException where the input is none of the accepted ones */
    static Request read(JsonNode input) {
        if (input.has("again")) {
            return again(input);
        }
        return input.has("detail-type") || input.has("detail") ? alarm(input) : person(input);
    }

    /** As {@code StartAgainFunction} asks for it. */
    private static Request again(JsonNode input) {
        RequestFields fields = RequestFields.of(input, Set.of("again"), InvalidInputException.BY_FAILOVER);
        return new Request.FromAlarm("", fields.text("again").orElseThrow(
                () -> new InvalidInputException("again needs the words that say why")), true);
    }

    /** @throws InvalidInputException where the input is none that a planned move accepts */
    static Request.Move move(JsonNode input) {
        RequestFields fields = RequestFields.of(input, Set.of("to", "force", "reason", "again"), InvalidInputException.BY_MOVE);
        SiteName to = fields.text("to").map(RequestReader::site).orElse(SiteName.PRIMARY);
        Optional<String> again = fields.text("again");
        if (again.isPresent()) {
            return new Request.Move(to, false, again.get(), true);
        }
        Optional<String> reason = fields.text("reason");
        if (to == SiteName.STANDBY && reason.isEmpty()) {
            throw new InvalidInputException("a move to the standby needs a reason, which the report will quote", InvalidInputException.BY_MOVE);
        }
        boolean force = fields.flag("force");
        if (force && reason.isEmpty()) {
            throw new InvalidInputException("force needs a reason, which the report will quote", InvalidInputException.BY_MOVE);
        }
        return new Request.Move(to, force, reason.map("A person started it: "::concat).orElse("A person started it."), false);
    }

    private static SiteName site(String name) {
        return Arrays.stream(SiteName.values()).filter(site -> site.name().equals(name)).findFirst().orElseThrow(
                () -> new InvalidInputException("to is '%s', neither PRIMARY nor STANDBY".formatted(name), InvalidInputException.BY_MOVE));
    }

    private static Request person(JsonNode input) {
        RequestFields fields = RequestFields.of(input, PERSON_FIELDS, InvalidInputException.BY_FAILOVER);
        boolean force = fields.flag("force");
        Optional<String> reason = fields.text("reason");
        if (force && reason.isEmpty()) {
            throw new InvalidInputException("force needs a reason, which the report will quote");
        }
        Optional<String> recoveryPoint = fields.text("recoveryPoint");
        recoveryPoint.filter(SNAPSHOT.asMatchPredicate().negate()).ifPresent(name -> {
            throw new InvalidInputException(
                    "recoveryPoint '%s' is no name of a DB snapshot, such as visitor-db-20261122t164500".formatted(name));
        });
        String who = recoveryPoint.map("A person started it, from recovery point "::concat).orElse("A person started it");
        // RDS keeps names in small letters.
        return new Request.FromPerson(force, recoveryPoint.orElse("").toLowerCase(Locale.ROOT),
                reason.map(why -> "%s: %s".formatted(who, why)).orElse(who + "."));
    }

    private static Request alarm(JsonNode event) {
        if (!event.path("source").asText().equals("aws.cloudwatch")
                || !event.path("detail-type").asText().equals(ALARM_DETAIL_TYPE)) {
            throw new InvalidInputException("it is an event, but of source '%s' and type '%s'".formatted(
                    event.path("source").asText(), event.path("detail-type").asText()));
        }
        String alarm = required(event, "alarmName");
        String why = event.at("/detail/state/reason").asText("no reason given");
        String state = event.at("/detail/state/value").asText();
        return switch (state) {
            case "ALARM" ->
                silenced(event.path("detail"))
                        .<Request>map(how ->
                                new Request.Silenced("Alarm %s is in ALARM, but %s: %s".formatted(alarm, how, why), muteEnd(event)))
                        .orElseGet(() -> new Request.FromAlarm(alarm, "Alarm %s is in ALARM: %s".formatted(alarm, why), false));
            case "OK" -> new Request.NotAsked("Alarm %s is OK, which asks for no failover: %s".formatted(alarm, why));
            case "INSUFFICIENT_DATA" ->
                new Request.NotAsked(
                        "Alarm %s does not know (INSUFFICIENT_DATA), and what is unknown fails nothing over: %s"
                                .formatted(alarm, why));
            default ->
                throw new InvalidInputException(
                        "detail.state.value is '%s', none of ALARM, OK, INSUFFICIENT_DATA".formatted(state));
        };
    }

    /**
     * Says how people have silenced the alarm, if they have: CloudWatch sends the event of a silenced alarm all the
     * same, and only its fields tell.
     */
    private static Optional<String> silenced(JsonNode detail) {
        JsonNode suppressedBy = detail.at("/state/actionsSuppressedBy");
        if (isThere(suppressedBy)) {
            String suppressor = detail.at("/configuration/actionsSuppressor").asText("another alarm");
            String how = switch (suppressedBy.asText()) {
                case "Alarm" -> suppressor;
                case "WaitPeriod" -> "the wait period of " + suppressor;
                case "ExtensionPeriod" -> "the extension period of " + suppressor;
                default -> suppressedBy.asText();
            };
            return Optional.of(
                    "its actions are suppressed by %s; CloudWatch sends another event when the suppression ends"
                            .formatted(how));
        }
        JsonNode mute = detail.path("muteDetail");
        return isThere(mute)
                ? Optional.of("it is muted by %s until %s"
                        .formatted(
                                mute.path("mutedByArn").asText("a mute rule"),
                                mute.path("muteWindowEnd").asText("an unknown time")))
                : Optional.empty();
    }

    /** CloudWatch writes the zone without a colon. */
    private static Optional<Instant> muteEnd(JsonNode event) {
        String end = event.at("/detail/muteDetail/muteWindowEnd").asText();
        try {
            return Optional.of(OffsetDateTime.parse(end, MUTE_TIME).toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static boolean isThere(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    private static String required(JsonNode event, String field) {
        JsonNode value = event.path("detail").path(field);
        if (!value.isTextual() || Blank.is(value.textValue())) {
            throw new InvalidInputException("it is an alarm event without detail." + field);
        }
        return value.textValue();
    }
}
