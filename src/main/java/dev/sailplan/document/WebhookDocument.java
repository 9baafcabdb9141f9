package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is to be told of changes of verdicts, and of which. */
@About("Who is to be told of changes of verdicts, and of which.")
public record WebhookDocument(
        @About(
                "Where messages are sent: an https URL without user and fragment, at most 2000 characters. http is only for networks that sailplan.webhooks.allowed-networks names.")
        @Required
        @Nullable
        String url,

        @About("What it is for, at most 1000 characters. Absent: nothing.") @Nullable
        String description,

        @About("Names of the stored topologies whose changes are told, at most 100. Absent: all.")
        @Form(TextForm.DNS_LABEL)
        @Nullable
        List<String> topologies,

        @About("The verdicts a change has to lead to. Absent: all, and deletions.") @Nullable
        List<ToldVerdict> verdicts) {}
