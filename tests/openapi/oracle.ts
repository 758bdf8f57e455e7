import {
  createQuerySerializer,
  defaultPathSerializer,
  serializeArrayParam,
  serializeObjectParam,
} from 'openapi-fetch';
import type { Parameter } from '../../src/openapi/model.js';

type Values = Readonly<Record<string, unknown>>;

/**
 * The path and query that `openapi-fetch` sends: an implementation that is not ours, from the parameters of the document.
 * Undefined where it has none: values in values, several tabs.
 */
export function urlByOracle(
  path: string,
  parameters: readonly Parameter[],
  values: Values,
): string | undefined {
  const written = parameters.filter(
    ({ name, in: place }) => values[`${place} ${name}`] !== undefined,
  );
  if (!written.every((one) => isKnown(one, values[`${one.in} ${one.name}`]))) return undefined;
  const inPath = written.filter((one) => one.in === 'path');
  const template = inPath.reduce(
    (text, { name, style = 'simple', explode = false }) =>
      text.replaceAll(`{${name}}`, `{${PREFIX[style] ?? ''}${name}${explode ? '*' : ''}}`),
    path.replace(/[?#].*$/s, ''),
  );
  const filled = defaultPathSerializer(template, valuesOf('path', inPath, values));
  const query = written
    .filter((one) => one.in === 'query')
    .map((one) => queryOf(one, values[`query ${one.name}`]))
    .filter((part) => part !== '');
  return normalized(filled + (query.length > 0 ? `?${query.join('&')}` : ''));
}

const PREFIX: Readonly<Record<string, string>> = { label: '.', matrix: ';' };

const valuesOf = (place: string, parameters: readonly Parameter[], values: Values) =>
  Object.fromEntries(parameters.map(({ name }) => [name, values[`${place} ${name}`]])) as Record<
    string,
    string
  >;

function queryOf(parameter: Parameter, value: unknown): string {
  const { name, style = 'form', explode = style === 'form', allowReserved = false } = parameter;
  if (parameter.contentType !== undefined)
    return `${name}=${encodeURIComponent(typeof value === 'string' && !parameter.contentType.includes('json') ? value : JSON.stringify(value))}`;
  const options = { style: style as 'form', explode, allowReserved };
  if (Array.isArray(value)) return serializeArrayParam(name, value, options);
  if (typeof value === 'object' && value !== null)
    return serializeObjectParam(name, value as Record<string, unknown>, options);
  return createQuerySerializer({ allowReserved })({ [name]: value });
}

/** OpenAPI defines no other combination, or that package lacks it. */
function isKnown({ style, contentType, allowReserved }: Parameter, value: unknown): boolean {
  if (contentType !== undefined) return true;
  if (typeof value !== 'object' || value === null)
    return !allowReserved || !/[^\w:/?@$,;=-]/.test(String(value));
  const isFlat = Object.values(value).every((item) => typeof item !== 'object');
  const isList = Array.isArray(value);
  return (
    isFlat &&
    style !== 'tabDelimited' &&
    !allowReserved &&
    (isList ? style !== 'deepObject' : !(style ?? '').includes('Delimited'))
  );
}

/** Both encodings of these characters mean the same; the order of parameters means nothing. */
export function normalized(url: string): string {
  const [path = '', query] = url.split('?');
  const encoded = (text: string) =>
    text.replace(/[!'()*|[\]]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return query === undefined
    ? encoded(path)
    : `${encoded(path)}?${encoded(query).split('&').toSorted().join('&')}`;
}
