package dev.sailplan.score.availability;

import dev.sailplan.document.Pointer;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.score.Assessment;
import dev.sailplan.score.Deployment;
import dev.sailplan.score.DimensionInfo;
import dev.sailplan.score.Family;
import dev.sailplan.score.Improvement;
import dev.sailplan.score.Part;
import dev.sailplan.score.ScoreDimension;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

@DimensionInfo(
        name = "controlPlanePlacement",
        family = Family.AVAILABILITY,
        question = "How near are control planes to the clusters they configure, and how many places host them?",
        bands = {
            "some region with clusters of the mesh has no control plane in it",
            "every such region has a control plane",
            "in every region with several clusters, control planes are in at least two of them",
            "every zone with clusters has a control plane",
            "in every zone with several clusters, control planes are in at least two of them",
            "every cluster has a control plane of its own"
        },
        source = "Istio, Deployment Models: Control plane models, the order of availability")
final class ControlPlanePlacementDimension implements ScoreDimension {

    private static final int MOST_ADDED = 10;

    /** One region of one mesh, judged. */
    private record Judged(Mesh mesh, RegionPlacement placement, Part part) {

        static Judged of(Mesh mesh, RegionPlacement placement) {
            int certain = placement.certain();
            String name = "region %s of mesh %s".formatted(placement.name(), mesh.name());
            Pointer at = placement.clusters().get(0).at();
            return new Judged(
                    mesh,
                    placement,
                    new Part(name, at, certain, Math.max(certain, placement.possible()), placement.lack()));
        }
    }

    private static final Comparator<Judged> WORST_FIRST = Comparator.comparing(Judged::part, Part.WORST_FIRST);

    @Override
    public Assessment assess(Deployment deployment) {
        Topology topology = deployment.topology();
        List<Judged> regions = topology.meshes().stream()
                .filter(mesh -> !mesh.clusters().isEmpty())
                .flatMap(mesh -> regionsOf(topology, mesh).stream().map(region -> Judged.of(mesh, region)))
                .sorted(WORST_FIRST)
                .toList();
        if (regions.isEmpty()) {
            return Assessment.of(0, "no cluster is part of a mesh", Pointer.ROOT.field("clusters"));
        }
        Part worst = regions.get(0).part();
        int most = regions.stream().mapToInt(each -> each.part().most()).min().orElse(0);
        return Assessment.between(worst.least(), most, worst.why(), worst.at(), unknown(topology, regions))
                .withParts(regions.stream().map(Judged::part).toList())
                .withMerits(ControlMerits.of(topology))
                .withImprovements(improvements(topology, regions));
    }

    /** By region; a cluster whose region is not known is taken to be alone in one. */
    private static List<RegionPlacement> regionsOf(Topology topology, Mesh mesh) {
        Seats seats = new Seats(topology, mesh);
        Map<String, List<Cluster>> byRegion = new TreeMap<>();
        List<RegionPlacement> regions = new ArrayList<>();
        for (Cluster cluster : mesh.clusters()) {
            if (cluster.region().isKnown()) {
                byRegion.computeIfAbsent(cluster.region().get(), key -> new ArrayList<>())
                        .add(cluster);
            } else {
                regions.add(new RegionPlacement("of cluster " + cluster.name(), List.of(cluster), seats));
            }
        }
        byRegion.forEach((name, clusters) -> regions.add(new RegionPlacement(name, clusters, seats)));
        return regions;
    }

    private static Set<Pointer> unknown(Topology topology, List<Judged> regions) {
        Set<Pointer> unknown = new LinkedHashSet<>();
        for (Judged region : regions) {
            region.placement().clusters().forEach(cluster -> {
                addUnknown(cluster.region().isKnown(), cluster.region().at(), unknown);
                addUnknown(cluster.zones().isKnown(), cluster.zones().at(), unknown);
            });
            Seats seats = region.placement().seats();
            for (Seat seat : seats.all()) {
                addUnknown(seat.zones().isKnown(), seat.zones().at(), unknown);
                seat.controlPlane()
                        .cluster()
                        .ifPresent(host -> addUnknown(
                                host.region().isKnown(), host.region().at(), unknown));
            }
        }
        if (unknown.isEmpty()) {
            topology.controlPlanes().forEach(each -> unknown.add(each.zones().at()));
        }
        return unknown;
    }

    private static void addUnknown(boolean isKnown, Pointer at, Set<Pointer> unknown) {
        if (!isKnown) {
            unknown.add(at);
        }
    }

    /** In the weakest regions, control planes where there are none: in one cluster of each, and in all of them. */
    private static List<Improvement> improvements(Topology topology, List<Judged> regions) {
        int least = regions.get(0).part().least();
        Map<Cluster, Mesh> one = new LinkedHashMap<>();
        Map<Cluster, Mesh> all = new LinkedHashMap<>();
        for (Judged region : regions) {
            List<Cluster> lacking = region.placement().withoutControlPlane();
            if (region.part().least() == least && !lacking.isEmpty()) {
                one.put(lacking.get(0), region.mesh());
            }
            lacking.forEach(cluster -> all.put(cluster, region.mesh()));
        }
        List<Improvement> improvements = new ArrayList<>();
        for (Map<Cluster, Mesh> clusters : new LinkedHashSet<>(List.of(one, all))) {
            if (!clusters.isEmpty() && clusters.size() <= MOST_ADDED) {
                improvements.add(adding(topology, clusters));
            }
        }
        return improvements;
    }

    private static Improvement adding(Topology topology, Map<Cluster, Mesh> clusters) {
        Set<PatchOperation> change = new LinkedHashSet<>();
        Set<Cluster> opened = new LinkedHashSet<>();
        clusters.forEach((cluster, mesh) -> {
            NewControlPlane added = NewControlPlane.in(topology, cluster, mesh);
            change.addAll(added.change());
            opened.addAll(added.opened());
        });
        String summary = "Run a control plane in " + named(clusters.keySet());
        return new Improvement(
                opened.isEmpty()
                        ? summary
                        : summary + ", and make the API server of " + named(opened) + " reachable from there",
                List.copyOf(change));
    }

    private static String named(Set<Cluster> clusters) {
        return clusters.stream()
                .map(Cluster::name)
                .collect(Collectors.joining(", ", clusters.size() == 1 ? "cluster " : "clusters ", ""));
    }
}
