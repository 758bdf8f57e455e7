import { boundedFetch, ResponseTooLargeError } from '../../../runtime/src/fetch/bounded-fetch.js';
import { documentTooLarge, notDownloaded } from '../../model/errors/openapi.js';
import { LARGEST } from '../../openapi/document/read.js';

/** For the whole document. */
const TIMEOUT_MS = 30_000;

const ACCEPT = 'application/json, application/yaml, text/yaml;q=0.9, */*;q=0.1';

/**
 * The text at a URL, requested without credentials.
 * @throws CliError `openapi/not-downloaded`, `openapi/too-large`
 */
export async function download(url: string): Promise<string> {
  const limits = { timeoutMs: TIMEOUT_MS, maxBytes: LARGEST };
  let response: Response;
  try {
    response = await boundedFetch(url, { headers: { Accept: ACCEPT } }, limits);
  } catch (error) {
    if (error instanceof ResponseTooLargeError) throw documentTooLarge(url);
    throw notDownloaded(url, 'The server did not respond.', error);
  }
  if (!response.ok)
    throw notDownloaded(url, `The server responded with status ${response.status}.`);
  return response.text();
}
