import type { ContentBlock } from '../call/content.js';
import { Content, mediaBlock, textBlock } from '../call/content.js';
import { ATTACHMENT } from '../call/saved-files.js';
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
  const [, extended] = /;\s*filename\*=utf-8''([^;\s]+)/i.exec(disposition) ?? [];
  const [, quoted, token] = /;\s*filename=(?:"([^"]*)"|([^;\s]+))/i.exec(disposition) ?? [];
  const name = decoded(extended) ?? quoted ?? token ?? '';
  return name.replace(/^.*[\\/]/, '').slice(0, 200) || 'content';
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
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
