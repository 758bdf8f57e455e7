import { truncate } from '../../utils/truncate.js';
import { type ContentBlock, mediaBlock } from './content.js';
import { ATTACHMENT_SCHEME } from './saved-files.js';

/** Returns the content block for the bytes of a response: an image, audio, or a file. */
export function bytesBlock({ headers }: { headers: Headers }, bytes: Uint8Array): ContentBlock {
  const mimeType = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  const uri = `${ATTACHMENT_SCHEME}${encodeURIComponent(fileName(headers))}`;
  return mediaBlock(uri, bytes, mimeType || 'application/octet-stream');
}

/** Returns the file name of a response (RFC 6266); `filename*` takes precedence. */
function fileName(headers: Headers): string {
  const disposition = headers.get('content-disposition') ?? '';
  const [, charset, extended = ''] =
    /;\s*filename\*\s*=\s*(utf-8|iso-8859-1)'[\w-]*'([^;\s]+)/i.exec(disposition) ?? [];
  const [, quoted, token] =
    /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition) ?? [];
  const plainName = quoted?.replace(/\\(.)/g, '$1') ?? token; // RFC 9110 section 5.6.4
  const name =
    (charset === undefined ? undefined : decodeExtended(extended, charset)) ?? plainName ?? '';
  return truncate(name.replace(/^.*[\\/]/s, ''), 200) || 'content';
}

/** Decodes an extended value (RFC 8187 section 3.2.1); undefined if it is malformed. */
function decodeExtended(text: string, charset: string): string | undefined {
  const bytes = text.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );
  try {
    return new TextDecoder(charset, { fatal: true }).decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return undefined;
  }
}
