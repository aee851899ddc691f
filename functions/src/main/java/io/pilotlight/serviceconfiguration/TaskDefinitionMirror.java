package io.pilotlight.serviceconfiguration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.pilotlight.plan.StandbyValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes of the active site's task definition the equivalent one of the idle site: what is the application's comes from the
 * active site, what is the site's (roles, secrets, log groups, file systems, the words of a text that name a Region or are
 * an ARN) from the idle site's own definition, and images from its registry, under the same tag or digest.
 *
 * <p>What is the site's and has no counterpart is named by its path, and is neither dropped nor guessed; so is what has
 * changed at the active site since it was last mirrored, where nobody can know what it should be at the idle one, and a
 * variable that people gave another value there. For such fields a plan says once what the standby's value is. Elements
 * of lists meet their counterparts by name; in a list without names, those that are a site's meet what they would be in the
 * idle Region, then the one that is left, and in their order only where they are as they were mirrored.
 */
final class TaskDefinitionMirror {

    /** The fields that hold what belongs to a site, even where no Region stands in their value. */
    private static final Set<String> OF_THE_SITE = Set.of("taskRoleArn", "executionRoleArn", "valueFrom",
            "credentialsParameter", "fileSystemId", "accessPointId", "awslogs-group", "log_group_name", "delivery_stream", "stream");

    /** Where sites have values of their own: variables, and what logs, labels and volumes are told. */
    private static final Pattern MAY_BE_OF_THE_SITE =
            Pattern.compile("]\\.environment\\[[^\\]]*]\\.value$|]\\.(logConfiguration\\.options|firelensConfiguration\\.options|dockerLabels)\\.|^volumes\\[.*]\\.");
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern KMS_KEY = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Set<String> OF_ANY_SITE = Set.of("awslogs-stream-prefix", "awslogs-datetime-format", "awslogs-multiline-pattern",
            "awslogs-create-group", "mode", "max-buffer-size", "transitEncryption", "iam");

    /** The variables and options that name the Region in which a task itself runs. */
    private static final Set<String> OWN_REGION = Set.of("AWS_REGION", "AWS_DEFAULT_REGION", "awslogs-region");

    /** What ECS says of a definition, and does not take. */
    private static final Set<String> OF_ECS = Set.of("taskDefinitionArn", "revision", "status", "requiresAttributes",
            "compatibilities", "registeredAt", "deregisteredAt", "registeredBy", "deleteRequestedAt");

    /**
     * The definition that the idle site should have.
     *
     * @param definition as ECS takes it, of the idle site's own family
     * @param unmapped the paths of the fields that have no counterpart at the idle site, or none that is known to be right
     * @param shared the paths of the fields that name the active site's Region at both sites
     * @param unused the paths for which the plan has a value, and which the definition does not have
     */
    record Mirrored(ObjectNode definition, List<String> unmapped, List<String> shared, List<String> unused) {}

    /**
     * A text in a definition.
     *
     * @param path where it stands, such as {@code containerDefinitions[web].image}
     * @param field the field that it is the value of
     * @param name the name of the element whose {@code value} it is, else the field
     * @param madeWhereMissing whether what it names is made in the Region where it is not there
     */
    private record Place(String path, String field, String name, boolean madeWhereMissing) {

        static final Place ROOT = new Place("", "", "", false);

        Place field(String of, JsonNode object) {
            boolean made = of.equals("awslogs-group") && object.path("awslogs-create-group").asText().equals("true")
                    || of.equals("log_group_name") && object.path("auto_create_group").asText().equals("true");
            return new Place(path.isEmpty() ? of : path + "." + of, of, of.equals("value") ? name : of, made);
        }

        Place element(String of) {
            return new Place("%s[%s]".formatted(path, of), field, of, false);
        }

        boolean isOfTheSite() {
            return OF_THE_SITE.contains(field);
        }

