import { Content, type ContentBlock, mediaBlock, textBlock } from '../call/content.js';
import { ATTACHMENT } from '../call/saved-files.js';
import { truncate } from '../utils/truncate.js';
import { ApiError } from './api-error.js';
import type { ApiResponse } from './response.js';
import { headersOf } from './with-headers.js';

/**
 * The content of a response as an MCP client shows it: an image, audio, text, or a file. Response headers that later calls
 * need follow as text.
 * @example return content(response, ['ETag']);
 */
export function content(response: ApiResponse, names: readonly string[] = []): Content {
  const lines = headersOf(response, names).map(([name, value]) => `${name}: ${value}`);
  return new Content([
    blockOf(response),
    ...(lines.length > 0 ? [textBlock(lines.join('\n'))] : []),
  ]);
}

function blockOf({ status, headers, body, text: sent }: ApiResponse): ContentBlock {
  const value: unknown = body;
  const mimeType = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (value === undefined) throw new ApiError('response', 'The API sent no content.', { status });
  if (!(value instanceof Uint8Array)) {
    const text = sent ?? (typeof value === 'string' ? value : JSON.stringify(value));
    return textBlock(text);
  }
  const uri = `${ATTACHMENT}${encodeURIComponent(fileName(headers))}`;
  return mediaBlock(uri, value, mimeType || 'application/octet-stream');
}

/** RFC 6266: `filename*` takes precedence. */
function fileName(headers: Headers): string {
  const disposition = headers.get('content-disposition') ?? '';
  const [, charset, extended = ''] =
    /;\s*filename\*\s*=\s*(utf-8|iso-8859-1)'[\w-]*'([^;\s]+)/i.exec(disposition) ?? [];
  const [, quoted, token] =
    /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition) ?? [];
  const plain = quoted?.replace(/\\(.)/g, '$1') ?? token; // RFC 9110 section 5.6.4
  const name = (charset === undefined ? undefined : decoded(extended, charset)) ?? plain ?? '';
  return truncate(name.replace(/^.*[\\/]/s, ''), 200) || 'content';
}

/** RFC 8187 section 3.2.1. */
function decoded(text: string, charset: string): string | undefined {
  const bytes = text.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );
  try {
    return new TextDecoder(charset, { fatal: true }).decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return undefined;
  }
}

/** The content of a resource: text as it was sent, which can be empty, or the bytes of anything else. */
export async function resourceContent(
  response: Promise<ApiResponse>,
): Promise<string | Uint8Array> {
  const { body, text = '' } = await response;
  return body instanceof Uint8Array ? body : text;
}
