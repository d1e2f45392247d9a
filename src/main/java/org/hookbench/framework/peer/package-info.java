/**
 * HookBench's own far end on another host: the control protocol, the server with its data services,
 * and the client that asks for them. Attaches nothing, needs no root, knows nothing of hooks.
 */
@NullMarked
package org.hookbench.framework.peer;

import org.jspecify.annotations.NullMarked;
