/** The position of a credential in a text, and its owner. */
export interface Credential {
  start: number;
  end: number;
  /** Noun phrase without the credential: "a secret key of Stripe (sk_live_…)". */
  words: string;
}

/**
 * Prefixes of service credentials, from their documentation and the rules of gitleaks (MIT), GitHub
 * secret scanning and GitLab. Test keys (`sk_test_`) and public ones (`pk_live_`, `AC…` of Twilio)
 * are not included.
 */
const SERVICES: readonly (readonly [owner: string, prefix: string, rest: string])[] = [
  ['Stripe', 'sk_live_', '[A-Za-z0-9]{16,}'],
  ['Stripe', 'rk_live_', '[A-Za-z0-9]{16,}'],
  ['Stripe', 'whsec_', '[A-Za-z0-9+/]{32,}'],
  ['GitHub', 'gh[oprsu]_', '[\\w.-]{36,}'], // app tokens contain a JWT
  ['GitHub', 'github_pat_', '\\w{30,}'],
  ['GitLab', 'gl(?:agent|cbt|dt|ffct|ft|imt|oas|pat|ptt|rt|soat)-', '[\\w.-]{20,}'],
  ['Slack', 'xox[abeoprs](?:\\.xox[bp])?-', '[\\w-]{20,}'],
  ['Slack', 'xapp-\\d-', '[\\w-]{20,}'],
  ['Slack', 'hooks\\.slack\\.com/services/', 'T\\w{8,}/B\\w{8,}/\\w{20,}'],
  ['AWS', 'A(?:KI|SI)A', '(?=[A-Z]*\\d)[A-Z0-9]{16}'],
  ['Google', 'AIza', '[\\w-]{35}'],
  ['Google', 'GOCSPX-', '[\\w-]{28}'],
  ['Google', 'ya29\\.', '[\\w-]{30,}'],
  ['npm', 'npm_', '[A-Za-z0-9]{36}'],
  ['PyPI', 'pypi-AgEIcHlwaS5vcmc', '[\\w-]{50,}'],
  ['SendGrid', 'SG\\.', '[\\w-]{16,32}\\.[\\w-]{16,64}'],
  ['Shopify', 'shp(?:at|ca|pa|ss)_', '[0-9a-fA-F]{32}'],
  ['Anthropic', 'sk-ant-(?:[a-z0-9]+-)?', '[\\w-]{32,}'],
  ['OpenAI', 'sk-(?:admin|proj|svcacct)-', '[\\w-]{32,}'],
  ['OpenRouter', 'sk-or-v1-', '[0-9a-f]{32,}'],
  ['a language model', 'sk-', '[A-Za-z0-9]{32,}'],
  ['Hugging Face', 'hf_', '[A-Za-z0-9]{30,}'],
  ['Groq', 'gsk_', '[A-Za-z0-9]{40,}'],
  ['xAI', 'xai-', '[A-Za-z0-9]{60,}'],
  ['Replicate', 'r8_', '[A-Za-z0-9]{37}'],
  ['Notion', 'ntn_', '[A-Za-z0-9]{40,}'],
  ['Linear', 'lin_(?:api|oauth)_', '[A-Za-z0-9]{40,}'],
  ['Airtable', 'pat[A-Za-z0-9]{14}\\.', '[0-9a-f]{64}'],
  ['Atlassian', 'ATATT3', '[\\w=-]{60,}'],
  ['HubSpot', 'pat-(?:eu|na)\\d-', '[0-9a-f]{8}-[0-9a-f-]{27}'],
  ['Figma', 'figd_', '[\\w-]{40,}'],
  ['Postman', 'PMAK-', '[0-9a-f]{24}-[0-9a-f]{34}'],
  ['Telegram', '\\d{8,10}:AA', '[\\w-]{33}'],
  ['DigitalOcean', 'do[opr]_v1_', '[0-9a-f]{64}'],
  ['Databricks', 'dapi', '[0-9a-f]{32}'],
  ['Docker', 'dckr_[op]at_', '[\\w-]{27,}'],
  ['Grafana', 'glsa_', '\\w{32}_[0-9a-f]{8}'],
  ['New Relic', 'NRAK-', '[A-Z0-9]{27}'],
  ['PlanetScale', 'pscale_(?:oauth|pw|tkn)_', '[\\w.-]{32,}'],
  ['Sentry', 'sntry[su]_', '[\\w+/=-]{40,}'],
  ['Square', 'sq0(?:atp|csp)-', '[\\w-]{22,}'],
  ['Supabase', 'sb(?:_secret|p)_', '[\\w-]{20,}'],
  ['Vault', 'hv[brs]\\.', '[\\w-]{24,}'],
];

