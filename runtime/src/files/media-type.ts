import { BINARY, typeBySignature } from '../utils/file-type.js';

/**
 * The media type of a content, never of a name. Text is UTF-8; SVG and HTML are plain text, so that no client renders
 * them.
 * @param complete whether these are all bytes of the file
 */
export function mediaTypeOf(bytes: Buffer, complete: boolean): string {
  const signatureType = typeBySignature(bytes);
  if (signatureType !== undefined) return signatureType;
  const text = textOf(bytes, complete);
  if (text === undefined) return BINARY;
  return complete && isJson(text) ? 'application/json' : 'text/plain';
}

/** Whether a content type is that of an image, a sound or a video, which contain no text to be found. */
export const isMedia = (type: string): boolean => /^(image|audio|video)\//.test(type);

export const isText = (type: string): boolean =>
  type === 'text/plain' || type === 'application/json';

/** The text of these bytes; undefined where they are not UTF-8. A character that the end cuts off is left out. */
function textOf(bytes: Buffer, complete: boolean): string | undefined {
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
 * The text of a file that only has to be read: also UTF-16, which Excel and PowerShell write. Undefined where it is in
 * another encoding, or no text.
 */
export function decodedText(bytes: Buffer, complete: boolean): string | undefined {
  const text = textOf(bytes, complete) ?? utf16(bytes, complete);
  return text?.replace(/^\uFEFF/, '');
}

/** With a byte order mark, or where each second byte of most characters is 0, as in texts of Europe. */
function utf16(bytes: Buffer, complete: boolean): string | undefined {
  const zeros = [0, 1].map((from) => {
    let count = 0;
    for (let at = from; at < bytes.length; at += 2) if (bytes[at] === 0) count++;
    return count;
  });
  const [even = 0, odd = 0] = zeros;
  const mark = bytes.toString('hex', 0, 2);
  const isBig = mark === 'feff' || (mark !== 'fffe' && even > odd);
  const [here, other] = isBig ? [even, odd] : [odd, even];
  if (!/^(feff|fffe)$/.test(mark) && (other > 0 || here * 4 < bytes.length)) return undefined;
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
    JSON.parse(text.replace(/^\uFEFF/, '')); // RFC 8259 section 8.1
    return true;
  } catch {
    return false;
  }
}
