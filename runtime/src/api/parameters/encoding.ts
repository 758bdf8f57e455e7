import { ApiError } from '../api-error.js';

/** `bigint`: what a JSON number would round. */
export type Scalar = string | number | bigint | boolean;
/** A flat object, as parameters have it; `undefined` is left out. */
export type Fields = Readonly<Record<string, Scalar | undefined>>;

/** Half of a surrogate pair has no encoding in UTF-8. */
export function wellFormed(text: string): string {
  if (/\p{Surrogate}/u.test(text)) {
    throw new ApiError('arguments', `${JSON.stringify(text)} is not well-formed Unicode.`);
  }
  return text;
}

/** Only the unreserved characters of RFC 3986 stay as they are. */
export const encoded = (value: unknown): string =>
  encodeURIComponent(wellFormed(String(value))).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** The fields that have a value. */
export const present = (fields: Fields): [string, Scalar][] =>
  Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));

export const isList = (value: readonly Scalar[] | Fields): value is readonly Scalar[] =>
  Array.isArray(value);
