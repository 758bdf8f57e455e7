import type { ApiAuth } from '../api/api-auth.js';
import { ToolError } from '../call/tool-error.js';
import { boundedFetch, ResponseTooLargeError } from '../fetch/bounded-fetch.js';
import { causeOf } from '../fetch/unreachable.js';
import { configOf } from '../project/config.js';
import { authorizedFetch } from '../remote/authorized-fetch.js';
import { isSafeUrl } from '../utils/addresses.js';
import { bucketAndFolder } from '../utils/bucket-address.js';
import { StartError } from '../utils/start-error.js';
import { bucketStore } from './bucket-store.js';
import { withChangeNotices } from './change-notices.js';
import { userFolder } from './names.js';
import { type Files, type FilesOptions, LIMITS } from './store.js';

const TIMEOUT_MS = 20_000;
/** The largest listing: 1,000 keys of 1,024 bytes, each escaped. */
const MAX_LISTING_BYTES = 5_000_000;
/** Each file is two requests. */
const MAX_SEARCHED = 300;

/**
 * The bucket of a provider, with the API of Amazon S3: `storage` in provider-config.yaml is its URL. The keys of each
 * caller have a prefix of their own, unless it is shared.
 * @example export const files = fileBucket(PROVIDER_NAME, auth);
 */
export function fileBucket<Credentials>(
  provider: string,
  auth: ApiAuth<Credentials>,
  options: FilesOptions = {},
): Files {
  const { shared = false, readOnly = false, notify } = options;
  const limits = { ...LIMITS, maxSearched: MAX_SEARCHED, ...options.limits };
  const maxBytes = Math.max(limits.maxBytes, MAX_LISTING_BYTES);
  const send = (url: string | URL, init: RequestInit = {}) =>
    boundedFetch(
      String(url),
      { ...init, redirect: 'manual' },
      { timeoutMs: TIMEOUT_MS, maxBytes },
    ).catch((error: unknown) => {
      if (init.signal?.aborted || error instanceof ResponseTooLargeError) throw error;
      const why = causeOf(error);
      throw new ToolError(`The storage cannot be reached${why && `: ${why}`}.`, { cause: error });
    });
  return {
    provider,
    readOnly,
    async of({ principal, signal }) {
      const { userId } = principal;
      const { bucket, folder } = bucketAndFolder(addressOf(provider));
      const store = bucketStore({
        url: bucket,
        prefix: shared ? folder : `${folder}${userFolder(userId)}/`,
        fetch: authorizedFetch(provider, auth, userId, send).fetch,
        readOnly,
        limits,
        signal,
      });
      const owner = shared ? undefined : principal;
      return notify ? withChangeNotices(store, { provider, notify, owner }) : store;
    },
  };
}

function addressOf(provider: string): URL {
  const { storage = '' } = configOf(provider);
  if (isSafeUrl(storage)) return new URL(storage);
  throw new StartError(`"${storage}" is not the URL of a bucket. Correct "storage".`);
}
