import { wellFormed } from '../parameters/encoding.js';
import { bytesOf, mediaType } from './content.js';

/** A file in a multipart body. */
export class FilePart {
  constructor(
    readonly bytes: Uint8Array<ArrayBuffer>,
    readonly name: string,
    readonly type: string,
  ) {}
}

/**
 * A file, from a base64 argument.
 * @example body: multipart({ title, image: file(content, { name: file_name, type: 'image/png' }) })
 */
export const file = (
  base64: string,
  { name = 'file', type = 'application/octet-stream' }: { name?: string; type?: string } = {},
): FilePart => new FilePart(bytesOf(base64), name, mediaType(type));

interface Part {
  head: string;
  data: Uint8Array<ArrayBuffer>;
}

/**
 * A body of type `multipart/form-data`: text, files, and objects as JSON. A list has a part for each item; values that
 * are null or undefined are left out.
 *
 * Not `FormData`: it gives every part that has a content type a file name, and its boundary changes with each request.
 */
export function multipart(fields: Readonly<Record<string, unknown>>): Blob {
  const parts = Object.entries(fields).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((item) =>
      item === undefined || item === null ? [] : [partOf(name, item)],
    ),
  );
  const boundary = boundaryOf(parts);
  const chunks = parts.flatMap(({ head, data }) => [
    `--${boundary}\r\n${head}\r\n\r\n`,
    data,
    '\r\n',
  ]);
  return new Blob([...chunks, `--${boundary}--\r\n`], {
    type: `multipart/form-data; boundary=${boundary}`,
  });
}

function partOf(name: string, value: unknown): Part {
  const head = `Content-Disposition: form-data; name="${quoted(name)}"`;
  if (value instanceof FilePart) {
    const { bytes, name: fileName, type } = value;
    return {
      head: `${head}; filename="${quoted(fileName)}"\r\nContent-Type: ${type}`,
      data: bytes,
    };
  }
  if (typeof value === 'string') return { head, data: utf8(value) };
  const data = utf8(JSON.stringify(value)); // also of numbers and booleans
  return typeof value === 'object'
    ? { head: `${head}\r\nContent-Type: application/json`, data }
    : { head, data };
}

const utf8 = (text: string) => new TextEncoder().encode(wellFormed(text));

/** As browsers do (HTML standard, "multipart/form-data encoding algorithm"). */
const quoted = (name: string) =>
  wellFormed(name).replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');

/** In no part; the same for the same parts, so that signatures and tests can cover the body. */
function boundaryOf(parts: readonly Part[]): string {
  for (let count = 0; ; count++) {
    const boundary = `----part-${String(count).padStart(8, '0')}`;
    if (!parts.some(({ data }) => Buffer.from(data).includes(boundary))) return boundary;
  }
}
