/**
 * Returns a URL for messages, without credentials, query and fragment, which can be secrets. The
 * text may be no URL.
 */
export function shownUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.host) return `${url.protocol}//${url.host}${url.pathname}`;
  return text.replace(/[?#].*/s, '').replace(/.*@/s, '…@');
}