        /** A bucket or a key stands in one Region: one that the idle site has never had may be the active site's own. */
        boolean isNewResource(String value, Beside beside) {
            String upper = name.toUpperCase(Locale.ROOT);
            return !beside.hasText() && (upper.contains("BUCKET") && BUCKET.matcher(value).matches()
                    || upper.contains("KMS") && KMS_KEY.matcher(value).matches());
        }

        /** Tells whether a text there may be a site's own, whatever it says. */
        boolean mayBeOfTheSite() {
            return MAY_BE_OF_THE_SITE.matcher(path).find() && !OF_ANY_SITE.contains(field);
        }
    }

    /**
     * What the plan says of a task definition's fields.
     *
     * @param values of the standby site, by the path of each
     * @param atStandby whether it is that site's definition that is made; at the primary site what stands in a field stays
     * @param asks whether what people may have given the idle site of its own is named; else it is taken for an old release
     */
    record Given(Map<String, String> values, boolean atStandby, boolean asks) {

        static final Given NOTHING = new Given(Map.of(), true, true);

        static Given of(List<StandbyValue> values, boolean atStandby) {
            return new Given(values.stream().collect(Collectors.toMap(StandbyValue::field, StandbyValue::value)), atStandby, true);
        }

        Given withoutAsking() {
            return new Given(values, atStandby, false);
        }
    }

    /** A variable, an option or a sidecar that the idle site alone has is its own, or one of an old release. */
    private void addWhatIsTheIdleSitesAlone(JsonNode containers, JsonNode idle) {
        Set<String> common = names(idle);
        common.retainAll(names(containers));
        for (JsonNode container : containers) {
            Place place = Place.ROOT.field("containerDefinitions", containers).element(container.path("name").asText());
            JsonNode beside = Beside.elementOf(idle, container.path("name").asText());
            addOwn((ObjectNode) container, beside, "environment", "value");
            addOwn((ObjectNode) container, beside, "secrets", "valueFrom");
            addOwnFields(place.path() + ".dockerLabels", container.path("dockerLabels"), beside.path("dockerLabels"));
            if (container.at("/logConfiguration/logDriver").equals(beside.at("/logConfiguration/logDriver"))) {
                addOwnFields(place.path() + ".logConfiguration.options",
                        container.at("/logConfiguration/options"), beside.at("/logConfiguration/options"));
            }
            if (beside.path("environmentFiles").size() > container.path("environmentFiles").size()) {
                askForOwn(place.path() + ".environmentFiles");
            }
        }
        // Where none is common, what the idle site has is a placeholder, or all were renamed.
        if (!common.isEmpty()) {
            names(idle).stream().filter(name -> !common.contains(name)).forEach(name ->
                    askForOwn("containerDefinitions[%s]".formatted(name)));
        }
    }

    private static Set<String> names(JsonNode elements) {
        return elements.valueStream().map(element -> element.path("name").asText()).collect(Collectors.toCollection(TreeSet::new));
    }

    private void askForOwn(String path) {
        if (given.asks() && !isBeforeKnown) {
            unmapped.add(path);
        }
    }

    /** A secret takes the place of a variable of its name, because ECS takes no two. */
    private void addOwn(ObjectNode container, JsonNode beside, String list, String field) {
        String begin = "containerDefinitions[%s].%s[".formatted(container.path("name").asText(), list);
        String end = "]." + field;
        Set<String> names = names(beside.path(list));
        given.values().keySet().stream()
                .filter(path -> path.startsWith(begin) && path.endsWith(end))
                .forEach(path -> names.add(path.substring(begin.length(), path.length() - end.length())));
        names.removeAll(names(container.path(list)));
        if (list.equals("environment")) {
            names.removeAll(names(container.path("secrets")));
        }
        for (String name : names) {
            String path = begin + name + end;
            Optional<String> own = own(path, Beside.elementOf(beside.path(list), name).path(field));
            own.ifPresent(value -> {
                if (list.equals("secrets") && container.path("environment") instanceof ArrayNode variables) {
                    variables.removeIf(variable -> variable.path("name").asText().equals(name));
                }
                container.withArray(list).addObject().put("name", name).put(field, value);
            });
        }
    }

