package dev.sailplan.reachability;

import static dev.sailplan.reachability.Reason.NAME_DOES_NOT_RESOLVE;

import dev.sailplan.reachability.Answer.Obstacle;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges whether a call works, over all endpoints it could reach. */
final class Answering {

    private final Passages passages;
    private final @Nullable Cluster only;
    private final Map<Reason, Long> causes = new EnumMap<>(Reason.class);
    private final List<Obstacle> obstacles = new ArrayList<>();
    private long endpoints;

    Answering(Passages passages, @Nullable Cluster only) {
        this.passages = passages;
        this.only = only;
    }

    Answer answer() {
        Judgement resolves = new Naming(passages.caller(), passages.offered()).resolves();
        if (resolves.isNo()) {
            long count = countEndpoints();
            return new Answer(resolves, Map.of(NAME_DOES_NOT_RESOLVE, count), List.of(), count);
        }
        Judgement reaches = reaches();
        return new Answer(resolves.and(() -> reaches), causes, obstacles, endpoints);
    }

    private long countEndpoints() {
        return passages.offered().targets().stream()
                .filter(this::isAskedFor)
                .mapToLong(target -> target.endpoints().count())
                .sum();
    }

    /** Whether any endpoint is reached, leaving the name aside; workloads that are not known matter only where they could be seen. */
    Judgement reach() {
        boolean nowhere = !passages.service().workloads().isKnown() && passages.isOutOfSight(only);
        return nowhere ? Judgement.of(false) : reaches();
    }

    /** All ways on which endpoints are certainly reached. */
    Stream<Way> ways() {
        return passages.offered().targets().stream()
                .filter(this::isAskedFor)
                .map(passages::to)
                .filter(passage -> passage.works().isYes())
                .map(passage -> new Way(passage.target().workload(), openGatewayOf(passage)));
    }

    private boolean isAskedFor(Target target) {
        return only == null || only.equals(target.cluster());
    }

    private Judgement reaches() {
        Fact<List<Workload>> workloads = passages.service().workloads();
        Judgement reaches = workloads.isKnown() ? Judgement.of(false) : Judgement.unknown(workloads.at());
        for (Target target : passages.offered().targets()) {
            if (isAskedFor(target) && !reaches.isYes()) {
                reaches = reaches.or(() -> judge(target));
            }
        }
        return reaches;
    }

    private Judgement judge(Target target) {
        long count = target.endpoints().count();
        endpoints += count;
        Passage passage = passages.to(target);
        passage.certain().forEach(reason -> causes.merge(reason, count, Long::sum));
        if (passage.works().isNo()) {
            Route route = passage.route();
            Reason path = route == null ? null : route.reason();
            obstacles.add(new Obstacle(target.workload(), path, passage.certain(), count));
        }
        return passage.works();
    }

    private @Nullable Gateway openGatewayOf(Passage passage) {
        Route route = passage.route();
        return route == null
                ? null
                : route.gateways().stream()
                        .filter(gateway -> passages.through(gateway).works().isYes())
                        .flatMap(gateway -> gateway.declarations().stream())
                        .min(Comparator.comparing(Gateway::name))
                        .orElse(null);
    }
}
