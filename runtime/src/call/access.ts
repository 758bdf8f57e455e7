import { isVerifiedCaller, type Principal } from '../identity/principal.js';
import { log } from '../project/log.js';
import type { Tool } from './definitions.js';
import { ToolError } from './tool-error.js';

/** Whether a caller may use a tool; `scopes`: those whose grant would change that. */
export type Access =
  | { allowed: true }
  /** `instead`: what a caller reads who may not know of the tool; absent: as of any name that no tool has. */
  | { allowed: false; scopes: readonly string[]; instead?: () => Promise<string> };

/**
 * Decides beyond scopes, such as by a role in `principal.claims`; for each entry of a list, so it must be fast. An array names
 * scopes that the caller lacks; an empty one, none. If it throws, the caller may not use the tool.
 */
export type Authorize = (
  principal: Principal,
  tool: Pick<Tool, 'name' | 'annotations' | 'scopes' | 'meta'>,
) => boolean | readonly string[];

/** The caller may not use the tool. */
export class DeniedError extends ToolError {
  override name = 'DeniedError';
  /** The answer is that of a tool that does not exist. */
  readonly isHidden: boolean;
  constructor(message: string, isHidden = false) {
    super(message);
    this.isHidden = isHidden;
  }
}

const ALLOWED: Access = { allowed: true };
const DENIED: Access = { allowed: false, scopes: [] };

/**
 * The tool with the one decision that lists, searches, calls and HTTP responses use.
 * @param stepUp lists tools that the caller could use with more scopes
 */
export function withAccess(
  provider: string,
  tool: Tool,
  authorize: Authorize | undefined,
  stepUp: boolean,
): Tool {
  const { name, scopes = [] } = tool;
  if (tool.accessOf || (scopes.length === 0 && !authorize)) return tool; // another provider has decided

  function decisionOf(principal: Principal): boolean | readonly string[] {
    try {
      return authorize?.(principal, tool) ?? true;
    } catch (error) {
      log('error', 'authorize', error, { provider, tool: name });
      return false;
    }
  }

  function accessOf(principal: Principal): Access {
    const missing = missingOf(principal, scopes);
    if (missing.length > 0) return { allowed: false, scopes: missing };
    const decision = decisionOf(principal);
    if (typeof decision === 'boolean') return decision ? ALLOWED : DENIED;
    return decision.length === 0 ? ALLOWED : { allowed: false, scopes: decision };
  }

  return {
    ...tool,
    accessOf,
    isHiddenFrom(principal) {
      if (tool.isHiddenFrom?.(principal)) return true;
      const access = accessOf(principal);
      return !access.allowed && !(stepUp && access.scopes.length > 0);
    },
  };
}

/** The person on this machine has no token, and may do everything; without scopes, a verified caller may do nothing. */
function missingOf(
  { userId, scopes: granted = isVerifiedCaller(userId) ? [] : undefined }: Principal,
  scopes: readonly string[],
): readonly string[] {
  return granted ? scopes.filter((scope) => !granted.includes(scope)) : [];
}

/** @throws DeniedError unless the access is allowed */
export async function requireAccess(name: string, access: Access): Promise<void> {
  if (access.allowed) return;
  const { scopes, instead } = access;
  if (scopes.length === 0)
    throw new DeniedError((await instead?.()) ?? `Tool ${name} not found`, !instead);
  throw new DeniedError(
    `"${name}" needs the scopes: ${scopes.join(', ')}. Sign in again and grant them.`,
  );
}
