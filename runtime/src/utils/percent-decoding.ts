/** Returns a percent-decoded text (RFC 3986 section 2.1), or the text itself if a percent sign in it begins no escape sequence. */
export function decodeOrKeep(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** Returns the keys of a JSON pointer in a URI fragment, such as `/$defs/room` (RFC 6901 section 6). */
export const pointerKeys = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => decodeOrKeep(key).replaceAll('~1', '/').replaceAll('~0', '~'));
