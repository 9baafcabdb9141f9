package dev.sailplan.api.event;

import dev.sailplan.store.Entry;
import dev.sailplan.store.VerdictChange;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes what is sent, as the standard for server-sent events has it: an event is lines, and an empty one ends it. */
final class EventFormat {

    /** After how many milliseconds a browser connects again. */
    private static final int RETRY = 3000;

    private final JsonMapper json;

    EventFormat(JsonMapper json) {
        this.json = json;
    }

    /** The data of a topology in a snapshot. */
    record VerdictData(String name, long revision, String verdict) {}

    Event change(VerdictChange change) {
        String text = "id: " + change.id() + "\n" + event("verdict-change", ChangeData.of(change));
        return new Event(change.id(), change.name(), text);
    }

    /** Changes after a number are not known any more. */
    String gap(long after) {
        return event("gap", Map.of("after", after));
    }

    /** What is found in a topology now. */
    String verdict(Entry entry) {
        return event("verdict", new VerdictData(entry.name(), entry.revision(), entry.verdict()));
    }

    /** All verdicts were sent; what changed up to a number is in them. */
    String verdictsEnd(long id) {
        return "id: " + id + "\n" + event("verdicts-end", Map.of());
    }

    private String event(String type, Object data) {
        return "event: " + type + "\ndata: " + json.writeValueAsString(data) + "\n\n";
    }

    /** The first that is sent. */
    static String greeting() {
        return "retry: " + RETRY + "\n\n";
    }

    /** Without data it is no event to a client, which remembers the number nevertheless. */
    static String heartbeat(long id) {
        return ": heartbeat\nid: " + id + "\n\n";
    }
}
