/** IP addresses and ranges of both families, read strictly and compared as sets of addresses. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.address;
