package dev.sailplan.api.webhook;

import dev.sailplan.api.intake.InputErrors;
import dev.sailplan.api.intake.TopologyIntake;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ReadEnvelope;
import dev.sailplan.document.ToldVerdict;
import dev.sailplan.document.WebhookDocument;
import dev.sailplan.query.Mistake;
import dev.sailplan.store.Subscription;
import dev.sailplan.webhook.Targets;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what somebody wants to be told, or says everything that is wrong with it. */
@Component
class WebhookIntake {

    private static final Pointer URL = Pointer.ROOT.field("url");
    private static final Pointer DESCRIPTION = Pointer.ROOT.field("description");
    private static final Pointer TOPOLOGIES = Pointer.ROOT.field("topologies");
    private static final Pointer VERDICTS = Pointer.ROOT.field("verdicts");

    private static final int LONGEST_DESCRIPTION = 1_000;
    private static final int MOST_NAMES = 100;

    private final TopologyIntake intake;
    private final Targets targets;

    WebhookIntake(TopologyIntake intake, Targets targets) {
        this.intake = intake;
        this.targets = targets;
    }

    /**
     * Reads the body.
     *
     * @throws dev.sailplan.api.problem.ProblemException if there is anything wrong with it
     */
    Subscription receive(HttpServletRequest request) {
        ReadEnvelope<WebhookDocument> read = intake.receive(request, WebhookDocument.class);
        WebhookDocument document = read.content();
        InputErrors errors = new InputErrors(read);
        String url = Objects.requireNonNullElse(document.url(), "");
        targets.mistakeIn(url).ifPresent(mistake -> errors.add(new Mistake(URL, mistake)));
        checkDescription(document.description(), errors);
        checkNames(document.topologies(), errors);
        checkVerdicts(document.verdicts(), errors);
        errors.throwIfAny();
        return new Subscription(
                url, document.description(), setOf(document.topologies()), wordsOf(document.verdicts()));
    }

    private static void checkDescription(@Nullable String description, InputErrors errors) {
        if (description != null && (description.length() > LONGEST_DESCRIPTION || description.indexOf('\0') >= 0)) {
            errors.add(new Mistake(
                    DESCRIPTION,
                    "The description can have up to " + LONGEST_DESCRIPTION + " characters, and none of them is 0."));
        }
    }

    private static void checkNames(@Nullable List<String> names, InputErrors errors) {
        if (names != null && (names.isEmpty() || names.size() > MOST_NAMES)) {
            errors.add(new Mistake(
                    TOPOLOGIES, "There can be 1 to " + MOST_NAMES + " names; leave topologies out to be told of all."));
        }
    }

    private static void checkVerdicts(@Nullable List<ToldVerdict> verdicts, InputErrors errors) {
        if (verdicts != null && verdicts.isEmpty()) {
            errors.add(new Mistake(VERDICTS, "Nothing would be told; leave verdicts out to be told of all."));
        }
    }

    private static Set<String> setOf(@Nullable List<String> names) {
        return names == null ? Set.of() : Set.copyOf(names);
    }

    private static Set<String> wordsOf(@Nullable List<ToldVerdict> verdicts) {
        return verdicts == null
                ? Set.of()
                : verdicts.stream().map(ToldVerdict::toString).collect(Collectors.toSet());
    }
}
