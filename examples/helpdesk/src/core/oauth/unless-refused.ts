import { ApiError } from '../api-error.js';
import type { HttpAnswer } from '../http.js';

/**
 * The answer, or undefined where the API does not accept the credentials. It has done nothing then: even a POST may be
 * sent again.
 */
export async function unlessRefused(answer: Promise<HttpAnswer>): Promise<HttpAnswer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && error.failure === 'unauthorized') return undefined;
    throw error;
  }
}
