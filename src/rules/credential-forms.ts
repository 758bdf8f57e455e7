import { ANY_SERVICE_TOKEN, SERVICE_TOKENS } from '../../runtime/src/utils/service-tokens.js';

/** The position of a credential in a text, and its owner. */
export interface Credential {
  start: number;
  end: number;
  /** Noun phrase without the credential: "a secret key of Stripe (sk_live_…)". */
  words: string;
}

/** Start of any of these credentials, for a fast search that skips almost all of a text. */
const FIRST_CHARACTERS = SERVICE_TOKENS.map(([, prefix]) =>
  prefix.startsWith('\\d') ? '\\d' : prefix.charAt(0),
);
const SERVICE_TOKENS_IN_TEXT = new RegExp(
  `\\b(?=[${FIRST_CHARACTERS.join('')}])(?:${ANY_SERVICE_TOKEN})(?![\\w-])`,
  'g',
);
const TOKEN_FORMS = SERVICE_TOKENS.map(
  ([owner, prefix, rest]) => [owner, new RegExp(`^(${prefix})(${rest})$`)] as const,
);

/** RFC 7519, RFC 7515: header and payload begin with `{"`. */
const JWT = /(?<![\w-])eyJ[\w-]{10,}\.(eyJ[\w-]{10,})\.[\w-]{20,}/g;
/** RFC 7468 with a body; in JavaScript, its lines are often concatenated or contain `\n`. */
const PRIVATE_KEY =
  /-----BEGIN (?:[A-Z]+ ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:\\[nr]|[\s"'`+,])*[A-Za-z0-9+/=]{40}[^-]*(?:-----END[ A-Z]*-----)?/g;
/** The value of a header that authenticates, in code and in documents. */
const HEADER =
  /(?<![\w-])(?:(?:proxy-)?authorization["'`\]]*\s*[:,=]\s*["'`]?(bearer|basic|token)\s+|["'`]?(?:x-api-key|api-key|x-auth-token|x-access-token|private-token)["'`\]]*\s*[:,=]\s*["'`])([\w.~+/=-]{12,})(?=["'`\s,]|$)/gi;

/** Values that have the form of a credential but are obviously none. */
const PLACEHOLDER =
  /example|placeholder|your|dummy|fake|sample|redacted|change[-_]?me|insert|replace|test|token|secret|xxxx|\.\.\./i;

/** Returns the credentials in a text whose form is unambiguous, in their order. */
export const credentialsOfServices = (text: string): Credential[] =>
  [...text.matchAll(SERVICE_TOKENS_IN_TEXT)].flatMap(({ 0: credential, index: start }) => {
    const [owner = '', form] =
      TOKEN_FORMS.find(([, ownerForm]) => ownerForm.test(credential)) ?? [];
    const [, prefix = '', rest = ''] = form?.exec(credential) ?? [];
    const description = `a credential of ${owner} (${prefix}…)`;
    return isPlaceholder(rest)
      ? []
      : [{ start, end: start + credential.length, words: description }];
  });

/** Returns further forms, which tests use for made-up values: JSON Web Tokens, private keys, and values of headers. */
export function otherCredentials(text: string): Credential[] {
  const lower = text.toLowerCase();
  const formMatches = (form: RegExp, ...parts: readonly string[]) =>
    parts.some((part) => lower.includes(part)) ? [...text.matchAll(form)] : [];
  const tokens = formMatches(JWT, 'eyj')
    .filter(([, payload = '']) => !isPublicToken(payload))
    .map((match) => credentialSpan(match, 'a JSON Web Token'));
  const keys = formMatches(PRIVATE_KEY, 'private key').map((match) =>
    credentialSpan(match, 'a private key'),
  );
  const headers = formMatches(HEADER, 'authorization', 'api-key', '-token').flatMap((match) => {
    const [headerText, scheme, value = ''] = match;
    const isSecret = /^basic$/i.test(scheme ?? '') ? isPassword(value) : isRandom(value);
    const start = match.index + headerText.length - value.length;
    return isSecret
      ? [{ start, end: start + value.length, words: 'the credential of a header' }]
      : [];
  });
  // A JSON Web Token is often the value of a header.
  const otherHeaders = headers.filter(
    ({ start }) => !tokens.some((token) => token.start === start),
  );
  return [...tokens, ...keys, ...otherHeaders];
}

const credentialSpan = (
  { 0: matchedText, index: start }: RegExpMatchArray & { index: number },
  description: string,
) => ({
  start,
  end: start + matchedText.length,
  words: description,
});

/** Returns whether a text is the value of a secret variable: long, with letters and digits, and not words. */
export const isRandom = (value: string): boolean =>
  value.length >= 16 &&
  /\d/.test(value) &&
  /[A-Za-z]/.test(value) &&
  !/^[A-Z][A-Z0-9_]*$/.test(value) && // an environment variable's name
  !isPlaceholder(value);

/**
 * Returns whether a text consists of words, of few different characters, or of a sequence such as
 * "abcdefgh" or "12345678".
 */
function isPlaceholder(text: string): boolean {
  if (PLACEHOLDER.test(text) || new Set(text).size < 8) return true;
  let run = 1;
  for (let index = 1; index < text.length && run < 8; index++) {
    const step = text.charCodeAt(index) - text.charCodeAt(index - 1);
    run = step === 1 || text.slice(index - 1, index + 1) === '90' ? run + 1 : 1;
  }
  return run >= 8;
}

/** Returns whether a text is a name and a password (RFC 7617), but not a common example. */
function isPassword(value: string): boolean {
  const decodedText = Buffer.from(value, 'base64').toString();
  const [, password] = /^[^:\p{Cc}\uFFFD]+:([^\p{Cc}\uFFFD]+)$/u.exec(decodedText) ?? [];
  return (
    password !== undefined &&
    !/^(?:pass(?:word|wd)?|open ?sesame)$/i.test(password) &&
    !PLACEHOLDER.test(decodedText)
  );
}

/**
 * Returns whether a token is public: the examples of jwt.io and RFC 7519, and keys that services
 * publish, with the role "anon".
 */
const isPublicToken = (payload: string): boolean =>
  /John Doe|1234567890|"joe"|example|"role":"anon"/.test(
    Buffer.from(payload, 'base64url').toString(),
  );
