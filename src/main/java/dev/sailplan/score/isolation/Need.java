package dev.sailplan.score.isolation;

/** What may be unknown of a party. */
enum Need {
    /** Where the services of its namespaces run. */
    PLACES,
    /** Whether calls to it are denied unless listed. */
    DEFAULT_DENY,
    /** To which roots its certificates chain. */
    ROOTS,
    /** Whose roots its meshes trust besides. */
    BUNDLES,
    /** For whose API servers its control planes hold credentials. */
    CREDENTIALS
}
