package dev.sailplan.webhook;

import dev.sailplan.store.Claim;
import dev.sailplan.store.VerdictChange;
import dev.sailplan.store.VerdictLog;
import dev.sailplan.store.Webhook;
import dev.sailplan.store.Webhook.Attempt;
import dev.sailplan.store.Webhook.Pause;
import dev.sailplan.store.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells one webhook, which has been claimed for it, what it has not been told: one change after another, each only after the one
 * before it was taken. After a while others get their turn.
 */
final class Turn {

    /** What turns have in common. */
    record Terms(
            WebhookStore store,
            VerdictLog log,
            MessageFormat format,
            Courier courier,
            Patience patience,
            Duration lease,
            DeliveryWatch watch) {}

    /** How many steps a turn has at most. */
    private static final int STEPS = 50;

    private static final int PART = 100;

    /**
     * What is to be done next.
     *
     * @param before the last change before it that was told, or is not wanted
     * @param position the last change once it is done
     * @param message what is to be told, null if nothing of it is wanted
     */
    private record Step(
            long before, long position, @Nullable Message message) {}

    private final Terms terms;
    private final Claim claim;

    /** Changes that have been read, and are still to be told or passed over. */
    private final Queue<VerdictChange> known = new ArrayDeque<>();

    Turn(Terms terms, Claim claim) {
        this.terms = terms;
        this.claim = claim;
    }

    /**
     * Does it.
     *
     * @param goesOn whether there is time for another step
     */
    void take(BooleanSupplier goesOn) {
        for (int steps = 0; steps < STEPS && goesOn.getAsBoolean(); steps++) {
            Optional<Webhook> held = terms.store().prolong(claim, now().plus(terms.lease()));
            if (held.isEmpty()) {
                return;
            }
            Optional<Step> step = next(held.get());
            if (step.isEmpty()) {
                break;
            }
            if (!isDone(step.get(), held.get())) {
                return;
            }
        }
        terms.store().release(claim, now());
    }

    private Instant now() {
        return terms.watch().now();
    }

    private Optional<Step> next(Webhook webhook) {
        long position = webhook.delivery().position();
        if (known.isEmpty()) {
            long newest = terms.log().newest();
            known.addAll(terms.log().after(position, PART));
            long oldest = known.isEmpty() ? newest + 1 : known.element().id();
            if (oldest > position + 1) {
                return Optional.of(new Step(position, oldest - 1, terms.format().gap(position, oldest - 1)));
            }
        }
        return known.isEmpty() ? Optional.empty() : Optional.of(wanted(webhook, position));
    }

    /** The next change that is wanted or, if none of those that are known is, all of them. */
    private Step wanted(Webhook webhook, long position) {
        long passed = position;
        while (!known.isEmpty()) {
            VerdictChange change = known.remove();
            if (webhook.subscription().wants(change)) {
                return new Step(passed, change.id(), terms.format().change(change));
            }
            passed = change.id();
        }
        return new Step(passed, passed, null);
    }

    /** Whether it is done and the claim is still held. */
    private boolean isDone(Step step, Webhook webhook) {
        if (step.message() == null) {
            return terms.store().pass(claim, step.position());
        }
        Answer answer = terms.courier().send(webhook, step.message(), now());
        Instant now = now();
        Attempt attempt = new Attempt(now, answer.result().word(), answer.status());
        terms.watch().attempted(answer.result());
        if (answer.isDelivered()) {
            return terms.store().succeed(claim, step.position(), attempt);
        }
        fail(step, webhook, answer, attempt);
        return false;
    }

    private void fail(Step step, Webhook webhook, Answer answer, Attempt attempt) {
        Instant now = attempt.at();
        Instant next = terms.patience().next(webhook.delivery().failures() + 1, answer.retryAfter(), now);
        Pause pause = pauseAfter(answer, webhook, now);
        terms.store().fail(claim, step.before(), attempt, next, pause);
        if (pause != null) {
            terms.watch().paused(webhook.name());
        }
    }

    private @Nullable Pause pauseAfter(Answer answer, Webhook webhook, Instant now) {
        Instant since = Objects.requireNonNullElse(webhook.delivery().failingSince(), now);
        if (answer.isGone()) {
            return Pause.GONE;
        }
        return terms.patience().isOver(since, now) ? Pause.FAILING : null;
    }
}
