package io.pilotlight.serviceconfiguration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes of the active site's task definition the equivalent one of the idle site: what is the application's comes from the
 * active site, what is the site's (roles, secrets, log groups, file systems, the words of a text that name a Region or are
 * an ARN) from the idle site's own definition, and images from its registry, under the same tag or digest.
 *
 * <p>What is the site's and has no counterpart is named by its path, and is neither dropped nor guessed; so is what has
 * changed at the active site since it was last mirrored, where nobody can know what it should be at the idle one. Elements
 * of lists meet their counterparts by name; in a list without names, those that are a site's meet in their order.
 */
final class TaskDefinitionMirror {

    /** The fields that hold what belongs to a site, even where no Region stands in their value. */
    private static final Set<String> OF_THE_SITE = Set.of("taskRoleArn", "executionRoleArn", "valueFrom",
            "credentialsParameter", "fileSystemId", "accessPointId", "awslogs-group");

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
     */
    record Mirrored(ObjectNode definition, List<String> unmapped, List<String> shared) {}

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
            boolean made = of.equals("awslogs-group") && object.path("awslogs-create-group").asText().equals("true");
            return new Place(path.isEmpty() ? of : path + "." + of, of, of.equals("value") ? name : of, made);
        }

        Place element(String of) {
            return new Place("%s[%s]".formatted(path, of), field, of, false);
        }

        boolean isOfTheSite() {
            return OF_THE_SITE.contains(field);
        }
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
                    .filter(element -> element.path("name").asText().equals(name))
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
    private final Counterparts counterparts = new Counterparts();
    private final Set<String> idleRegistries = new HashSet<>();
    private final List<String> unmapped = new ArrayList<>();
    private final List<String> shared = new ArrayList<>();

    private TaskDefinitionMirror(String activeRegion, String idleRegion, String account) {
        this.activeRegion = activeRegion;
        this.idleRegion = idleRegion;
        this.account = account;
        this.activeWords = new SiteWords(activeRegion);
        this.idleWords = new SiteWords(idleRegion);
    }

    /** Makes no call; of what the idle site's definition was made is not known. */
    static Mirrored of(ObjectNode active, ObjectNode idle, String activeRegion, String idleRegion) {
        return of(active, Optional.empty(), idle, activeRegion, idleRegion);
    }

    /**
     * Makes no call.
     *
     * @param before the active site's definition of which the idle site's was made; empty where it is not known
     */
    static Mirrored of(
            ObjectNode active, Optional<ObjectNode> before, ObjectNode idle, String activeRegion, String idleRegion) {
        TaskDefinitionMirror mirror = new TaskDefinitionMirror(activeRegion, idleRegion, account(active));
        ObjectNode own = comparable(active);
        Beside beside = new Beside(comparable(idle), before.map(TaskDefinitionMirror::comparable).orElse(own));
        mirror.walk(Place.ROOT, own, beside, mirror::learn);
        ObjectNode wanted = (ObjectNode) mirror.walk(Place.ROOT, own, beside, mirror::map);
        wanted.set("family", idle.path("family"));
        return new Mirrored(wanted, List.copyOf(mirror.unmapped), List.copyOf(mirror.shared));
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
                String name = element.path("name").asText();
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

    /** Returns what stands beside each of a list's unnamed elements that are a site's: as many must be so at both. */
    private List<Beside> ofTheSite(Place place, JsonNode active, Beside beside) {
        int wanted = unnamed(place, active, activeWords).size();
        List<JsonNode> idle = unnamed(place, beside.idle(), idleWords, activeWords);
        List<JsonNode> before = unnamed(place, beside.before(), activeWords);
        List<Beside> found = new ArrayList<>();
        for (int index = 0; index < wanted; index++) {
            found.add(new Beside(
                    idle.size() == wanted ? idle.get(index) : MissingNode.getInstance(),
                    before.size() == wanted ? before.get(index) : MissingNode.getInstance()));
        }
        return found;
    }

    private static List<JsonNode> unnamed(Place place, JsonNode elements, SiteWords... sites) {
        return elements.valueStream()
                .filter(element -> element.path("name").asText().isEmpty() && isOfTheSite(place, element, sites))
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
            List<String> theirs = wordsBeside(active, own, beside.idle().textValue());
            for (int index = 0; own.size() == theirs.size() && index < own.size(); index++) {
                counterparts.learn(own.get(index), theirs.get(index));
            }
        }
        return active;
    }

    private String map(Place place, String active, Beside beside) {
        if (place.path().equals("family")) {
            return active;
        }
        if (place.field().equals("image")) {
            return image(place, active, beside);
        }
        if (active.equals(activeRegion) && OWN_REGION.contains(place.name())) {
            return idleRegion;
        }
        return place.isOfTheSite() ? ofTheSite(place, active, beside) : words(place, active, beside);
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
            String idle = SecretReference.parse(beside.idle().textValue()).place();
            boolean unchanged = own.place().equals(SecretReference.parse(beside.before().asText()).place());
            return unchanged || idle.equals(activeWords.in(own.place(), idleRegion))
                    ? idle + own.part() : unmapped(place, active);
        }
        return counterparts.of(own.place())
                .filter(known -> !activeWords.namesRegion(known))
                .map(known -> known + own.part())
                .orElseGet(() -> place.madeWhereMissing() ? active : unmapped(place, active));
    }

    /** The words of the site come from the idle one, the others from the active one. */
    private String words(Place place, String active, Beside beside) {
        List<String> own = SiteWords.in(active, activeWords);
        if (own.isEmpty()) {
            return active;
        }
        if (beside.idle().asText().equals(active)) {
            if (own.stream().anyMatch(activeWords::namesRegion)) {
                shared.add(place.path());
            }
            return active;
        }
        List<String> theirs = beside.hasText() ? wordsBeside(active, own, beside.idle().textValue()) : List.of();
        List<String> earlier = SiteWords.in(beside.before().asText(), activeWords);
        List<String> chosen = new ArrayList<>();
        for (int index = 0; index < own.size(); index++) {
            Optional<String> idle = theirs.size() == own.size()
                    ? counterpart(own.get(index), theirs.get(index), earlier) : withoutCounterpart(own.get(index));
            if (idle.isEmpty()) {
                return unmapped(place, active);
            }
            chosen.add(idle.get());
        }
        Iterator<String> inOrder = chosen.iterator();
        return activeWords.replace(active, _ -> inOrder.next());
    }

    /** A text that is one word has one word beside it, even where that names no Region. */
    private List<String> wordsBeside(String active, List<String> own, String idle) {
        List<String> theirs = SiteWords.in(idle, idleWords, activeWords);
        return theirs.isEmpty() && own.equals(List.of(active)) ? List.of(idle) : theirs;
    }

    /** What has changed at the active site since it was mirrored may have to change at the idle site as well. */
    private Optional<String> counterpart(String own, String idle, List<String> earlier) {
        boolean known = idle.equals(own) || idle.equals(activeWords.in(own, idleRegion))
                || earlier.contains(own) && !activeWords.namesRegion(idle);
        return known ? Optional.of(idle) : Optional.empty();
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
