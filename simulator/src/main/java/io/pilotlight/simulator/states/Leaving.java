package io.pilotlight.simulator.states;

import java.util.Map;
import java.util.Optional;

/**
 * What a state leaves behind.
 *
 * @param next empty where it was the last
 */
record Leaving(Document output, Map<String, Document> assigned, Optional<String> next) {}
