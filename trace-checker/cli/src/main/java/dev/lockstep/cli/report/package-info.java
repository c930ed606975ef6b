/** Writes results for other programs: a file each, in a format that they read. */
package dev.lockstep.cli.report;
