/** Words of an identifier in any case: `sendMessage`, `send-message` and `send_message` are the same two words. */
export function words(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
}

export const snakeCase = (name: string) => words(name).join('_');
export const kebabCase = (name: string) => words(name).join('-');
export const screamingCase = (name: string) => words(name).join('_').toUpperCase();
export const capitalize = (text: string) => text.replace(/^./u, (letter) => letter.toUpperCase());
const pascalCase = (name: string) => words(name).map(capitalize).join('');

/**
 * A description as a sentence: with a full stop behind a letter, a digit, a closing bracket or a quotation mark. Scripts that
 * end their sentences otherwise stay as they are.
 */
export const withFullStop = (text: string): string => text.replace(UNENDED, '$&.');

const UNENDED = /[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\d)\]}"'`]$/u;

/** The display name of what has no other: `acme_chat` is "Acme Chat". */
export const displayNameOf = (name: string) => words(name).map(capitalize).join(' ');

/** With other methods, the first words of `/list_items`, `/add_ons` and `/update_channels` are parts of nouns. */
const VERBS_OF: Readonly<Record<string, RegExp>> = {
  GET: /^(fetch|get|list)$/,
  POST: /^(add|create|delete|fetch|get|remove|update)$/,
  PUT: /^update$/,
  PATCH: /^update$/,
  DELETE: /^(delete|remove)$/,
};

/** `GET /list_items` and `POST /create_order` name operations: the first words are not parts of nouns. */
export const isOperation = (method: string, [verb = '', ...object]: readonly string[]): boolean =>
  object.length > 0 && VERBS_OF[method]?.test(verb) === true;

/** An identifier for code; a word that JavaScript or the generated files keep for themselves gets `suffix`. */
export function camelCase(name: string, suffix = ''): string {
  const pascal = pascalCase(name);
  const camel = pascal.charAt(0).toLowerCase() + pascal.slice(1);
  if (/^[0-9]/.test(camel)) return `_${camel}`;
  return RESERVED_WORDS.has(camel) ? `${camel}${suffix}` : camel;
}

/** Reserved by ECMA-262 in modules and strict code, and globals a binding must not hide. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for function if implements import in instanceof interface let new null package private protected public ' +
    'return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/** The words of a parameter in letters, digits and "_": `status[]` is `status`, `page-size` is `page_size`, `$top` is `top`. */
export const argumentName = (wire: string): string =>
  wire
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, (edge) => (/^_*$/.test(wire) || wire.startsWith('_') ? edge : ''))
    .slice(0, 64) || 'value';
