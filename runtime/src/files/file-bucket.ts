import type { ApiAuth } from '../api/api-auth.js';
import { ToolError } from '../call/result/tool-error.js';
import { boundedFetch, ResponseTooLargeError } from '../fetch/bounded-fetch.js';
import { unreachableReason } from '../fetch/unreachable.js';
import { configOf } from '../project/config.js';
import { authorizedFetch } from '../remote/authorized-fetch.js';
import { isSafeUrl } from '../utils/addresses.js';
import { StartError } from '../utils/start-error.js';
import { bucketAndFolder } from './bucket-address.js';
import { bucketStore } from './bucket-store.js';
import { withChangeNotices } from './change-notices.js';
import { userFolder } from './names.js';
import { DEFAULT_FILE_LIMITS, type Files, type FilesOptions } from './store.js';

const TIMEOUT_MS = 20_000;
/** Largest listing: 1,000 keys of 1,024 bytes, each percent-encoded. */
const MAX_LISTING_BYTES = 5_000_000;
/** Most files of one search, because each file needs two requests. */
const MAX_SEARCHED = 300;

/**
 * Returns what opens the files of a provider for a caller, in a bucket with the API of Amazon S3;
 * `storage` in provider-config.yaml is its URL. The keys of each caller have their own prefix, unless the bucket
 * is shared.
 * @example export const files = fileBucket(PROVIDER_NAME, auth);
 */
export function fileBucket<Credentials>(
  provider: string,
  auth: ApiAuth<Credentials>,
  options: FilesOptions = {},
): Files {
  const { shared = false, readOnly = false, notify } = options;
  const limits = { ...DEFAULT_FILE_LIMITS, maxSearched: MAX_SEARCHED, ...options.limits };
  const maxBytes = Math.max(limits.maxBytes, MAX_LISTING_BYTES);
  const send = (url: string | URL, init: RequestInit = {}) =>
    boundedFetch(
      String(url),
      { ...init, redirect: 'manual' },
      { timeoutMs: TIMEOUT_MS, maxBytes },
    ).catch((error: unknown) => {
      if (init.signal?.aborted || error instanceof ResponseTooLargeError) throw error;
      const reason = unreachableReason(error);
      throw new ToolError(`The storage cannot be reached${reason && `: ${reason}`}.`, {
        cause: error,
      });
    });
  return {
    provider,
    readOnly,
    async of({ principal, signal }) {
      const { userId } = principal;
      const { bucket, folder } = bucketAndFolder(bucketUrl(provider));
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

function bucketUrl(provider: string): URL {
  const { storage = '' } = configOf(provider);
  if (isSafeUrl(storage)) return new URL(storage);
  throw new StartError(`"${storage}" is not the URL of a bucket. Correct "storage".`);
}
