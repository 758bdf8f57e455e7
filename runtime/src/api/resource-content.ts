import type { ApiResponse } from './response.js';

/** The content of a resource: text, or the bytes of anything else. */
export async function resourceContent(
  response: Promise<ApiResponse>,
): Promise<string | Uint8Array> {
  const { body } = await response;
  return typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
}
