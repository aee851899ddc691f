package io.pilotlight.simulator.promise;

/** A promise that was broken, and how one sees it. */
public record Violation(String promise, String detail) {}
