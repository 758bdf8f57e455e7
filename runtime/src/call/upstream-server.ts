import type { Principal } from '../identity/principal.js';
import { endsWithin } from '../utils/time.js';

/** A start waits no longer; the checks then end in the background. */
const WAIT_MS = 500;

/** The MCP server whose tools a provider serves. */
export interface UpstreamServer {
  /** Clients get them in place of those of the provider. */
  instructions: string | undefined;
  /** Compares its tools with those that the project has accepted. */
  check(principal: Principal): Promise<void>;
}

/**
 * By the registrar `tool` of a provider, which no two providers share: their names are those of a project, which is not
 * known yet when providers are imported, and a process can serve several projects.
 */
const upstreamServers = new WeakMap<object, UpstreamServer>();

export const keepUpstreamServer = (tool: object, server: UpstreamServer): void =>
  void upstreamServers.set(tool, server);

export const upstreamServerOf = (tool: object): UpstreamServer | undefined =>
  upstreamServers.get(tool);

/**
 * Checks the servers behind providers that are about to be served to the user of this machine. Where a check fails, the
 * start goes on nevertheless.
 * @param tools the registrars of the providers
 */
export async function startChecks(tools: readonly unknown[], principal: Principal): Promise<void> {
  const checks = tools.flatMap((tool) => upstreamServerOf(tool as object)?.check ?? []);
  if (checks.length === 0) return;
  const ended = Promise.allSettled(checks.map((check) => check(principal)));
  await endsWithin(WAIT_MS, ended);
}