    private void addOwnFields(String path, JsonNode options, JsonNode beside) {
        beside.propertyStream()
                .filter(option -> !options.has(option.getKey()) && !OF_ANY_SITE.contains(option.getKey()))
                .forEach(option -> own(path + "." + option.getKey(), option.getValue()).ifPresent(value ->
                        ((ObjectNode) options).put(option.getKey(), value)));
    }

    /** Returns what the plan says of a text that the idle site alone has; empty where the release does without it. */
    private Optional<String> own(String path, JsonNode idle) {
        if (!given.values().containsKey(path)) {
            askForOwn(path);
            return Optional.empty();
        }
        used.add(path);
        return given.atStandby() ? Optional.of(given.values().get(path)) : Optional.ofNullable(idle.textValue());
    }

    /** The same place of the idle site's definition, and of the active site's as it was mirrored last. */
    private record Beside(JsonNode idle, JsonNode before) {

        static final Beside NOTHING = new Beside(MissingNode.getInstance(), MissingNode.getInstance());

        Beside field(String of) {
            return new Beside(idle.path(of), before.path(of));
        }

        Beside named(String name) {
            return new Beside(elementOf(idle, name), elementOf(before, name));
        }

        /** Tells whether the idle site has a text there that is of use to it. */
        boolean hasText() {
            return idle.isTextual() && !idle.textValue().isBlank();
        }

        private static JsonNode elementOf(JsonNode elements, String name) {
            return elements.valueStream()
                    .filter(element -> name(element).equals(name))
                    .findFirst()
                    .orElse(MissingNode.getInstance());
        }
    }

    /** What becomes of a text. */
    @FunctionalInterface
    private interface Rule {
        String of(Place place, String active, Beside beside);
    }

    private final String activeRegion;
    private final String idleRegion;
    private final String account;
    private final SiteWords activeWords;
    private final SiteWords idleWords;
    private final Given given;
    private final boolean isBeforeKnown;
    private final Set<String> used = new HashSet<>();
    private final Counterparts counterparts = new Counterparts();
    private final Set<String> idleRegistries = new HashSet<>();
    private final List<String> unmapped = new ArrayList<>();
    private final List<String> shared = new ArrayList<>();

    private TaskDefinitionMirror(String activeRegion, String idleRegion, String account, Given given, boolean isBeforeKnown) {
        this.given = given;
        this.isBeforeKnown = isBeforeKnown;
        this.activeRegion = activeRegion;
        this.idleRegion = idleRegion;
        this.account = account;
        this.activeWords = new SiteWords(activeRegion);
        this.idleWords = new SiteWords(idleRegion);
    }

    /** Makes no call; of what the idle site's definition was made is not known. */
    static Mirrored of(ObjectNode active, ObjectNode idle, String activeRegion, String idleRegion, Given given) {
        return of(active, Optional.empty(), idle, activeRegion, idleRegion, given);
    }

    /**
     * Makes no call.
     *
     * @param before the active site's definition of which the idle site's was made; empty where it is not known
     */
    static Mirrored of(
            ObjectNode active, Optional<ObjectNode> before, ObjectNode idle, String activeRegion, String idleRegion, Given given) {
        TaskDefinitionMirror mirror = new TaskDefinitionMirror(
                activeRegion, idleRegion, account(active), given, before.isPresent());
        ObjectNode own = comparable(active);
        Beside beside = new Beside(comparable(idle), before.map(TaskDefinitionMirror::comparable).orElse(own));
        mirror.walk(Place.ROOT, own, beside, mirror::learn);
        ObjectNode wanted = (ObjectNode) mirror.walk(Place.ROOT, own, beside, mirror::map);
        wanted.set("family", idle.path("family"));
        mirror.addWhatIsTheIdleSitesAlone(wanted.path("containerDefinitions"), beside.idle().path("containerDefinitions"));
        return new Mirrored(wanted, List.copyOf(mirror.unmapped), List.copyOf(mirror.shared),
                given.values().keySet().stream().filter(field -> !mirror.used.contains(field)).sorted().toList());
    }

