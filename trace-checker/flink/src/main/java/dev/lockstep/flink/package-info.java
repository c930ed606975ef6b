/**
 * Validates traces in a job of Apache Flink. Sources give blocks of lines; {@link dev.lockstep.flink.ReadingFunction} puts the lines of a
 * trace in order, and steps what has no instance; {@link dev.lockstep.flink.SteppingFunction} steps one instance of one trace; {@link
 * dev.lockstep.flink.VerdictFunction} makes one verdict of both. What is checked, and how, is the checker's alone.
 */
package dev.lockstep.flink;
