import { log } from '../serving/log.js';
import type { ResourceLink } from './content.js';
import type { CallContext, Resource } from './define.js';

/** The resources of a template, for MCP `resources/list`. A template that fails does not hide the others. */
export async function resourcesOf(
  provider: string,
  { name, mimeType, list }: Resource,
  context: CallContext,
): Promise<ResourceLink[]> {
  try {
    const found = (await list?.(context)) ?? [];
    return found.map((link) => ({ mimeType, ...link }));
  } catch (error) {
    log('error', 'resources/list', error, { provider, resource: name });
    return [];
  }
}
