package io.pilotlight.simulator.cloud.api;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The resources of one kind that a simulated service has, by name.
 *
 * @param <T> the kind
 */
public final class Store<T> {

    private final Map<String, T> resources;
    private final UnaryOperator<String> stored;
    private final Function<String, ? extends RuntimeException> missing;

    private Store(
            Map<String, T> resources,
            UnaryOperator<String> stored,
            Function<String, ? extends RuntimeException> missing) {
        this.resources = resources;
        this.stored = stored;
        this.missing = missing;
    }

    /**
     * Returns an empty store that lists in the order in which resources were made.
     *
     * @param missing makes the service's error for a name that it does not have
     */
    public static <T> Store<T> inOrder(Function<String, ? extends RuntimeException> missing) {
        return new Store<>(new LinkedHashMap<>(), UnaryOperator.identity(), missing);
    }

    /**
     * Returns an empty store that lists by name.
     *
     * @param stored returns a name as the service keeps it, such as in lower case
     * @param missing makes the service's error for a name that it does not have
     */
    public static <T> Store<T> byName(
            UnaryOperator<String> stored, Function<String, ? extends RuntimeException> missing) {
        return new Store<>(new TreeMap<>(), stored, missing);
    }

    /** Adds a resource, or puts it in place of the one of that name. */
    public void put(String name, T resource) {
        resources.put(stored.apply(name), resource);
    }

    /** Returns the resource of that name, and makes it where there is none. */
    public T getOrMake(String name, Function<String, T> making) {
        return resources.computeIfAbsent(stored.apply(name), making);
    }

    /** Takes a resource away; one that is not there is gone already. */
    public void remove(String name) {
        resources.remove(stored.apply(name));
    }

    /** Returns the resource of that name. */
    public Optional<T> find(String name) {
        return Optional.ofNullable(resources.get(stored.apply(name)));
    }

    /** Returns the resource of that name, and throws the service's error where there is none. */
    public T require(String name) {
        return find(name).orElseThrow(() -> missing.apply(name));
    }

    /** Returns all of them. */
    public Collection<T> all() {
        return Collections.unmodifiableCollection(resources.values());
    }
}
