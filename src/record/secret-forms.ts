import { ANY_SERVICE_TOKEN } from '../../runtime/src/utils/service-tokens.js';
import { writtenForms } from '../../runtime/src/utils/written-forms.js';
import { escapePattern } from '../model/text/wildcard.js';

/** Replaces secrets. It needs no encoding in an address, and breaks no JSON. */
export const REMOVED = 'REMOVED';

/** Tokens that begin as their issuer writes them, in wider forms than `ANY_SERVICE_TOKEN`. */
const TOKENS: Readonly<Record<string, RegExp>> = {
  GitHub: /gh[opsur]_\w{20,}|github_pat_\w{20,}/,
  GitLab: /gl(?:pat|ptt|dt|rt|cbt|soat|ft)-[\w-]{16,}/,
  Slack: /xox[a-z](?:\.[a-z-]+)?-[\w-]{10,}|xapp-[\w-]{10,}/,
  'OpenAI, Anthropic': /sk-[\w-]{16,}/,
  Stripe: /[prs]k_(?:live|test)_\w{10,}|whsec_[\w+/=]{16,}|rk_\w{20,}/,
  Google: /AIza[\w-]{30,}|ya29\.[\w-]{10,}|GOCSPX-[\w-]{20,}|1\/\/0[\w-]{20,}/,
  npm: /npm_\w{30,}/,
  PyPI: /pypi-[\w-]{16,}/,
  DigitalOcean: /do[op]_v1_\w{32,}|doo_v1_\w+/,
  'Hugging Face': /hf_\w{20,}/,
  SendGrid: /SG\.[\w-]{10,}\.[\w-]{10,}/,
  Shopify: /shp(?:at|ca|pa|ss)_\w{20,}/,
  Linear: /lin_(?:api|oauth)_\w{20,}/,
  Notion: /secret_\w{30,}|ntn_\w{30,}/,
  Meta: /EAA[A-Za-z0-9]{30,}/,
  AWS: /A(?:KI|SI|3T|GPA|ROA)A?[A-Z0-9]{16}/,
  HashiCorp: /hv[sbr]\.[\w-]{20,}|atlasv1\.[\w-]{20,}/,
  Mailgun: /key-[0-9a-f]{32}/,
  Square: /sq0(?:atp|csp|idp)-[\w-]{20,}|EAAA[\w-]{50,}/,
  'New Relic': /NRAK-[A-Z0-9]{20,}/,
  Postman: /PMAK-[\w-]{20,}/,
  Grafana: /glsa_\w{20,}/,
  Figma: /figd_[\w-]{20,}/,
  Typeform: /tfp_\w{20,}/,
  Supabase: /sbp_[0-9a-f]{30,}/,
  Airtable: /pat[A-Za-z0-9]{14}\.[0-9a-f]{40,}/,
  Pulumi: /pul-[0-9a-f]{32,}/,
  age: /AGE-SECRET-KEY-1[A-Z0-9]{30,}/,
  Brevo: /xkeysib-[\w-]{30,}/,
  Sentry: /sntry[su]_[\w+/=-]{20,}/,
  Atlassian: /ATATT[\w=-]{20,}|ATCTT[\w=-]{20,}/,
  Replicate: /r8_\w{30,}/,
  Groq: /gsk_\w{30,}/,
  Perplexity: /pplx-\w{30,}/,
  'Fly.io': /fly_?\w*_[\w-]{30,}/,
  Doppler: /dp\.(?:pt|st|ct|sa)\.\w{30,}/,
  Contentful: /CFPAT-[\w-]{30,}/,
  ElevenLabs: /sk_[a-f0-9]{30,}/,
};
const tokenSource = [ANY_SERVICE_TOKEN, ...Object.values(TOKENS).map(({ source }) => source)].join(
  '|',
);

