package dev.sailplan.rule.tenancy;

import dev.sailplan.topology.Tenant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tenants that have something in common and should not.
 *
 * @param objecting those for whom that matters
 * @param tenants these, and those they should be kept apart from
 */
record Sharing(Set<Tenant> objecting, Set<Tenant> tenants) {

    /**
     * Finds them among the tenants of one thing.
     *
     * @param objects for whom it matters
     * @param excepted the tenants, itself among them, with which it does not matter that one has the thing in common
     */
    static Sharing among(Set<Tenant> all, Predicate<Tenant> objects, Function<Tenant, Set<Tenant>> excepted) {
        Set<Tenant> objecting = new LinkedHashSet<>();
        Set<Tenant> exceptedByAll = null;
        for (Tenant tenant : all) {
            if (objects.test(tenant)) {
                Set<Tenant> except = excepted.apply(tenant);
                if (!except.containsAll(all)) {
                    objecting.add(tenant);
                    exceptedByAll = common(exceptedByAll, except);
                }
            }
        }
        Set<Tenant> tenants = new LinkedHashSet<>(objecting);
        for (Tenant tenant : objecting.isEmpty() ? Set.<Tenant>of() : all) {
            if (exceptedByAll == null || !exceptedByAll.contains(tenant)) {
                tenants.add(tenant);
            }
        }
        return new Sharing(objecting, tenants);
    }

    private static Set<Tenant> common(@Nullable Set<Tenant> one, Set<Tenant> other) {
        Set<Tenant> common = new HashSet<>(one == null ? other : one);
        common.retainAll(other);
        return common;
    }

    boolean isAny() {
        return !objecting.isEmpty();
    }
}
