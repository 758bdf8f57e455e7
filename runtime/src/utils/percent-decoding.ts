/** Returns a percent-decoded text (RFC 3986 section 2.1), or the text itself if a percent sign in it begins no escape sequence. */
export function decodeOrKeep(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
