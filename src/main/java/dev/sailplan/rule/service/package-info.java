/** Rules on services and how they are consumed (SVC). */
@org.jspecify.annotations.NullMarked
package dev.sailplan.rule.service;
