import { createHash } from 'node:crypto';
import { argumentName, capitalize, wordsOfName } from '../model/names.js';

export const hash = (value: string): string =>
  createHash('sha256').update(value).digest('hex').slice(0, 6);

export const nameWords = (value: string): string[] =>
  wordsOfName(value.normalize('NFKD').replace(/[\u0300-\u036f]/g, ''));

export interface ArgumentRequest {
  /** Location: path, query, header, cookie or body. */
  place: string;
  wire: string;
  /** Preferred name of the argument, if it differs from the name in the request. */
  name?: string;
}

const hasUnderscore = (name: string): boolean => name.includes('_', 1);

/** Words for comparisons at the end of query parameters such as `StartTime<` and `date>=`. */
const COMPARISONS: Readonly<Record<string, string>> = {
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
  '!=': 'not',
};

/** Returns the name with a word for its comparison; types such as `array<string>` have none. */
const withComparisonWord = (name: string, isCamel: boolean): string =>
  name.replace(/(?<=^[^<>]*\w)(?:[<>]=?|!=)$/, (operator) => {
    const word = COMPARISONS[operator] ?? '';
    return isCamel ? capitalize(word) : `_${word}`;
  });

/** Returns one argument name per parameter. Equal names get their location as a prefix, or a hash. */
export function argumentNames(
  requests: readonly ArgumentRequest[],
  takenNames: readonly string[] = [],
): string[] {
  const lower = (names: string[]) => {
    const counts = new Map<string, number>(takenNames.map((name) => [name.toLowerCase(), 1]));
    for (const name of names)
      counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
    return (name: string) => (counts.get(name.toLowerCase()) ?? 0) > 1;
  };
  // Header names are case-insensitive.
  const requestNames = requests.map(({ place, wire, name = wire }) =>
    place === 'header' ? name.toLowerCase() : name,
  );
  const plainNames = requestNames.map(argumentName);
  const isCamel =
    plainNames.some((name) => /[a-z][A-Z]/.test(name)) && !plainNames.some(hasUnderscore);
  let names = requestNames.map((name, index) =>
    argumentName(requests[index]?.place === 'query' ? withComparisonWord(name, isCamel) : name),
  );
  let clashes = lower(names);
  const withPrefix = (place: string, name: string) =>
    isCamel ? `${place}${capitalize(name)}` : `${place}_${name}`;
  names = names.map((name, index) =>
    clashes(name) ? argumentName(withPrefix(String(requests[index]?.place), name)) : name,
  );
  clashes = lower(names);
  return names.map((name, index) =>
    clashes(name)
      ? `${name.slice(0, 57)}_${hash(`${requests[index]?.place} ${requests[index]?.wire}`)}`
      : name,
  );
}

const MAX_PROVIDER_NAME_LENGTH = 24;

const FILLERS =
  /['’]s\b|\b(api (?:docs|documentation|reference)|api|openapi|swagger|rest|official|spec|specification|v?\d+(\.\d+)*)\b/g;
/** Returns the words of a title. Capitals within a word are part of a brand name: `github`, `youtube`. */
const titleWords = (title: string) =>
  nameWords(
    title
      .toLowerCase()
      .replace(/^the\s/, '')
      .replace(FILLERS, ' '),
  );

/** Returns a provider name from the title of the document: "Swagger Petstore - OpenAPI 3.0" becomes `petstore`. */
export function providerName(title: string): string {
  const [head = ''] = title.split(/\s[-–—+|(]/);
  const ofHead = titleWords(head);
  const nameWords = ofHead.length > 0 ? ofHead : titleWords(title);
  let name = '';
  for (const word of nameWords) {
    const longerName = name === '' ? word : `${name}_${word}`;
    if (longerName.length > MAX_PROVIDER_NAME_LENGTH) break;
    name = longerName;
  }
  return /^[a-z]/.test(name) ? name : `api${name && `_${name}`}`;
}
