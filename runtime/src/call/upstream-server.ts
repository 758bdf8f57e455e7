import type { Principal } from '../identity/principal.js';
import { endsWithin } from '../utils/time.js';

/** Longest delay of a start; slower checks end in the background. */
const MAX_WAIT_MS = 500;

/** The MCP server whose tools a provider serves. */
export interface UpstreamServer {
  /** Instructions that clients get in place of those of the provider. */
  instructions: string | undefined;
  /** Compares its tools with those that the project has accepted. */
  check(principal: Principal): Promise<void>;
}

/**
 * Upstream servers by the `tool` function of a provider, which is unique to it. Provider names are
 * not, because they belong to a project that is unknown at import, and a process can serve several
 * projects.
 */
const upstreamServers = new WeakMap<object, UpstreamServer>();

/** Stores which MCP server runs a tool. */
export const storeUpstreamServer = (tool: object, server: UpstreamServer): void =>
  void upstreamServers.set(tool, server);

/** Returns the MCP server that runs a tool; undefined for a tool of this project. */
export const upstreamServerOf = (tool: object): UpstreamServer | undefined =>
  upstreamServers.get(tool);

/**
 * Checks the upstream servers of providers that are about to be served to the local user. A failed
 * check does not stop the start.
 * @param tools `tool` functions of the providers
 */
export async function startChecks(tools: readonly unknown[], principal: Principal): Promise<void> {
  const checks = tools.flatMap((tool) => upstreamServerOf(tool as object)?.check ?? []);
  if (checks.length === 0) return;
  const allChecks = Promise.allSettled(checks.map((check) => check(principal)));
  await endsWithin(MAX_WAIT_MS, allChecks);
}
