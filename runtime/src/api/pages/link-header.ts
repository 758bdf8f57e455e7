/** Parts of `Link: <…?page=2>; rel="next"; title="a; b"`: a target, or a parameter, whose value may be quoted. */
const PARTS =
  /<([^<>]*)>|;\s*([^\s=;,"<>]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^;,"<>]*)))?/g;

/** Returns the target with the relation `next` in a `Link` header (RFC 8288 section 3), as the API sent it. */
export function nextLink(headers: Headers): string | undefined {
  let address: string | undefined;
  let hasRelation = false;
  for (const part of headers.get('link')?.matchAll(PARTS) ?? []) {
    const [, target, name, quotedValue, single, token] = part;
    if (target !== undefined) [address, hasRelation] = [target, false];
    else if (name?.toLowerCase() === 'rel' && !hasRelation) {
      hasRelation = true; // the first one counts (section 3.3)
      const relations = (quotedValue ?? single ?? token ?? '').toLowerCase().trim().split(/\s+/);
      if (relations.includes('next')) return address;
    }
  }
  return undefined;
}