/** Values that show by their form that they are secrets, wherever they are. */
const FORMS: Readonly<Record<string, RegExp>> = {
  'private key':
    /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[^]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|$)/g,
  'PuTTY key': /PuTTY-User-Key-File-\d[^]*/g,
  // Signed (RFC 7515) or encrypted (RFC 7516), where the second part can be empty.
  'JSON Web Token': /(?<![\w-])eyJ[\w-]{8,}\.(?:[\w-]{4,}|\.[\w-]+)(?:\.[\w-]*){0,3}/g,
  'issued token': new RegExp(`(?<!\\w)(?:${tokenSource})`, 'g'),
  'Telegram bot': /(?<!\d)\d{8,10}:[\w-]{35}(?![\w-])/g,
  'Authorization header':
    /(?<=\b(?:Bearer|Basic|Digest|Token|Bot|ApiKey|Negotiate|SharedKey|GenieKey|SSWS)\s{1,4})(?=\S*[\d=+/._-]|\S{16})[\w~+/.=:-]{6,}/gi,
  'Cookie header': /(?<=\b(?:set-)?cookie2?["']?\s{0,3}:\s{0,3}["']?)[^\r\n"']+/gi,
  'login of curl': /(?<=\s(?:-u|--user)[\s=]{1,3}["']?[^\s:"']{1,80}:)[^\s"']+/g,
  'option of a command':
    /(?<=(?:^|\s)--?(?:[\w-]{0,40}-)?(?:password|passwd|pwd|token|secret|(?:api|access|secret|private)-?key)[\s=]{1,3}["']?)[^\s"']+/gi,
  'line of .netrc':
    /(?<=\bmachine\s{1,4}\S{1,80}\s{1,4}login\s{1,4}\S{1,80}\s{1,4}password\s{1,4})\S+/g,
  'Slack webhook': /(?<=hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/)[\w/-]+/g,
  'Discord webhook': /(?<=discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\d+\/)[\w-]+/g,
  'Teams webhook': /(?<=\.webhook\.office\.com\/webhookb2\/)[\w@/-]+/g,
};
/** Cards by the first digits of their brands; other long numbers are ids. */
const CARD_NUMBER =
  /(?<![\w.-])(?:4\d{3}|5[1-5]\d\d|2[2-7]\d\d|6011|65\d\d|3[47]\d\d|3[068]\d\d|35\d\d|62\d\d)(?:[ -]?\d){10,15}(?![\w-])/g;

const isCard = (text: string): boolean => {
  const digits = Array.from(text.replace(/\D/g, ''), Number).reverse();
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 0 ? digit : digit * 2;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits.length >= 14 && sum % 10 === 0;
};

/** Replaces what shows by its form. @param remove gets each secret and returns what replaces it */
export const withoutForms = (text: string, remove: (secret: string) => string): string =>
  Object.values(FORMS)
    .reduce((rest, form) => rest.replace(form, (secret) => keepRemoved(secret, remove)), text)
    .replace(CARD_NUMBER, (number) => (isCard(number) ? remove(number) : number));

const keepRemoved = (secret: string, remove: (secret: string) => string) =>
  secret === REMOVED ? secret : remove(secret);

/** Minimum length of a secret that is found within words, too. */
const MIN_LENGTH_WITHIN = 8;
/** Shorter ones are found only as whole values. */
const MIN_LENGTH_BETWEEN = 4;

/** Longer ones, such as files with keys, would make the pattern too large; their form shows what they are. */
const MAX_LENGTH = 10_000;

/**
 * Returns a pattern of secrets in all forms in which a request or a response contains them;
 * undefined without secrets.
 */
export function createSecretPattern(secrets: readonly string[]): RegExp | undefined {
  const searchable = secrets.filter(({ length }) => length > 0 && length <= MAX_LENGTH);
  const forms = new Set(searchable.flatMap(encodedForms));
  if (forms.size === 0) return undefined;
  const alternatives = [...forms].sort((a, b) => b.length - a.length).map(bounded);
  return new RegExp(alternatives.join('|'), 'gi');
}

function bounded(form: string): string {
  const source = escapePattern(form);
  if (form.length >= MIN_LENGTH_WITHIN) return source;
  return form.length < MIN_LENGTH_BETWEEN
    ? `^${source}$`
    : `(?<![A-Za-z0-9])${source}(?![A-Za-z0-9])`;
}

function encodedForms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const percentEncoded = encodeURIComponent(bytes.toString());
  return [
    ...writtenForms(secret),
    encodeURI(bytes.toString()),
    escapeEntities(secret),
    encodeURIComponent(percentEncoded),
    ...(secret.length < MIN_LENGTH_BETWEEN
      ? []
      : [
          bytes.toString('hex'),
          bytes.toString('base64').replace(/=+$/, ''),
          ...[0, 1, 2].flatMap((offset) => base64Within(bytes, offset)),
        ]),
  ];
}

/** Returns a text in HTML or XML. */
const escapeEntities = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** Returns the Base64 of a secret that begins at an offset of a longer text, such as the password in `Basic`. */
function base64Within(bytes: Uint8Array, offset: number): string[] {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const firstWhole = Math.ceil((offset * 4) / 3);
  const core = text.replace(/=+$/, '').slice(firstWhole);
  const isCut = (bytes.length + offset) % 3 !== 0;
  const part = isCut ? core.slice(0, -1) : core;
  return part.length < MIN_LENGTH_WITHIN
    ? []
    : [part, part.replaceAll('+', '-').replaceAll('/', '_'), encodeURIComponent(part)];
}
