/** How severe each rule is for whom: the profiles a validation is judged by. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.profile;
