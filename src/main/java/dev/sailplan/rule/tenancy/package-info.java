/** Rules on tenants and what keeps them apart (TEN). */
@org.jspecify.annotations.NullMarked
package dev.sailplan.rule.tenancy;
