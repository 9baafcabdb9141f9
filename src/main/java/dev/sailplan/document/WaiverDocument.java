package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A finding that is accepted, by whom, why and until when. */
@About("A finding that is accepted, by whom, why and until when.")
public record WaiverDocument(
        @About("The code of the rule.") @Required @Nullable String rule,

        @About("Pointers or element globs such as cluster/eu-*. Absent: all.") @Nullable
        List<String> subjects,

        @About("Why it is accepted. Absent: none.") @Nullable
        String reason,

        @About("Who accepts it. Absent: none.") @Nullable String owner,

        @About("The last day it holds, a text. Absent: none.") @Nullable
        String expires,

        @About("The fingerprint it is bound to. Absent: none.") @Nullable
        String evidence) {}
