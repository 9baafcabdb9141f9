package dev.sailplan.document;

import org.jspecify.annotations.Nullable;

/** Calls that have to work, or must not. */
@About("Calls that have to work, or must not.")
public record TrafficDocument(
        @About("Who calls.") @Required @Nullable TrafficEndDocument from,
        @About("Who is called.") @Required @Nullable TrafficEndDocument to,

        @About("Whether the calls have to work or must not. Absent: allowed.") @Nullable
        Expectation expect,

        @About("Free text. Absent: none.") @Nullable String reason) {}
