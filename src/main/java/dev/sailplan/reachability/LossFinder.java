package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.reachability.Losses.Loss;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Place;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/** Finds what the consumers of a service lose because endpoints stay inside their cluster or network. */
final class LossFinder {

    private final Reachability reachability;
    private final Service service;
    private final Reason reason;
    private final BiPredicate<Cluster, Place> among;
    private final List<Loss> certain = new ArrayList<>();
    private Judgement occur = Judgement.of(false);
    private Judgement strand = Judgement.of(false);

    LossFinder(Reachability reachability, Service service, Reason reason, BiPredicate<Cluster, Place> among) {
        this.reachability = reachability;
        this.service = service;
        this.reason = reason;
        this.among = among;
    }

    Losses find() {
        Consumption consumption = reachability.consumption();
        consumption.consumersOf(service).forEach(this::judge);
        List<Pointer> unknown = consumption.unknownConsumersOf(service);
        if (!unknown.isEmpty()) {
            judgeFurther(Judgement.unknown(unknown.toArray(Pointer[]::new)));
        }
        return new Losses(List.copyOf(certain), occur, strand);
    }

    /** Where callers are not known, any cluster may be one, and one that could lose something is enough. */
    private void judgeFurther(Judgement calls) {
        boolean loses = false;
        boolean strands = false;
        for (Cluster cluster : reachability.topology().clusters()) {
            if (!strands) {
                Loss loss = lossOf(new Consumer(cluster, null));
                loses |= !loss.occurs().isNo();
                strands = !loss.strands().isNo();
            }
        }
        occur = loses ? occur.or(() -> calls) : occur;
        strand = strands ? strand.or(() -> calls) : strand;
    }

    private void judge(Consumer consumer) {
        Loss loss = lossOf(consumer);
        occur = occur.or(loss::occurs);
        strand = strand.or(loss::strands);
        if (loss.occurs().isYes()) {
            certain.add(loss);
        }
    }

    private Loss lossOf(Consumer consumer) {
        Set<Workload> workloads = new LinkedHashSet<>();
        Judgement occurs =
                consumer.cluster().firstControlPlane().isPresent() ? losesOf(consumer, workloads) : Judgement.of(false);
        return new Loss(consumer, workloads, occurs, occurs.and(() -> isLeftWithNone(consumer)));
    }

    private Judgement losesOf(Consumer consumer, Set<Workload> lost) {
        Fact<List<Workload>> workloads = service.workloads();
        if (!workloads.isKnown()) {
            return mayLose(consumer) ? Judgement.unknown(workloads.at()) : Judgement.of(false);
        }
        List<Workload> asked = workloads.get().stream()
                .filter(workload -> among.test(consumer.cluster(), Place.of(workload)))
                .toList();
        if (asked.isEmpty()) {
            return Judgement.of(false);
        }
        Passages passages = reachability.passagesOf(consumer, service);
        Judgement loses = Judgement.of(false);
        for (Workload workload : asked) {
            if (reachability.asks(consumer, passages, workload)) {
                Judgement withheld = passages.withholds(workload, reason);
                if (withheld.isYes()) {
                    lost.add(workload);
                }
                loses = loses.or(() -> withheld);
            }
        }
        return loses;
    }

    /** Workloads that are not known may be in any cluster. */
    private boolean mayLose(Consumer consumer) {
        return reachability.topology().clusters().stream()
                .filter(server -> !server.equals(consumer.cluster()) && consumer.asksFor(server))
                .anyMatch(server -> among.test(consumer.cluster(), Place.of(server)));
    }

    private Judgement isLeftWithNone(Consumer consumer) {
        Cluster own = consumer.cluster();
        return reachability
                .hasEndpoint(consumer, service)
                .or(() -> consumer.asksFor(own)
                        ? Judgement.of(false)
                        : reachability.hasEndpoint(new Consumer(own, own), service))
                .not();
    }
}
