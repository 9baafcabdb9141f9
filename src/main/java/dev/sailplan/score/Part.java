package dev.sailplan.score;

import dev.sailplan.document.Pointer;

/**
 * Something a dimension judges by itself: a region, a service, a pair of tenants.
 *
 * @param name what it is, such as {@code service storefront/web}
 * @param at where it is declared
 * @param least the band that is certain
 * @param most the band that is possible
 * @param why what decides the certain band, a clause
 */
public record Part(String name, Pointer at, int least, int most, String why) {}
