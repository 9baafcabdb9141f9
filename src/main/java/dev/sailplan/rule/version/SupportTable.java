package dev.sailplan.rule.version;

import dev.sailplan.document.MinorVersion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Until when the minor versions of Istio are supported.
 *
 * <p>From Istio's page Supported Releases (https://istio.io/latest/docs/releases/supported-releases/) and its support
 * announcements (https://istio.io/latest/news/support/); where these differ by some days, the later one. A minor version is
 * supported until six weeks after the second minor version that follows it, so the end of the newest ones is only expected: up
 * to that day they are supported, and what comes after is not known.
 */
final class SupportTable {

    /** Whether a version is supported on a day. */
    enum State {
        SUPPORTED,
        ENDED,
        UNKNOWN
    }

    private record Entry(MinorVersion version, LocalDate lastDay, boolean announced) {}

    /** What is known of the versions, oldest first and without a gap. */
    static final SupportTable CURRENT = new SupportTable()
            .ended(13, "2022-10-12")
            .ended(14, "2022-12-27")
            .ended(15, "2023-04-04")
            .ended(16, "2023-07-25")
            .ended(17, "2023-10-27")
            .ended(18, "2024-01-04")
            .ended(19, "2024-04-24")
            .ended(20, "2024-06-25")
            .ended(21, "2024-09-27")
            .ended(22, "2025-01-22")
            .ended(23, "2025-04-16")
            .ended(24, "2025-06-24")
            .ended(25, "2025-09-30")
            .ended(26, "2025-12-22")
            .ended(27, "2026-04-07")
            .ended(28, "2026-06-28")
            .ended(29, "2026-10-15")
            .expected(30, "2026-12-31")
            .expected(31, "2027-02-28");

    private final List<Entry> entries = new ArrayList<>();

    private SupportTable() {}

    private SupportTable ended(int minor, String lastDay) {
        return add(minor, lastDay, true);
    }

    private SupportTable expected(int minor, String lastDay) {
        return add(minor, lastDay, false);
    }

    private SupportTable add(int minor, String lastDay, boolean announced) {
        entries.add(new Entry(new MinorVersion(1, minor), LocalDate.parse(lastDay), announced));
        return this;
    }

    State stateOf(MinorVersion version, LocalDate day) {
        Entry entry = entryOf(version);
        if (isOlderThanAll(version)) {
            return day.isAfter(oldest().lastDay) ? State.ENDED : State.UNKNOWN;
        }
        if (entry == null) {
            return State.UNKNOWN;
        }
        if (!day.isAfter(entry.lastDay)) {
            return State.SUPPORTED;
        }
        return entry.announced ? State.ENDED : State.UNKNOWN;
    }

    /** When the support of a version ended, in words. */
    String endOf(MinorVersion version) {
        Entry entry = entryOf(version);
        return entry == null ? "before " + oldest().lastDay : "on " + entry.lastDay;
    }

    /** The newest version of which anything is known. */
    MinorVersion newest() {
        return entries.get(entries.size() - 1).version;
    }

    private Entry oldest() {
        return entries.get(0);
    }

    private boolean isOlderThanAll(MinorVersion version) {
        return version.compareTo(oldest().version) < 0;
    }

    private @Nullable Entry entryOf(MinorVersion version) {
        return entries.stream()
                .filter(entry -> entry.version.equals(version))
                .findFirst()
                .orElse(null);
    }
}
