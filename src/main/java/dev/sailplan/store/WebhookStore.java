package dev.sailplan.store;

import dev.sailplan.store.Webhook.Attempt;
import dev.sailplan.store.Webhook.Pause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps webhooks, and how far each is in the log of changes.
 *
 * <p>Processes that share the database share the work: whoever tells a webhook of changes claims it, for a while that is prolonged
 * before each attempt. If the process dies, another one can claim it after that while. What a claim allows is refused once the
 * claim is somebody else's, or the webhook is deleted, or has got another address.
 *
 * <p>All methods throw what those of {@link TopologyStore} do.
 */
public interface WebhookStore {

    /**
     * Writes a webhook. A new one begins after the newest change; one that gets another address forgets its failures, and is not
     * paused any more.
     *
     * @param secret stands for its secret, if it is new
     * @param most how many there may be; writers who come at the same moment can make it a few more
     * @return none if it is new, and there are as many already
     */
    Optional<Registered> put(String name, Subscription subscription, String secret, int most, Act act);

    /** Removes a webhook; returns whether there was one. */
    boolean delete(String name, Act act);

    Optional<Webhook> find(String name);

    /** All there are, by name. */
    List<Webhook> list();

    /**
     * Gives a webhook another secret.
     *
     * @param secret stands for the new one
     * @param formerUntil when the one it has now ends; one that is still there from before ends at once
     * @return none if there is no such webhook
     */
    Optional<Webhook> rotate(String name, String secret, Instant formerUntil, Act act);

    /** Lets the next attempt be now, whatever failed before; none if there is no such webhook. */
    Optional<Webhook> resume(String name, Act act);

    /**
     * Claims the webhook that has waited longest among those that have something to be told, may be told now, and are not claimed.
     *
     * @param token of the claim
     * @param until when others can claim it, if the claim is not prolonged
     */
    Optional<Webhook> claim(String token, Instant now, Instant until);

    /** Prolongs a claim, and returns the webhook as it is now; none if it is not claimed by it any more. */
    Optional<Webhook> prolong(Claim claim, Instant until);

    /** Notes that everything up to a change was not wanted; returns whether that was still for the claim to say. */
    boolean pass(Claim claim, long position);

    /** Notes that a change was told; returns whether that was still for the claim to say. */
    boolean succeed(Claim claim, long position, Attempt attempt);

    /**
     * Notes that a change could not be told, and ends the claim.
     *
     * @param position the last change that was told, or was not wanted
     * @param nextAt when the next attempt may be
     * @param pause why there is none, null if there is
     */
    void fail(Claim claim, long position, Attempt attempt, Instant nextAt, @Nullable Pause pause);

    /** Ends a claim. */
    void release(Claim claim, Instant now);
}