/** Start of any of these credentials, for a fast search that skips almost all of a text. */
const FIRST = SERVICES.map(([, prefix]) => (prefix.startsWith('\\d') ? '\\d' : prefix.charAt(0)));
const OF_SERVICES = new RegExp(
  `\\b(?=[${FIRST.join('')}])(?:${SERVICES.map(([, ...form]) => form.join('')).join('|')})(?![\\w-])`,
  'g',
);
const EACH = SERVICES.map(
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

/** The credentials in a text whose form is unambiguous, in their order. */
export const credentialsOfServices = (text: string): Credential[] =>
  [...text.matchAll(OF_SERVICES)].flatMap(({ 0: credential, index: start }) => {
    const [owner = '', form] = EACH.find(([, ownerForm]) => ownerForm.test(credential)) ?? [];
    const [, prefix = '', rest = ''] = form?.exec(credential) ?? [];
    const description = `a credential of ${owner} (${prefix}…)`;
    return isPlaceholder(rest)
      ? []
      : [{ start, end: start + credential.length, words: description }];
  });

/** Further forms, which tests use for made-up values: JSON Web Tokens, private keys, and values of headers. */
export function otherCredentials(text: string): Credential[] {
  const lower = text.toLowerCase();
  const spansOf = (form: RegExp, ...parts: readonly string[]) =>
    parts.some((part) => lower.includes(part)) ? [...text.matchAll(form)] : [];
  const tokens = spansOf(JWT, 'eyj')
    .filter(([, payload = '']) => !isPublicToken(payload))
    .map((match) => spanOf(match, 'a JSON Web Token'));
  const keys = spansOf(PRIVATE_KEY, 'private key').map((match) => spanOf(match, 'a private key'));
  const headers = spansOf(HEADER, 'authorization', 'api-key', '-token').flatMap((match) => {
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

const spanOf = (
  { 0: matchedText, index: start }: RegExpMatchArray & { index: number },
  description: string,
) => ({
  start,
  end: start + matchedText.length,
  words: description,
});

/** Whether a text is the value of a secret variable: long, with letters and digits, and not words. */
export const isRandom = (value: string): boolean =>
  value.length >= 16 &&
  /\d/.test(value) &&
  /[A-Za-z]/.test(value) &&
  !/^[A-Z][A-Z0-9_]*$/.test(value) && // an environment variable's name
  !isPlaceholder(value);

/** Whether a text consists of words, of few different characters, or of a sequence such as "abcdefgh" or "12345678". */
function isPlaceholder(text: string): boolean {
  if (PLACEHOLDER.test(text) || new Set(text).size < 8) return true;
  let run = 1;
  for (let index = 1; index < text.length && run < 8; index++) {
    const step = text.charCodeAt(index) - text.charCodeAt(index - 1);
    run = step === 1 || text.slice(index - 1, index + 1) === '90' ? run + 1 : 1;
  }
  return run >= 8;
}

/** Whether a text is a name and a password (RFC 7617), but not a common example. */
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
 * Whether a token is public: the examples of jwt.io and RFC 7519, and keys that services publish,
 * with the role "anon".
 */
const isPublicToken = (payload: string): boolean =>
  /John Doe|1234567890|"joe"|example|"role":"anon"/.test(
    Buffer.from(payload, 'base64url').toString(),
  );