    /** Returns the account in which a definition is registered; empty where it does not say. */
    static String account(ObjectNode definition) {
        return definition.path("taskDefinitionArn").asText().replaceFirst("^arn:[^:]*:ecs:[^:]*:(\\d*):.*", "$1");
    }

    /** Returns a definition without what ECS adds to it, so that two can be compared. */
    static ObjectNode comparable(ObjectNode definition) {
        return definition.deepCopy().without(OF_ECS);
    }

    private JsonNode walk(Place place, JsonNode active, Beside beside, Rule rule) {
        if (active.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            active.properties().forEach(entry -> object.set(entry.getKey(), walk(
                    place.field(entry.getKey(), active), entry.getValue(), beside.field(entry.getKey()), rule)));
            return object;
        }
        if (active.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            Iterator<Beside> bySite = ofTheSite(place, active, beside).iterator();
            for (int index = 0; index < active.size(); index++) {
                JsonNode element = active.path(index);
                String name = name(element);
                if (!name.isEmpty()) {
                    array.add(walk(place.element(name), element, beside.named(name), rule));
                } else {
                    array.add(walk(place.element(Integer.toString(index)), element,
                            isOfTheSite(place, element, activeWords) ? bySite.next() : Beside.NOTHING, rule));
                }
            }
            return array;
        }
        return active.isTextual() ? TextNode.valueOf(rule.of(place, active.textValue(), beside)) : active;
    }

    /** Returns what an element is found by: its name, or of an extra host, the host's. */
    private static String name(JsonNode element) {
        return element.path("name").asText(element.path("hostname").asText());
    }

    /** Returns what stands beside each of a list's unnamed elements that are a site's: as many must be so at both. */
    private List<Beside> ofTheSite(Place place, JsonNode active, Beside beside) {
        List<JsonNode> own = unnamed(place, active, activeWords);
        List<JsonNode> idle = unnamed(place, beside.idle(), idleWords, activeWords);
        List<JsonNode> before = unnamed(place, beside.before(), activeWords);
        List<Optional<JsonNode>> pairs = pairs(own, idle, before);
        List<Beside> found = new ArrayList<>();
        for (int index = 0; index < own.size(); index++) {
            found.add(new Beside(
                    pairs.get(index).orElse(MissingNode.getInstance()),
                    before.size() == own.size() ? before.get(index) : MissingNode.getInstance()));
        }
        return found;
    }

    /**
     * Returns what of the idle site belongs to each of the active one's: what it would be in that Region, wherever it stands,
     * else the one that is left. Where more are left, their order says something only if they are as they were mirrored, or
     * are ids, which have none.
     */
    private <T> List<Optional<T>> pairs(List<T> own, List<T> idle, List<T> before) {
        if (own.size() != idle.size()) {
            return Collections.nCopies(own.size(), Optional.empty());
        }
        if (isBeforeKnown && before.equals(own)) {
            return idle.stream().map(Optional::of).toList();
        }
        List<T> left = new ArrayList<>(idle);
        List<Optional<T>> pairs = new ArrayList<>();
        for (T one : own) {
            String there = activeWords.in(one.toString(), idleRegion);
            Optional<T> found = left.stream().filter(other -> other.toString().equals(there)).findFirst()
                    .or(() -> left.contains(one) ? Optional.of(one) : Optional.empty());
            found.ifPresent(left::remove);
            pairs.add(found);
        }
        boolean inOrder = left.size() == 1 || left.stream().allMatch(other -> SiteWords.isResourceId(other.toString()));
        Iterator<T> rest = left.iterator();
        return pairs.stream().map(pair -> pair.isPresent() || !inOrder ? pair : Optional.of(rest.next())).toList();
    }

