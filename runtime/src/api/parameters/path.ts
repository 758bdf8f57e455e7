import { ApiError } from '../api-error.js';
import type { Fields, Scalar } from './encoding.js';
import { encoded, isList, present } from './encoding.js';

/** A path parameter that is written in a way of its own, encoded. */
export type PathParameter = () => string;

type Value = Scalar | readonly Scalar[] | Fields;

interface Explode {
  /** Each item or field on its own, as in OpenAPI. */
  explode?: boolean;
}

/**
 * A list or an object within a segment: `1,2,3`.
 * @example path`/rooms/${simple(ids)}`
 */
export const simple =
  (value: Value, { explode = false }: Explode = {}): PathParameter =>
  () =>
    partsOf(value, explode).join(',');

/**
 * A value after a period: `.1,2,3`.
 * @example path`/rooms${label(ids)}`
 */
export const label =
  (value: Value, { explode = false }: Explode = {}): PathParameter =>
  () =>
    `.${partsOf(value, explode).join(explode ? '.' : ',')}`;

/**
 * A value with its name after a semicolon: `;ids=1,2,3`.
 * @example path`/rooms${matrix('ids', ids)}`
 */
export const matrix =
  (name: string, value: Value, { explode = false }: Explode = {}): PathParameter =>
  () => {
    const parts = partsOf(value, explode);
    if (!explode || typeof value !== 'object') return `;${encoded(name)}=${parts.join(',')}`;
    return parts.map((part) => (isList(value) ? `;${encoded(name)}=${part}` : `;${part}`)).join('');
  };

/** @throws ApiError for a value without text: the path would lead elsewhere */
function partsOf(value: Value, explode: boolean): string[] {
  const parts = allParts(value, explode);
  if (parts.every((part) => part === '')) {
    throw new ApiError('arguments', 'A part of the path is empty.');
  }
  return parts;
}

function allParts(value: Value, explode: boolean): string[] {
  if (typeof value !== 'object') return [encoded(value)];
  if (isList(value)) return value.map(encoded);
  return present(value).flatMap(([key, item]) =>
    explode ? [`${encoded(key)}=${encoded(item)}`] : [encoded(key), encoded(item)],
  );
}
