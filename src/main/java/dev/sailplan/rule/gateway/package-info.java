/** Rules on east-west gateways (GWY). */
@org.jspecify.annotations.NullMarked
package dev.sailplan.rule.gateway;
