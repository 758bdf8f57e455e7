import type { ApiAuth } from '../api/client.js';
import { boundedFetch } from '../fetch/bounded-fetch.js';
import { isUrl } from '../utils/addresses.js';
import { configOf } from '../project/config.js';
import { StartError } from '../utils/start-error.js';
import { authorizedFetch } from '../remote/authorized-fetch.js';
import { withChangeNotices } from './change-notices.js';
import { bucketStore } from './bucket-store.js';
import { userFolder } from './names.js';
import type { Files, FilesOptions } from './store.js';
import { LIMITS } from './store.js';

const TIMEOUT_MS = 20_000;
/** Of a listing: 1,000 keys of 1,024 bytes, each escaped. */
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
    boundedFetch(String(url), { ...init, redirect: 'manual' }, { timeoutMs: TIMEOUT_MS, maxBytes });
  return {
    provider,
    readOnly,
    async of({ principal, signal }) {
      const { userId } = principal;
      const store = bucketStore({
        url: bucketOf(provider),
        prefix: shared ? '' : `${userFolder(userId)}/`,
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

function bucketOf(provider: string): URL {
  const { storage = '' } = configOf(provider);
  if (isUrl(storage)) return new URL(storage);
  throw new StartError(`"${storage}" is not the URL of a bucket. Correct "storage".`);
}
