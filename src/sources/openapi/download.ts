import { boundedFetch, ResponseTooLargeError } from '../../../runtime/src/fetch/bounded-fetch.js';
import type { Limits } from '../../../runtime/src/fetch/limits.js';
import { proxyProblem } from '../../../runtime/src/fetch/unreachable.js';
import { causesOf } from '../../../runtime/src/remote/causes.js';
import { documentTooLarge, notDownloaded } from '../../model/errors/openapi.js';
import { capitalize } from '../../model/names.js';
import { MAX_DOCUMENT_SIZE } from '../../openapi/document/read.js';
import { networkFailure } from '../../remote/network-failure.js';

/** Time limit for the whole document, in milliseconds. */
const TIMEOUT_MS = 30_000;

const ACCEPT = 'application/json, application/yaml, text/yaml;q=0.9, */*;q=0.1';

/**
 * Returns the text at a URL, requested without credentials.
 * @throws CliError `openapi/not-downloaded`, `openapi/too-large`
 */
export async function download(url: string): Promise<string> {
  const limits = { timeoutMs: TIMEOUT_MS, maxBytes: MAX_DOCUMENT_SIZE };
  let response: Response;
  try {
    response = await followRedirects(url, limits);
  } catch (error) {
    if (error instanceof ResponseTooLargeError) throw documentTooLarge(url);
    const proxy = proxyProblem(error);
    const [reason = 'The server did not respond.'] = causesOf(error).flatMap(
      (cause) => networkFailure(cause)?.slice(0, 1) ?? [],
    );
    throw notDownloaded(url, proxy === undefined ? reason : `${capitalize(proxy)}.`, error);
  }
  if (!response.ok)
    throw notDownloaded(url, `The server responded with status ${response.status}.`);
  return response.text();
}

const MAX_REDIRECTS = 10;

/** Returns the response after redirects, which may lead to any host because there are no credentials. */
async function followRedirects(url: string, limits: Limits, redirects = 0): Promise<Response> {
  const response = await boundedFetch(url, { headers: { Accept: ACCEPT } }, limits);
  const { status, headers } = response;
  const location = status >= 300 && status < 400 ? headers.get('location') : null;
  if (location === null || !URL.canParse(location, url) || redirects === MAX_REDIRECTS)
    return response;
  return followRedirects(new URL(location, url).href, limits, redirects + 1);
}
