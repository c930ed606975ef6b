/** TLC looks here, by name, for the Java of a module's operators: those of the oracle's trace specs. */
package tlc2.module;
