package dev.sailplan.failure;

import dev.sailplan.reachability.Lifeline;
import dev.sailplan.reachability.Outage;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The ways of calls to one service as numbers: its workloads and what gateways there are to choose from have one each. Consumers
 * with the same ways share them, so that what is left of them is counted once. To be used by one thread.
 */
final class Ways {

    /** The choice of gateways of a way that needs none. */
    private static final int DIRECT = -1;

    /** The ways of some consumers: of each its workload, the gateways there are to choose from, and how many endpoints it has. */
    static final class Bundle {

        private final int[] workloads;
        private final int[] choices;
        private final int[] handshakes;
        private final long[] endpoints;
        private final long all;

        private Bundle(List<Lifeline> lines) {
            this.workloads = new int[lines.size()];
            this.choices = new int[lines.size()];
            this.handshakes = new int[lines.size()];
            this.endpoints = lines.stream().mapToLong(Lifeline::endpoints).toArray();
            this.all = LongStream.of(endpoints).sum();
        }

        /** How many endpoints they lead to. */
        long all() {
            return all;
        }
    }

    private final Map<Workload, Integer> workloadNumbers = new HashMap<>();
    private final List<Workload> workloads = new ArrayList<>();
    private final Map<List<Gateway>, Integer> choiceNumbers = new HashMap<>();
    private final List<List<Gateway>> choices = new ArrayList<>();
    private final Map<Set<String>, Integer> handshakeNumbers = new HashMap<>();
    private final List<Set<String>> handshakes = new ArrayList<>();
    private final Map<List<Lifeline>, Bundle> bundles = new HashMap<>();

    /** The ways of a consumer, the same for all who have the same. */
    Bundle of(List<Lifeline> lines) {
        return bundles.computeIfAbsent(List.copyOf(lines), this::number);
    }

    private Bundle number(List<Lifeline> lines) {
        Bundle bundle = new Bundle(lines);
        for (int i = 0; i < lines.size(); i++) {
            Lifeline line = lines.get(i);
            bundle.workloads[i] = numberOf(line.workload(), workloadNumbers, workloads);
            bundle.choices[i] = line.direct() ? DIRECT : numberOf(line.gateways(), choiceNumbers, choices);
            bundle.handshakes[i] = numberOf(line.ties().roots(), handshakeNumbers, handshakes);
        }
        return bundle;
    }

    private static <T> int numberOf(T thing, Map<T, Integer> numbers, List<T> all) {
        return numbers.computeIfAbsent(thing, key -> {
            all.add(key);
            return all.size() - 1;
        });
    }

    /** Every choice of gateways of the ways so far. */
    List<List<Gateway>> choices() {
        return choices;
    }

    /** The roots of certificates on the ways so far, of each way together. */
    List<Set<String>> handshakes() {
        return handshakes;
    }

    /** What is left of them during an outage. */
    Remains during(Outage outage) {
        return new Remains(outage);
    }

    /** What is left during an outage, in which each workload and choice of gateways is looked at once. */
    final class Remains {

        private final Outage outage;
        private final BitSet workloadsSeen = new BitSet();
        private final BitSet workloadsDown = new BitSet();
        private final BitSet choicesSeen = new BitSet();
        private final BitSet choicesDown = new BitSet();
        private final BitSet handshakesSeen = new BitSet();
        private final BitSet handshakesRefused = new BitSet();
        private final Map<Bundle, Long> left = new HashMap<>();

        private Remains(Outage outage) {
            this.outage = outage;
        }

        boolean isUp(Bundle bundle, int line) {
            return !isRefused(bundle.handshakes[line])
                    && !isWorkloadDown(bundle.workloads[line])
                    && (bundle.choices[line] == DIRECT || !isChoiceDown(bundle.choices[line]));
        }

        private boolean isWorkloadDown(int number) {
            if (!workloadsSeen.get(number)) {
                workloadsSeen.set(number);
                workloadsDown.set(number, outage.isDown(workloads.get(number)));
            }
            return workloadsDown.get(number);
        }

        private boolean isChoiceDown(int number) {
            if (!choicesSeen.get(number)) {
                choicesSeen.set(number);
                choicesDown.set(number, choices.get(number).stream().allMatch(outage::isDown));
            }
            return choicesDown.get(number);
        }

        private boolean isRefused(int number) {
            if (!handshakesSeen.get(number)) {
                handshakesSeen.set(number);
                handshakesRefused.set(number, outage.haveExpired(handshakes.get(number)));
            }
            return handshakesRefused.get(number);
        }

        /** How many endpoints are left. */
        long of(Bundle bundle) {
            return left.computeIfAbsent(bundle, this::count);
        }

        private long count(Bundle bundle) {
            long count = 0;
            for (int i = 0; i < bundle.endpoints.length; i++) {
                count += isUp(bundle, i) ? bundle.endpoints[i] : 0;
            }
            return count;
        }
    }
}
