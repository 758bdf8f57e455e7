/** Returns whether a pattern, in which `*` stands for any characters, matches a name. */
export function matchesWildcard(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map(escapePattern);
  return new RegExp(`^${parts.join('.*')}$`, 's').test(name);
}

/** Returns a regular expression that matches a text as it is. */
export const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
