import { isVerifiedCaller, type Principal } from '../identity/principal.js';
import { log } from '../project/log.js';
import type { Tool } from './define/definitions.js';
import { ToolError } from './result/tool-error.js';

/** The decision whether a caller may use a tool. `scopes` are those that the caller lacks. */
export type Access =
  | { allowed: true }
  /**
   * `instead` returns the message for a caller who must not know the tool; without it, the message
   * is that of an unknown name.
   */
  | { allowed: false; scopes: readonly string[]; instead?: () => Promise<string> };

/**
 * Decides beyond scopes, such as by a role in `principal.claims`. Lists call it for each entry, so
 * it must be fast. An array names scopes that the caller lacks; an empty array allows the call. If
 * it throws, the caller may not use the tool.
 */
export type Authorize = (
  principal: Principal,
  tool: Pick<Tool, 'name' | 'annotations' | 'scopes' | 'meta'>,
) => boolean | readonly string[];

/** The caller may not use the tool. */
export class DeniedError extends ToolError {
  override name = 'DeniedError';
  /** The response is the same as for a tool that does not exist. */
  readonly isHidden: boolean;
  constructor(message: string, isHidden = false) {
    super(message);
    this.isHidden = isHidden;
  }
}

const ALLOWED: Access = { allowed: true };
const DENIED: Access = { allowed: false, scopes: [] };

/**
 * Adds the one access decision that lists, searches, calls and HTTP responses use.
 * @param stepUp lists tools that the caller could use with more scopes
 */
export function withAccess<
  Entry extends Pick<
    Tool,
    'name' | 'annotations' | 'scopes' | 'meta' | 'accessOf' | 'isHiddenFrom'
  >,
>(provider: string, tool: Entry, authorize: Authorize | undefined, stepUp: boolean): Entry {
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
    const missingScopes = missingScopesOf(principal, scopes);
    if (missingScopes.length > 0) return { allowed: false, scopes: missingScopes };
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

/**
 * Returns the scopes that a caller lacks. The local user has no token and may do everything; a
 * verified caller without scopes has none.
 */
function missingScopesOf(
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
