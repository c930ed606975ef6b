/**
 * Runs any protocol, and knows none. To read it:
 *
 * <ul>
 *   <li>What a protocol says of itself: {@link dev.lockstep.run.Description}, its {@link dev.lockstep.run.Deployment} with the nodes, and its
 *       {@link dev.lockstep.run.Clients}.
 *   <li>A node: {@link dev.lockstep.run.InstanceNode} plays {@link dev.lockstep.run.Roles} in any number of instances, with a
 *       {@link dev.lockstep.run.Store}, {@link dev.lockstep.run.Patience} and a {@link dev.lockstep.run.NodeTrace}.
 *   <li>A run: {@link dev.lockstep.run.SimulatedRun}; {@link dev.lockstep.run.FifoRun}, whose nodes are threads over TCP that lose nothing; {@link
 *       dev.lockstep.run.ProcessRun}, whose nodes are processes that are killed.
 * </ul>
 */
@NullMarked
package dev.lockstep.run;

import org.jspecify.annotations.NullMarked;
