/** Who calls, and what they may: keys and tokens, roles, teams. Where only this machine can call, nobody is asked. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.access;
