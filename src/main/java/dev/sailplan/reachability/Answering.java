package dev.sailplan.reachability;

import static dev.sailplan.reachability.Reason.NAME_DOES_NOT_RESOLVE;

import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Workload;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges whether a call works, over all endpoints it could reach. */
final class Answering {

    private final Passages passages;
    private final @Nullable Cluster only;
    private final Map<Reason, Long> causes = new EnumMap<>(Reason.class);
    private long endpoints;

    Answering(Passages passages, @Nullable Cluster only) {
        this.passages = passages;
        this.only = only;
    }

    Answer answer() {
        Judgement resolves = new Naming(passages.caller(), passages.offered()).resolves();
        Judgement reaches = reaches();
        if (resolves.isNo()) {
            return new Answer(resolves, Map.of(NAME_DOES_NOT_RESOLVE, endpoints), endpoints);
        }
        return new Answer(resolves.and(() -> reaches), causes, endpoints);
    }

    private Judgement reaches() {
        Fact<List<Workload>> workloads = passages.service().workloads();
        Judgement reaches = workloads.isKnown() ? Judgement.of(false) : Judgement.unknown(workloads.at());
        for (Target target : passages.offered().targets()) {
            if ((only == null || only.equals(target.cluster())) && !reaches.isYes()) {
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
        return passage.works();
    }
}
