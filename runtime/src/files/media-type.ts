import { BINARY_TYPE, typeBySignature } from '../utils/file-type.js';

/**
 * Returns the media type of content; the name does not matter. Text is UTF-8. SVG and HTML count as
 * plain text, so that no client renders them.
 * @param complete whether the bytes are the whole file
 */
export function mediaTypeOf(bytes: Buffer, complete: boolean): string {
  const signatureType = typeBySignature(bytes);
  if (signatureType !== undefined) return signatureType;
  const text = utf8Text(bytes, complete);
  if (text === undefined) return BINARY_TYPE;
  return complete && isJson(text) ? 'application/json' : 'text/plain';
}

/** Returns whether a media type is an image, audio or video, which contain no searchable text. */
export const isBinaryMedia = (type: string): boolean => /^(image|audio|video)\//.test(type);

/** Returns whether a media type is one of those that `mediaTypeOf` returns for text. */
export const isText = (type: string): boolean =>
  type === 'text/plain' || type === 'application/json';

/**
 * Returns the text of UTF-8 bytes; undefined if they are not UTF-8. A character that is truncated
 * at the end is omitted.
 */
function utf8Text(bytes: Buffer, complete: boolean): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, {
      stream: !complete,
    });
  } catch {
    return undefined;
  }
}

/**
 * Returns the text of a file for reading only, including UTF-16, which Excel and PowerShell write.
 * Undefined for other encodings and other content.
 */
export function decodeText(bytes: Buffer, complete: boolean): string | undefined {
  const text = utf8Text(bytes, complete) ?? decodeUtf16(bytes, complete);
  return text?.replace(/^\uFEFF/, '');
}

/**
 * Decodes UTF-16 with a byte order mark, or without one if every second byte of most characters is
 * 0, as in texts of European languages.
 */
function decodeUtf16(bytes: Buffer, complete: boolean): string | undefined {
  const zeros = [0, 1].map((parity) => {
    let count = 0;
    for (let at = parity; at < bytes.length; at += 2) if (bytes[at] === 0) count++;
    return count;
  });
  const [even = 0, odd = 0] = zeros;
  const mark = bytes.toString('hex', 0, 2);
  const isBig = mark === 'feff' || (mark !== 'fffe' && even > odd);
  const [highZeros, lowZeros] = isBig ? [even, odd] : [odd, even];
  if (!/^(feff|fffe)$/.test(mark) && (lowZeros > 0 || highZeros * 4 < bytes.length))
    return undefined;
  try {
    const decoder = new TextDecoder(isBig ? 'utf-16be' : 'utf-16le', { fatal: true });
    return decoder.decode(bytes, { stream: !complete });
  } catch {
    return undefined;
  }
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text.replace(/^\uFEFF/, '')); // parsers may ignore the mark (RFC 8259 section 8.1)
    return true;
  } catch {
    return false;
  }
}
