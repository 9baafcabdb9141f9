package dev.sailplan.score.isolation;

import dev.sailplan.document.Pointer;
import dev.sailplan.score.Assessment;
import dev.sailplan.score.Deployment;
import dev.sailplan.score.DimensionInfo;
import dev.sailplan.score.Family;
import dev.sailplan.score.Part;
import dev.sailplan.score.ScoreDimension;
import dev.sailplan.score.isolation.Reaches.Reach;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

@DimensionInfo(
        name = "reach",
        family = Family.ISOLATION,
        question = "How many services of others can a workload of a tenant call?",
        bands = {
            "every service of another tenant, not all of them listed",
            "services nobody listed it for",
            "only services it is listed for",
            "none"
        },
        counts = false,
        source = "Istio, Deployment Models: Namespace tenancy; Authorization policies")
final class ReachDimension implements ScoreDimension {

    @Override
    public Assessment assess(Deployment deployment) {
        Parties parties = Parties.of(deployment.topology());
        return parties.areSeveral()
                ? new Found(parties, new Reaches(parties, deployment.reachability())).assess()
                : Assessment.of(0, parties.whyNothing(), parties.place()).withFigures(Map.of(), parties.assumptions());
    }

    /** What was found for several parties. */
    private record Found(Parties parties, Reaches reaches) {

        Assessment assess() {
            List<Part> parts = parts();
            int least = reaches.all().stream().mapToInt(Reach::least).min().orElse(0);
            int most = reaches.all().stream().mapToInt(Reach::most).min().orElse(0);
            Set<Pointer> unknown = least == most ? Set.of() : reaches.unknown(most);
            Part worst = parts.get(0);
            return Assessment.between(least, most, worst.why(), worst.at(), unknown)
                    .withParts(parts)
                    .withImprovements(Edits.denyByDefault(parties))
                    .withFigures(figures(), assumptions());
        }

        private List<Part> parts() {
            List<Part> parts = new ArrayList<>();
            for (int number = 0; number < parties.all().size(); number++) {
                Party party = parties.all().get(number);
                Reach reach = reaches.all().get(number);
                parts.add(new Part(
                        parties.noun() + " " + party.name(),
                        party.at(),
                        reach.least(),
                        reach.most(),
                        whyOf(party, reach)));
            }
            parts.sort(Part.WORST_FIRST);
            return parts;
        }

        private String whyOf(Party party, Reach reach) {
            String can = reach.least() == reach.most() ? "can" : "may";
            String most = reach.callable() == 0
                    ? ""
                    : ", most freely those of "
                            + parties.all().get(reach.worstOf()).name();
            return "workloads of %s %s call %d of %d services of others, %d of them unlisted%s"
                    .formatted(party.name(), can, reach.callable(), reach.services(), reach.unlisted(), most);
        }

        /** Of the party with the lowest band, and of several the one that can call most. */
        private Map<String, Object> figures() {
            List<Reach> all = reaches.all();
            int worst = 0;
            Comparator<Reach> order = Comparator.comparingInt(Reach::least)
                    .thenComparing(Reach::unlisted, Comparator.reverseOrder())
                    .thenComparing(Reach::callable, Comparator.reverseOrder());
            for (int number = 1; number < all.size(); number++) {
                int sign = order.compare(all.get(number), all.get(worst));
                worst = sign < 0 || (sign == 0 && nameOf(number).compareTo(nameOf(worst)) < 0) ? number : worst;
            }
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put(parties.noun(), nameOf(worst));
            figures.put("callable", all.get(worst).callable());
            figures.put("unlisted", all.get(worst).unlisted());
            figures.put("services", all.get(worst).services());
            return figures;
        }

        private String nameOf(int number) {
            return parties.all().get(number).name();
        }

        private List<String> assumptions() {
            List<String> assumptions = new ArrayList<>(parties.assumptions());
            if (!parties.areTenants()) {
                assumptions.add("What tenants allow is left aside, as clusters are not tenants.");
            }
            assumptions.add(
                    "A call that policy and discovery let through is counted, whatever links, gateways and certificates"
                            + " on the way make of it.");
            return assumptions;
        }
    }
}
