import { nestedFields } from '../../../runtime/src/api/parameters.js';
import { contentForm } from '../../model/media-type.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import { SEPARATORS, type Slot } from './binding.js';
import type { Serialization } from './spec.js';

/** A parameter as a server reads it. */
export type Field = readonly [name: string, value: string];

type Written = Serialization & { name: string };

/**
 * A query parameter, a cookie or a form field (OpenAPI 3.1, "Style Examples").
 * @param encoded one of several values in a field: separators stay as they are
 */
export function fieldsOf(
  written: Written,
  value: unknown,
  encoded: (text: string) => string = (text) => text,
): Field[] {
  const { name, style = 'form', explode = style === 'form', contentType } = written;
  if (value === undefined || value === null) return [];
  if (contentType !== undefined && contentForm(contentType) === 'json')
    return [[name, encoded(JSON.stringify(value))]];
  if (style === 'deepObject')
    return nestedFields(value, written.lists ?? 'repeat', name).map(([field, item]) => [
      field,
      String(item),
    ]);
  const separator = SEPARATORS[style] ?? ',';
  if (Array.isArray(value)) {
    const items = value.map((item) => encoded(String(item)));
    return explode ? items.map((item) => [name, item]) : [[name, items.join(separator)]];
  }
  if (!isRecord(value)) return [[name, encoded(textOf(value))]];
  const entries = Object.entries(value).map(([key, item]): Field => [
    encoded(key),
    encoded(String(item)),
  ]);
  return explode ? entries : [[name, entries.flat().join(separator)]];
}

/** Of a scalar. */
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** What a path contains, encoded. */
export function pathText(
  { name, style = 'simple', explode = false, contentType }: Slot,
  value: unknown,
): string {
  const text = (item: unknown) => encodeURIComponent(String(item));
  if (contentType !== undefined && contentForm(contentType) === 'json')
    return text(JSON.stringify(value));
  const parts = Array.isArray(value)
    ? value.map(text)
    : isRecord(value)
      ? Object.entries(value).flatMap(([key, item]) =>
          explode ? [`${text(key)}=${text(item)}`] : [text(key), text(item)],
        )
      : [text(value)];
  if (style === 'label') return `.${parts.join(explode ? '.' : ',')}`;
  if (style === 'simple') return parts.join(',');
  if (!explode || typeof value !== 'object') return `;${text(name)}=${parts.join(',')}`;
  return parts
    .map((part) => (Array.isArray(value) ? `;${text(name)}=${part}` : `;${part}`))
    .join('');
}
