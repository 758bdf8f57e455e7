import { log } from '../../project/log.js';
import { type LimitedCaller, withCallLimit } from '../call-limit.js';
import type { Resource } from '../define/definitions.js';
import type { ResourceLink } from '../result/content.js';
import { decodeVariables } from '../variables.js';
import { isTemplate } from './lists.js';

/** Returns the resources of a template for MCP `resources/list`. A failing template does not hide the others. */
export async function resourcesOfTemplate(
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

/** Returns the resources that templates list. */
export async function resourcesOfTemplates(
  resources: Iterable<Resource>,
  caller: LimitedCaller,
): Promise<ResourceLink[]> {
  const templates = [...resources].filter(({ list, isUnlisted }) => list && !isUnlisted);
  return (
    await Promise.all(templates.map((template) => resourcesOfTemplate(template, caller)))
  ).flat();
}

/** The resource at a URI. */
export interface FoundResource {
  resource: Resource;
  /** Decoded variables of the template. */
  variables: Record<string, string>;
  /** URI as the URL standard serializes it. */
  uri: string;
}

/** Matches a URI with an RFC 6570 template, by the SDK version in use. */
export type MatchTemplate = (
  template: string,
  uri: string,
) => Record<string, string | string[]> | null;

/**
 * Returns the resource at a URI: of the provider whose results have most recently linked it for
 * this user, otherwise of any provider. Fixed resources take precedence over templates, and
 * templates over linked resources.
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
  const latestOrder = Math.max(0, ...all.map(({ order }) => order));
  const latestLinked = all.filter(({ order }) => order === latestOrder);
  for (const group of latestOrder > 0 ? [latestLinked, all] : [all]) {
    const resourceMatch = findResource(
      group.map(({ resource }) => resource),
      uri,
      href,
      match,
    );
    if (resourceMatch) return resourceMatch;
  }
  return undefined;
}

function findResource(
  all: readonly Resource[],
  uri: string,
  href: string,
  match: MatchTemplate,
): FoundResource | undefined {
  const fixed = all.find(
    (resource) => !isTemplate(resource) && (resource.uri === href || resource.uri === uri),
  );
  if (fixed) return { resource: fixed, variables: {}, uri: href };
  const templates = all.filter(isTemplate);
  const uris = new Set(templates.map((template) => template.uri));
  for (const resource of templates) {
    const templateMatch = matchWithQuery(resource.uri, href, match, uris);
    const variables = templateMatch && decodeVariables(templateMatch);
    if (variables) return { resource, variables, uri: href };
  }
  const linkedResource = all.map((resource) => resource.linked?.(href)).find(Boolean);
  return linkedResource && { resource: linkedResource, variables: {}, uri: href };
}

/**
 * Matches a template that ends with an expression such as `{?a,b}` with a query that has any of its
 * variables, in any order (RFC 6570, section 3.2.8). The others are empty; the SDK requires all.
 * @param uris of all templates: if one is the same without the expression, URIs without a query are of that one
 */
function matchWithQuery(
  template: string,
  href: string,
  match: MatchTemplate,
  uris: ReadonlySet<string>,
) {
  const [, start, list] = /^([^]*)\{\?([^{}]+)\}$/.exec(template) ?? [];
  if (start === undefined || list === undefined) return match(template, href);
  if (!href.includes('?') && uris.has(start)) return null;
  const [path = '', query = ''] = href.split(/\?([^]*)/);
  const pairs = query
    .split('&')
    .filter(Boolean)
    .map((pair) => pair.split(/=([^]*)/));
  const names = list.split(',').map((name) => name.trim().replace(/\*$|:\d+$/, ''));
  const matched = match(start, path);
  if (!matched || pairs.some(([name = '']) => !names.includes(name))) return null;
  const valuesOf = (name: string) =>
    pairs.flatMap(([key, value = '']) => (key === name ? [value] : []));
  return { ...matched, ...Object.fromEntries(names.map((name) => [name, valuesOf(name)])) };
}
