/** The first bytes of formats, as hexadecimal digits. */
const SIGNATURES: readonly [at: number, hex: string, type: string][] = [
  [0, '89504e470d0a1a0a', 'image/png'],
  [0, 'ffd8ff', 'image/jpeg'],
  [0, '474946383761', 'image/gif'],
  [0, '474946383961', 'image/gif'],
  [8, '57454250', 'image/webp'],
  [0, '255044462d', 'application/pdf'],
  [0, '504b0304', 'application/zip'],
  [0, '1f8b', 'application/gzip'],
  [0, '4f676753', 'audio/ogg'],
  [0, '494433', 'audio/mpeg'],
  [4, '66747970', 'video/mp4'],
];

export const BINARY = 'application/octet-stream';

/**
 * The media type of a content, never of a name. Text is UTF-8; SVG and HTML are plain text, so that no client renders
 * them.
 * @param complete whether these are all bytes of the file
 */
export function mediaTypeOf(bytes: Buffer, complete: boolean): string {
  const known = SIGNATURES.find(
    ([at, hex]) => bytes.toString('hex', at, at + hex.length / 2) === hex,
  );
  if (known) return known[2];
  const text = textOf(bytes, complete);
  if (text === undefined) return BINARY;
  return complete && isJson(text) ? 'application/json' : 'text/plain';
}

export const isText = (type: string): boolean =>
  type === 'text/plain' || type === 'application/json';

/** Undefined where it is not UTF-8. A character that the end cuts off is left out. */
export function textOf(bytes: Buffer, complete: boolean): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, {
      stream: !complete,
    });
  } catch {
    return undefined;
  }
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
