import type { Questions } from '../../model/questions.js';

/** Hosts that may get the credentials of a provider. */
export interface AllowedHosts {
  baseUrls: readonly string[];
  /** The auth style of the provider; undefined if it is unknown. */
  authStyle?: string | undefined;
  /** Further hosts with their ports: the values of `--allow-host`. */
  allowHost?: readonly string[] | undefined;
}

/** Returns the host that would get the credentials with requests to `baseUrl`, if the user has not allowed it. */
export function hostToAllow(
  baseUrl: string,
  { baseUrls, authStyle, allowHost = [] }: AllowedHosts,
): string | undefined {
  const { origin, host } = new URL(baseUrl);
  const isKnown =
    authStyle === 'none' ||
    baseUrls.some(
      (allowedUrl) => URL.canParse(allowedUrl) && new URL(allowedUrl).origin === origin,
    ) ||
    allowHost.some((allowedHost) => allowedHost.toLowerCase() === host);
  return isKnown ? undefined : host;
}

/** Asks whether a host may get the credentials of a provider. @param requests plural noun phrase for the requests */
export async function askHost(
  questions: Questions,
  host: string,
  { requests, otherwise }: { requests: string; otherwise: string },
): Promise<boolean> {
  const answer = await questions.choose({
    key: `host[${host}]`,
    message: `${requests} go to ${host}, with the credentials of this provider. Allow it?`,
    choices: [
      { value: 'no', label: otherwise },
      { value: 'allow', label: `Allow ${host}`, hint: 'it gets the credentials of each user' },
    ],
  });
  return answer === 'allow';
}
