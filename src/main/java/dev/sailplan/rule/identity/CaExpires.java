package dev.sailplan.rule.identity;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.Subject;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.CertificateAuthority;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Topology;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "IDN007",
        name = "ca-expires",
        severity = WARNING,
        summary = "The certificates that authorities sign with are valid for 60 days after asOf",
        message =
                "The CA certificate of {owner} is valid until {date} ({when}); after that nothing it signed is accepted, mutual"
                        + " TLS fails between all workloads, and istiod does not rotate a certificate it was given",
        remedy =
                "Issue a new intermediate from the same root and replace cacerts. A new root takes longer: let all workloads trust"
                        + " the old and the new one before anything is signed with it.",
        source = "Istio, Plug in CA Certificates; Istio does not renew certificates that are plugged in",
        reads = {
            "asOf",
            "clusters.certificateAuthority.notAfter",
            "clusters.controlPlanes",
            "clusters.mesh",
            "controlPlanes.cluster",
            "controlPlanes.mesh",
            "meshes.certificateAuthority",
            "meshes.certificateAuthority.notAfter"
        },
        since = "0.1")
final class CaExpires implements TopologyRule {

    private static final int DAYS_AHEAD = 60;

    @Override
    public Stream<Outcome> check(Topology topology) {
        return authoritiesInUse(topology).stream().flatMap(owner -> judge(owner, topology.asOf()));
    }

    /** The meshes and clusters whose authority somebody signs with, or will as soon as there is a control plane. */
    private static Set<Element> authoritiesInUse(Topology topology) {
        Set<Element> owners = new LinkedHashSet<>();
        for (Mesh mesh : topology.meshes()) {
            if (mesh.clusters().isEmpty() && mesh.certificateAuthority().isKnown()) {
                owners.add(mesh);
            }
        }
        for (ControlPlane controlPlane : topology.controlPlanes()) {
            if (!controlPlane.servedClusters().isEmpty()) {
                owners.add(controlPlane
                        .cluster()
                        .filter(CaExpires::hasOwn)
                        .<Element>map(place -> place)
                        .orElse(controlPlane.mesh()));
            }
        }
        for (Cluster cluster : topology.clusters()) {
            if (cluster.controlPlanes().isEmpty()) {
                cluster.mesh().ifPresent(mesh -> owners.add(hasOwn(cluster) ? cluster : mesh));
            }
        }
        return owners;
    }

    private static boolean hasOwn(Cluster cluster) {
        return cluster.certificateAuthority().isPresent();
    }

    private static Stream<Outcome> judge(Element owner, LocalDate asOf) {
        Fact<CertificateAuthority> authority = authorityOf(owner);
        if (!authority.isKnown()) {
            return Stream.of(Missing.of(authority.at()));
        }
        Fact<LocalDate> last = authority.get().notAfter();
        if (!last.isKnown()) {
            return Stream.of(Missing.of(last.at()));
        }
        return last.get().isBefore(asOf.plusDays(DAYS_AHEAD))
                ? Stream.of(violation(owner, last, asOf))
                : Stream.empty();
    }

    private static Fact<CertificateAuthority> authorityOf(Element owner) {
        return owner instanceof Cluster cluster
                ? new Fact<>(
                        cluster.at().field("certificateAuthority"),
                        cluster.certificateAuthority().orElse(null))
                : ((Mesh) owner).certificateAuthority();
    }

    private static Outcome violation(Element owner, Fact<LocalDate> last, LocalDate asOf) {
        long days = ChronoUnit.DAYS.between(asOf, last.get());
        return Violation.of(new Subject(last.at(), owner.id()))
                .with("owner", (owner instanceof Mesh ? "mesh " : "cluster ") + owner.name())
                .with("date", last.get())
                .with("when", wordsFor(days));
    }

    private static String wordsFor(long days) {
        String count = Math.abs(days) == 1 ? "1 day" : Math.abs(days) + " days";
        return days == 0 ? "its last day" : days < 0 ? "expired " + count + " ago" : count + " left";
    }
}
