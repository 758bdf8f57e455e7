import { log } from '../project/log.js';
import { type LimitedCaller, withCallLimit } from './call-limit.js';
import type { ResourceLink } from './content.js';
import type { Resource } from './definitions.js';
import { isTemplate } from './lists.js';
import { decodedVariables } from './variables.js';

/** The resources of a template, for MCP `resources/list`. A template that fails does not hide the others. */
export async function resourcesOf(
  { name, mimeType, list }: Resource,
  caller: LimitedCaller,
): Promise<ResourceLink[]> {
  try {
    const links = list ? await withCallLimit(caller, (context) => list(context)) : [];
    return links.map((link) => ({ ...(mimeType && { mimeType }), ...link }));
  } catch (error) {
    log('error', 'resources/list', error, { provider: caller.provider, resource: name });
    return [];
  }
}

/** The resources that templates list. */
export async function listedByTemplates(
  resources: Iterable<Resource>,
  caller: LimitedCaller,
): Promise<ResourceLink[]> {
  const templates = [...resources].filter(({ list, isUnlisted }) => list && !isUnlisted);
  return (await Promise.all(templates.map((one) => resourcesOf(one, caller)))).flat();
}

export interface FoundResource {
  resource: Resource;
  /** Variables of the template, decoded. */
  variables: Record<string, string>;
  /** In the form of the URL standard. */
  uri: string;
}

/** RFC 6570, as each line of the SDK has it. */
export type MatchTemplate = (
  template: string,
  uri: string,
) => Record<string, string | string[]> | null;

/**
 * What a URI addresses: what is of the provider whose results have linked it to this user last, else of any. A fixed resource
 * comes before templates, and these before what results link to.
 */
export function resourceAt(
  resources: Iterable<Resource>,
  uri: string,
  match: MatchTemplate,
  userId: string,
): FoundResource | undefined {
  if (!URL.canParse(uri)) return undefined;
  const { href } = new URL(uri);
  const all = Array.from(resources, (resource) => ({
    resource,
    order: resource.linkOrder?.(href, userId) ?? 0,
  }));
  const last = Math.max(0, ...all.map(({ order }) => order));
  const linking = all.filter(({ order }) => order === last);
  for (const group of last > 0 ? [linking, all] : [all]) {
    const found = addressed(
      group.map(({ resource }) => resource),
      uri,
      href,
      match,
    );
    if (found) return found;
  }
  return undefined;
}

function addressed(
  all: readonly Resource[],
  uri: string,
  href: string,
  match: MatchTemplate,
): FoundResource | undefined {
  const fixed = all.find((one) => !isTemplate(one) && (one.uri === href || one.uri === uri));
  if (fixed) return { resource: fixed, variables: {}, uri: href };
  for (const resource of all.filter(isTemplate)) {
    const matched = match(resource.uri, href);
    const variables = matched && decodedVariables(matched);
    if (variables) return { resource, variables, uri: href };
  }
  const linked = all.map((one) => one.linked?.(href)).find(Boolean);
  return linked && { resource: linked, variables: {}, uri: href };
}
