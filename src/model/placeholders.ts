const PLACEHOLDER = /\{([A-Za-z0-9_.-]+)\}/g;

/** In a question to the person: the arguments that it does not name itself, with their values. */
export const OTHERS = '...';

/** Names of the `{name}` in a request path, a URI template or a prompt's text: in their order, repeats included. */
export const placeholders = (text: string): string[] =>
  Array.from(text.matchAll(PLACEHOLDER), (match) => match[1] ?? '');

/** The text with a value for each `{name}`. */
export const fillPlaceholders = (text: string, valueOf: (name: string) => string): string =>
  text.replace(PLACEHOLDER, (_, name: string) => valueOf(name));

/** The text around each `{name}` and the names, in turn; it begins and ends with text. */
export const piecesOf = (text: string): string[] => text.split(PLACEHOLDER);
