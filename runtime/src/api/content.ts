import { bytesBlock } from '../call/result/bytes-block.js';
import { Content, type ContentBlock, textBlock } from '../call/result/content.js';
import { ApiError } from './api-error.js';
import type { ApiResponse } from './response.js';
import { responseHeaders } from './with-headers.js';

/**
 * Returns the content of a response for MCP clients: an image, audio, text, or a file. Response
 * headers that later calls need follow as text.
 * @example return responseContent(response, ['ETag']);
 */
export function responseContent(response: ApiResponse, names: readonly string[] = []): Content {
  const lines = responseHeaders(response, names).map(([name, value]) => `${name}: ${value}`);
  return new Content([
    blockOf(response),
    ...(lines.length > 0 ? [textBlock(lines.join('\n'))] : []),
  ]);
}

function blockOf(response: ApiResponse): ContentBlock {
  const { status, body, text } = response;
  const value: unknown = body;
  if (value === undefined) throw new ApiError('response', 'The API sent no content.', { status });
  if (value instanceof Uint8Array) return bytesBlock(response, value);
  return textBlock(text ?? (typeof value === 'string' ? value : JSON.stringify(value)));
}

/** Returns the content of a resource: text as it was sent, which can be empty, or bytes. */
export async function resourceContent(
  response: Promise<ApiResponse>,
): Promise<string | Uint8Array> {
  const { body, text = '' } = await response;
  return body instanceof Uint8Array ? body : text;
}
