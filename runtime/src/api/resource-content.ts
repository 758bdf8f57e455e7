import type { ApiResponse } from './response.js';

/** The content of a resource: text as it was sent, which can be empty, or the bytes of anything else. */
export async function resourceContent(
  response: Promise<ApiResponse>,
): Promise<string | Uint8Array> {
  const { body, text = '' } = await response;
  return body instanceof Uint8Array ? body : text;
}