    private static List<JsonNode> unnamed(Place place, JsonNode elements, SiteWords... sites) {
        return elements.valueStream()
                .filter(element -> name(element).isEmpty() && isOfTheSite(place, element, sites))
                .toList();
    }

    private static boolean isOfTheSite(Place place, JsonNode node, SiteWords... sites) {
        return node.isTextual()
                ? place.isOfTheSite() || !SiteWords.in(node.textValue(), sites).isEmpty()
                : node.isContainerNode() && node.propertyStream().anyMatch(entry ->
                        isOfTheSite(place.field(entry.getKey(), node), entry.getValue(), sites));
    }

    private String learn(Place place, String active, Beside beside) {
        if (place.field().equals("image")) {
            EcrImage.parse(beside.idle().asText()).filter(image -> image.region().equals(idleRegion))
                    .ifPresent(image -> idleRegistries.add(image.account()));
        } else if (beside.hasText() && place.isOfTheSite()) {
            counterparts.learn(SecretReference.parse(active).place(),
                    SecretReference.parse(beside.idle().textValue()).place());
        } else if (beside.hasText()) {
            List<String> own = SiteWords.in(active, activeWords);
            List<Optional<String>> theirs = wordsBeside(active, own, beside);
            for (int index = 0; index < own.size(); index++) {
                String word = own.get(index);
                theirs.get(index).ifPresent(idle -> counterparts.learn(word, idle));
            }
        }
        return active;
    }

    private String map(Place place, String active, Beside beside) {
        if (place.path().equals("family")) {
            return active;
        }
        if (given.values().containsKey(place.path())) {
            return given(place, active, beside);
        }
        if (place.field().equals("image")) {
            return image(place, active, beside);
        }
        if (active.equals(activeRegion) && OWN_REGION.contains(place.name())) {
            return idleRegion;
        }
        return place.isOfTheSite() && !active.isBlank() ? ofTheSite(place, active, beside) : words(place, active, beside);
    }

    private String given(Place place, String active, Beside beside) {
        used.add(place.path());
        if (given.atStandby()) {
            return given.values().get(place.path());
        }
        return beside.hasText() ? beside.idle().textValue() : unmapped(place, active);
    }

    /** A registry of another account, such as AWS's own, may have another one in each Region. */
    private String image(Place place, String active, Beside beside) {
        Optional<EcrImage> parsed = EcrImage.parse(active);
        if (parsed.isEmpty()) {
            String host = host(active);
            return words(place, host, new Beside(hostOf(beside.idle()), hostOf(beside.before())))
                    + active.substring(host.length());
        }
        EcrImage image = parsed.get();
        Optional<EcrImage> idle = EcrImage.parse(beside.idle().asText())
                .filter(other -> other.repository().equals(image.repository()) && !other.region().equals(activeRegion));
        if (idle.isPresent()) {
            return image.inRegistryOf(idle.get()).toString();
        }
        if (!image.region().equals(activeRegion)) {
            return active;
        }
        if (account.isEmpty() || image.account().equals(account) || idleRegistries.contains(image.account())) {
            return image.in(idleRegion).toString();
        }
        return unmapped(place, active);
    }

    private static String host(String image) {
        return image.substring(0, Math.max(0, image.indexOf('/')));
    }

    private static JsonNode hostOf(JsonNode image) {
        return image.isTextual() ? TextNode.valueOf(host(image.textValue())) : image;
    }

