/** Names of the `{name}` in a request path, a URI template or a prompt's text: in their order, repeats included. */
export const placeholders = (text: string): string[] =>
  Array.from(text.matchAll(/\{([A-Za-z0-9_.-]+)\}/g), (match) => match[1] ?? '');
