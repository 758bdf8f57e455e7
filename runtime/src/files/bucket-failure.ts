import { ApiError } from '../api/api-error.js';
import { ToolError } from '../call/result/tool-error.js';
import { TEMPORARY_STATUSES } from '../utils/temporary-statuses.js';
import { notFound } from './failures.js';

interface KnownFailure {
  /** Error codes of S3. */
  codes: RegExp;
  /** The problem. */
  sentence: string;
  /** What the caller can do about it. */
  advice?: string;
  /** Whether another sign-in can help. */
  rejectsCredentials?: true;
}

const FAILURES: readonly KnownFailure[] = [
  {
    codes: /^(ExpiredToken|TokenRefreshRequired|InvalidToken)$/,
    sentence: 'The session token of the access key has expired, or is invalid.',
    advice: 'Sign in with new keys, or put them into the environment.',
    rejectsCredentials: true,
  },
  { codes: /^NoSuchBucket$/, sentence: 'The bucket does not exist.', advice: 'Correct "storage".' },
  {
    codes: /^InvalidObjectState$/,
    sentence: 'The file is archived.',
    advice: 'Restore it in the storage first.',
  },
  {
    codes: /^RequestTimeTooSkewed$/,
    sentence: 'The storage rejects the time of the request.',
    advice: 'Set the clock of the server.',
  },
  {
    codes: /^(InvalidAccessKeyId|SignatureDoesNotMatch)$/,
    sentence: 'The storage rejects the access key.',
    advice: 'Sign in with another one, or put it into the environment.',
    rejectsCredentials: true,
  },
  {
    codes: /^(AccessDenied|AllAccessDisabled|AccountProblem)$/,
    sentence: 'The storage does not allow this access key to do that.',
  },
];

/**
 * Returns the error of a failed S3 response, for callers.
 * @param body XML with `<Code>`, or the text of another service
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function bucketFailure({ status, headers }: Response, body: string): ToolError {
  const code = xmlElementText(body, 'Code');
  const cause = new Error(`S3 responded with status ${status}${code && ` (${code})`}`);
  const region = xmlElementText(body, 'Region') || (headers.get('x-amz-bucket-region') ?? '');
  const failure = FAILURES.find(({ codes }) => codes.test(code));
  if (failure) {
    const { sentence, advice, rejectsCredentials } = failure;
    const options = { cause, advice };
    return rejectsCredentials
      ? new ApiError('unauthorized', sentence, options)
      : new ToolError(sentence, options);
  }
  if (status === 301 || status === 307 || code === 'AuthorizationHeaderMalformed')
    return new ToolError(
      /^[a-z0-9-]{1,40}$/.test(region)
        ? `The bucket is in the region "${region}".`
        : 'The bucket is at another address.',
      {
        cause,
        advice:
          'Correct the host in "storage" in provider-config.yaml and "region" in api/auth.ts.',
      },
    );
  if (status === 404) return notFound();
  if (status === 401 || status === 403)
    return new ToolError('The storage rejects the access key, or does not allow this.', { cause });
  if (TEMPORARY_STATUSES.has(status))
    return new ToolError('The storage is overloaded or out of order.', {
      cause,
      advice: 'Try again later.',
    });
  return new ToolError(`The storage responded with status ${status}.`, { cause });
}

/**
 * Returns the text of the first element with this tag; empty if there is none. Responses of S3 are
 * flat enough for it.
 */
export const xmlElementText = (xml: string, tag: string): string =>
  unescapeXml(new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1] ?? '');

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** Decodes XML references. @see https://www.w3.org/TR/xml/#sec-references */
const unescapeXml = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hex: string | undefined, digits: string | undefined, name = '') => {
      if (hex === undefined && digits === undefined) return ENTITIES[String(name)] ?? whole;
      const code = hex === undefined ? Number(digits) : parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
