package io.pilotlight.simulator.scenario;

import io.pilotlight.simulator.cloud.api.Arns;

/** A database of the simulated application, and the service that uses it; both have the same names at both sites. */
enum Part {
    /** The visits, and the page that counts them. */
    VISITS("visits", SiteSetup.DATABASE, SiteSetup.ENDPOINT_PARAMETER, SiteSetup.SECRET, SiteSetup.SERVICE, "visitor-counter"),
    /**
     * The jobs, and the worker that does them, which has no load balancer. Its instance's name begins with that of the
     * other one, as such names do.
     */
    JOBS("jobs", "visitor-db-jobs", "/visitor-counter/jobs/endpoint", "visitor-counter/jobs", "worker", "visitor-worker");

    private final String database;
    private final String instance;
    private final String endpointParameter;
    private final String secret;
    private final String service;
    private final String repository;

    Part(String database, String instance, String endpointParameter, String secret, String service, String repository) {
        this.database = database;
        this.instance = instance;
        this.endpointParameter = endpointParameter;
        this.secret = secret;
        this.service = service;
        this.repository = repository;
    }

    /** Returns what the plan calls the database. */
    String database() {
        return database;
    }

    /** Returns the name of its DB instance at the primary site, with which the names of restored ones begin. */
    String instance() {
        return instance;
    }

    String endpointParameter() {
        return endpointParameter;
    }

    String secret() {
        return secret;
    }

    /** Returns the name of the ECS service, by which the plan knows it too. */
    String service() {
        return service;
    }

    String repository() {
        return repository;
    }

    /** Returns the image of its service, as the registry of a Region names it. */
    String image(String region) {
        return "%s.dkr.ecr.%s.amazonaws.com/%s:1".formatted(Arns.ACCOUNT, region, repository);
    }

    boolean hasLoadBalancer() {
        return this == VISITS;
    }
}
