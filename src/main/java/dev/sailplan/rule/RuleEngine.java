package dev.sailplan.rule;

import dev.sailplan.document.ReadDocument;
import dev.sailplan.profile.Profile;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.rule.RuleCatalog.Entry;
import dev.sailplan.topology.Topology;
import dev.sailplan.waiver.Waivers;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the rules on a document: first those on its structure and, if they find no ERROR, those on the topology it describes.
 *
 * <p>The answer depends on the document, the rules and the terms alone.
 */
public final class RuleEngine {

    private final RuleCatalog catalog;
    private final Ruleset ruleset;
    private final RuleWatch watch;

    public RuleEngine(RuleCatalog catalog, Ruleset ruleset) {
        this(catalog, ruleset, RuleWatch.NONE);
    }

    /**
     * Creates an engine that is looked at.
     *
     * @param watch sees each rule begin and end
     */
    public RuleEngine(RuleCatalog catalog, Ruleset ruleset, RuleWatch watch) {
        this.catalog = catalog;
        this.ruleset = ruleset;
        this.watch = watch;
    }

    /**
     * Evaluates all rules that the profile does not turn off.
     *
     * @throws RuleFailedException if a rule throws
     */
    public Evaluation evaluate(ReadDocument document, Terms terms) {
        LocalDate day = dayOf(document, terms);
        Collected collected = checkStructure(document, terms.profile());
        if (collected.hasError()) {
            return collected.toEvaluation(day, null);
        }
        Reachability reachability = reachabilityOf(document, day);
        adjustable(terms.profile())
                .forEach(entry -> collected.add(entry.description(), checkTopology(entry, reachability, terms)));
        checkWaivers(Waivers.of(document.content().waivers(), day), terms, collected);
        return collected.toEvaluation(day, reachability);
    }

    /**
     * Evaluates the rules on the structure alone, for who needs the topology and not what is wrong with it.
     *
     * @param today the day that is meant if the document does not say
     * @throws RuleFailedException if a rule throws
     */
    public Evaluation assemble(ReadDocument document, LocalDate today) {
        LocalDate day = dayOf(document, Terms.on(today));
        Collected collected = checkStructure(document, Profile.DEFAULT);
        return collected.toEvaluation(day, collected.hasError() ? null : reachabilityOf(document, day));
    }

    /**
     * Evaluates some rules on the topology alone, however the profile of the sender turns them, and without waivers: for who asks
     * what they would say.
     *
     * @param document one without structural errors
     * @param codes of the rules
     * @throws RuleFailedException if a rule throws
     */
    public Evaluation ask(ReadDocument document, Set<String> codes, LocalDate day) {
        Collected collected = new Collected(document.positions(), Profile.DEFAULT);
        Reachability reachability = reachabilityOf(document, day);
        catalog.entries()
                .filter(entry -> codes.contains(entry.description().code()))
                .forEach(
                        entry -> collected.add(entry.description(), checkTopology(entry, reachability, Terms.on(day))));
        return collected.toEvaluation(day, reachability);
    }

    /**
     * Evaluates the rules on the way from one topology to another.
     *
     * @param base what is there
     * @param head what is to become of it, read from {@code document}, whose waivers hold here too
     * @throws RuleFailedException if a rule throws
     */
    public Evaluation compare(Topology base, Topology head, ReadDocument document, Terms terms) {
        Collected collected = new Collected(document.positions(), terms.profile());
        adjustable(terms.profile()).forEach(entry -> {
            if (entry.rule() instanceof ChangeRule rule) {
                collected.add(entry.description(), run(entry, () -> rule.check(base, head)));
            }
        });
        if (!terms.ignoringWaivers()) {
            collected.accept(Waivers.of(document.content().waivers(), head.asOf()));
        }
        return collected.toEvaluation(head.asOf(), null);
    }

    private static LocalDate dayOf(ReadDocument document, Terms terms) {
        LocalDate stated = terms.asOf() == null ? document.content().asOf() : terms.asOf();
        return Objects.requireNonNullElse(stated, terms.today());
    }

    private Reachability reachabilityOf(ReadDocument document, LocalDate day) {
        return Reachability.of(Topology.of(document.content(), day, ruleset.newestIstio()));
    }

    private Stream<Entry> adjustable(Profile profile) {
        return catalog.entries().filter(entry -> !entry.description().isOff(profile));
    }

    private Collected checkStructure(ReadDocument document, Profile profile) {
        Collected collected = new Collected(document.positions(), profile);
        catalog.entries().forEach(entry -> {
            if (entry.rule() instanceof DocumentRule rule) {
                collected.add(
                        entry.description(),
                        run(entry, () -> rule.check(document).limit(Collected.MOST_FINDINGS + 1)));
            }
        });
        return collected;
    }

    private List<Outcome> checkTopology(Entry entry, Reachability reachability, Terms terms) {
        if (entry.rule() instanceof TopologyRule rule) {
            return run(entry, () -> rule.check(reachability.topology()));
        } else if (entry.rule() instanceof ReachabilityRule rule) {
            return run(entry, () -> rule.check(reachability, terms.failureModel()));
        }
        return List.of();
    }

    private void checkWaivers(Waivers waivers, Terms terms, Collected collected) {
        if (waivers.all().isEmpty()) {
            return;
        }
        WaiverReview review = reviewOf(waivers, terms, collected);
        adjustable(terms.profile()).forEach(entry -> {
            if (entry.rule() instanceof WaiverRule rule) {
                collected.add(entry.description(), run(entry, () -> rule.check(review)));
            }
        });
    }

    private WaiverReview reviewOf(Waivers waivers, Terms terms, Collected collected) {
        return new WaiverReview(
                waivers,
                terms.ignoringWaivers() ? collected.review(waivers) : collected.accept(waivers),
                catalog.byCode(),
                collected.lacking(),
                catalog.entries()
                        .filter(entry -> entry.rule() instanceof ChangeRule
                                || entry.description().isOff(terms.profile()))
                        .map(entry -> entry.description().code())
                        .collect(Collectors.toSet()));
    }

    private <T extends Outcome> List<T> run(Entry entry, Supplier<Stream<T>> check) {
        Runnable end = watch.begin(entry.description().code());
        try {
            return check.get().toList();
        } catch (RuntimeException bug) {
            throw new RuleFailedException(entry.description().code(), bug);
        } finally {
            end.run();
        }
    }
}
