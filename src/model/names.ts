/**
 * Returns the words of an identifier in any case: `sendMessage`, `send-message` and `send_message`
 * have the same two words.
 */
export function wordsOfName(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
}

export const snakeCase = (name: string) => wordsOfName(name).join('_');
export const kebabCase = (name: string) => wordsOfName(name).join('-');
export const screamingCase = (name: string) => wordsOfName(name).join('_').toUpperCase();
export const capitalize = (text: string) => text.replace(/^./u, (letter) => letter.toUpperCase());
const pascalCase = (name: string) => wordsOfName(name).map(capitalize).join('');

/**
 * Returns a description as a sentence: with a full stop after a letter, a digit, a closing bracket
 * or a quotation mark. Scripts with other sentence ends stay as they are.
 */
export const withFullStop = (text: string): string => text.replace(LACKS_FULL_STOP, '$&.');

const LACKS_FULL_STOP = /[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\d)\]}"'`]$/u;

/** Returns the name of an npm package without its scope: `@acme/weather` becomes `weather`. */
export const unscopedName = (name: string) => name.replace(/^@[^/]*\//, '');

/** Returns the display name of something that states none: `acme_chat` becomes "Acme Chat". */
export const displayNameOf = (name: string) => wordsOfName(name).map(capitalize).join(' ');

/**
 * First words of paths that are verbs only with certain methods: otherwise `/list_items`,
 * `/add_ons` and `/update_channels` are nouns.
 */
const VERBS_BY_METHOD: Readonly<Record<string, RegExp>> = {
  GET: /^(fetch|get|list)$/,
  POST: /^(add|create|delete|fetch|get|remove|update)$/,
  PUT: /^update$/,
  PATCH: /^update$/,
  DELETE: /^(delete|remove)$/,
};

/**
 * Returns whether the path names an operation, as in `GET /list_items` and `POST /create_order`, so
 * that its first word is a verb.
 */
export const isOperation = (method: string, [verb = '', ...object]: readonly string[]): boolean =>
  object.length > 0 && VERBS_BY_METHOD[method]?.test(verb) === true;

/** Returns an identifier for code. Words that JavaScript or the generated files reserve get `suffix`. */
export function camelCase(name: string, suffix = ''): string {
  const pascal = pascalCase(name);
  const camel = pascal.charAt(0).toLowerCase() + pascal.slice(1);
  if (/^[0-9]/.test(camel)) return `_${camel}`;
  return RESERVED_WORDS.has(camel) ? `${camel}${suffix}` : camel;
}

/** Words that ECMA-262 reserves in modules and strict code, and globals that a binding must not hide. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for function if implements import in instanceof interface let new null package private protected public ' +
    'return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/**
 * Returns the words of a parameter in letters, digits and "_": `status[]` becomes `status`,
 * `page-size` becomes `page_size`, `$top` becomes `top`.
 */
export const argumentName = (wire: string): string =>
  wire
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, (edge) => (/^_*$/.test(wire) || wire.startsWith('_') ? edge : ''))
    .slice(0, 64) || 'value';

/** Schema of the name of an environment variable that a program reads. */
export const variableName = {
  type: 'string',
  pattern: '^[A-Z][A-Z0-9_]*$',
  patternErrorMessage: 'must be the name of an environment variable, such as "ACME_TOKEN"',
} as const;
