/** Schemes that open a page. */
const PAGE_SCHEMES = ['http:', 'https:'];
/** Members of results, messages and blocks that contain other blocks (MCP `ContentBlock`). */
const BLOCK_MEMBERS = ['content', 'messages', 'contents', 'resource'];

/**
 * Returns a copy of another server's result in which links lead only to web pages and to resources that the project serves.
 * A client could run the code of a `javascript:` link, or open a `file:` link or another program on its user's machine, so
 * such a link becomes a text that begins with `unsafe:`.
 * @param servedSchemes schemes of the served resources, with their colon
 * @param onLink is called with each link to a served resource
 */
export function withSafeLinks(
  result: Record<string, unknown>,
  servedSchemes: readonly string[],
  onLink: (uri: string) => void,
): Record<string, unknown> {
  const withSafeUris = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(withSafeUris);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, member]): [string, unknown] => {
      if (name === 'uri' && typeof member === 'string') return [name, safeUri(member)];
      if (name === 'icons' && Array.isArray(member)) return [name, member.filter(isPicture)];
      return [name, BLOCK_MEMBERS.includes(name) ? withSafeUris(member) : member];
    });
    return Object.fromEntries(entries);
  };
  function safeUri(uri: string): string {
    const scheme = schemeOf(uri);
    if (servedSchemes.includes(scheme)) onLink(uri);
    return PAGE_SCHEMES.includes(scheme) || servedSchemes.includes(scheme) ? uri : `unsafe:${uri}`;
  }
  return withSafeUris(result) as Record<string, unknown>;
}

/**
 * Returns the scheme of a URI as browsers read it: they ignore spaces before it, and line ends in
 * it. Empty if there is none.
 */
export function schemeOf(uri: string): string {
  if (URL.canParse(uri)) return new URL(uri).protocol;
  return /^[a-z][\w+.-]*:/i.exec(uri)?.[0].toLowerCase() ?? ''; // a template
}

/** Returns whether an icon has a source that MCP allows (MCP, "Icons"). */
const isPicture = (icon: unknown): boolean =>
  /^(https:\/\/|data:image\/)/i.test(String((icon as { src?: unknown } | null)?.src));
