import type { Questions } from '../../model/questions.js';

/** Where the credentials of a provider may go. */
export interface Reach {
  baseUrls: readonly string[];
  /** Undefined where it is not known. */
  authStyle?: string | undefined;
  /** Further hosts, with their ports: the values of `--allow-host`. */
  allowHost?: readonly string[] | undefined;
}

/** The host that would get the credentials with requests to `baseUrl`, and that nobody has agreed to. */
export function otherHost(
  baseUrl: string,
  { baseUrls, authStyle, allowHost = [] }: Reach,
): string | undefined {
  const { origin, host } = new URL(baseUrl);
  const isKnown =
    authStyle === 'none' ||
    baseUrls.some((each) => URL.canParse(each) && new URL(each).origin === origin) ||
    allowHost.some((each) => each.toLowerCase() === host);
  return isKnown ? undefined : host;
}

/** Whether a host gets the credentials of a provider. @param requests of whom, in the plural */
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