    private String ofTheSite(Place place, String active, Beside beside) {
        SecretReference own = SecretReference.parse(active);
        if (beside.hasText() && !activeWords.namesRegion(beside.idle().textValue())) {
            SecretReference idle = SecretReference.parse(beside.idle().textValue());
            if (isUnchanged(active, beside)) {
                return beside.idle().textValue();
            }
            boolean unchanged = own.place().equals(SecretReference.parse(beside.before().asText()).place());
            boolean known = unchanged || idle.place().equals(activeWords.in(own.place(), idleRegion));
            return known && own.isOfTheKindOf(idle) && (!own.namesAVersion() || own.part().equals(idle.part()))
                    ? idle.place() + own.part() : unmapped(place, active);
        }
        return counterparts.of(own.place())
                .filter(known -> !activeWords.namesRegion(known) && !own.namesAVersion())
                .map(known -> known + own.part())
                .orElseGet(() -> place.madeWhereMissing() ? active : unmapped(place, active));
    }

    /** The words of the site come from the idle one, the others from the active one. */
    private String words(Place place, String active, Beside beside) {
        List<String> own = SiteWords.in(active, activeWords);
        if (given.asks() && place.mayBeOfTheSite() && beside.hasText() && !own.equals(List.of(active)) && !isOfTheRelease(active, beside)) {
            return unmapped(place, active);
        }
        if (own.isEmpty()) {
            return place.isNewResource(active, beside) ? unmapped(place, active) : active;
        }
        if (beside.idle().asText().equals(active)) {
            if (own.stream().anyMatch(activeWords::namesRegion)) {
                shared.add(place.path());
            }
            return active;
        }
        List<Optional<String>> theirs = wordsBeside(active, own, beside);
        List<String> earlier = SiteWords.in(beside.before().asText(), activeWords);
        List<String> chosen = new ArrayList<>();
        for (int index = 0; index < own.size(); index++) {
            String word = own.get(index);
            Optional<String> idle = theirs.get(index).isPresent()
                    ? theirs.get(index).filter(there -> isCounterpart(word, there, earlier)) : withoutCounterpart(word);
            if (idle.isEmpty()) {
                return isUnchanged(active, beside) ? beside.idle().textValue() : unmapped(place, active);
            }
            chosen.add(idle.get());
        }
        Iterator<String> inOrder = chosen.iterator();
        return activeWords.replace(active, _ -> inOrder.next());
    }

    /**
     * Tells whether what differs beside the site's words is a release: both sites have the same, or had the same when the idle
     * one was mirrored last. Where people made what stands there, it may be the idle site's own.
     */
    private boolean isOfTheRelease(String active, Beside beside) {
        String idle = rest(beside.idle().textValue());
        return idle.equals(rest(active)) || isBeforeKnown && idle.equals(rest(beside.before().asText()));
    }

    private String rest(String text) {
        return SiteWords.without(text, idleWords, activeWords);
    }

    /** A text that is one word has one word beside it, even where that names no Region. */
    private List<Optional<String>> wordsBeside(String active, List<String> own, Beside beside) {
        String idle = beside.hasText() ? beside.idle().textValue() : "";
        List<String> theirs = SiteWords.in(idle, idleWords, activeWords);
        boolean isOneWord = theirs.isEmpty() && beside.hasText() && own.equals(List.of(active));
        return pairs(own, isOneWord ? List.of(idle) : theirs, SiteWords.in(beside.before().asText(), activeWords));
    }

    /** What has changed at the active site since it was mirrored may have to change at the idle site as well. */
    private boolean isCounterpart(String own, String idle, List<String> earlier) {
        return idle.equals(own) || idle.equals(activeWords.in(own, idleRegion))
                || earlier.contains(own) && !activeWords.namesRegion(idle);
    }

    /** Tells whether a text is as it was when that of the idle site was made of it. */
    private boolean isUnchanged(String active, Beside beside) {
        return isBeforeKnown && beside.hasText() && beside.before().asText().equals(active);
    }

    /** A Region alone may be the task's own or that of something which both sites share, such as a bucket. */
    private Optional<String> withoutCounterpart(String own) {
        return own.equals(activeRegion) ? Optional.empty() : counterparts.of(own);
    }

    private String unmapped(Place place, String active) {
        unmapped.add(place.path());
        return active;
    }
}
