import { log } from '../serving/log.js';
import type { ResourceLink } from './content.js';
import type { LimitedCaller } from './call-limit.js';
import { limited } from './call-limit.js';
import type { Resource } from './define.js';

/** The resources of a template, for MCP `resources/list`. A template that fails does not hide the others. */
export async function resourcesOf(
  { name, mimeType, list }: Resource,
  caller: LimitedCaller,
): Promise<ResourceLink[]> {
  try {
    const found = list ? await limited(caller, (context) => list(context)) : [];
    return found.map((link) => ({ ...(mimeType && { mimeType }), ...link }));
  } catch (error) {
    log('error', 'resources/list', error, { provider: caller.provider, resource: name });
    return [];
  }
}
