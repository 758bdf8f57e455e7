import {
  isHarmlessName,
  SECRET_ENDINGS,
  snakeCase,
} from '../../../runtime/src/utils/argument-names.js';
import type { Column } from '../../database/model.js';
import { singular } from '../../model/text/singular.js';

/** Returns the pattern for several spellings: `api_key`, `apikey` and `api_keys`. */
const optionalSeparators = (words: string): string => words.replaceAll('_', '_?');

/** Names that arguments have, too; matched at the end of a name: `smtppassword`. */
const SECRET_ENDING = optionalSeparators(SECRET_ENDINGS);

/** Words that mean something else as a part of another word: "compass", "spin", "preset_code". */
const SECRET_WORDS = [
  'pwd|(?<!_)pass|(?:db|user|admin|root|smtp|mail|ftp)_?pass|pin|salt|pepper|otp|t?otp|hotp|jwt|cvv2?|cvc2?|mnemonic|seed_?phrase',
  '(?:t?otp|hotp|mfa|2fa|wallet|recovery)_?(?:seed|key)|(?:password|pass|pwd?|pw|pin)_?(?:hash|digest)',
  '(?:server|stored|client_?auth|license|stream|webhook|ssh|pgp|gpg|rsa|aes|auth|service_?account|storage_?account|recovery|backup|decryption|root|deploy|signature|tls|ssl|wallet|bot|shared|symmetric)_?key',
  '(?:invite|invitation|activation|confirmation|verification|verify|reset|unlock|auth|authorization|authentication|login|recovery|backup|otp|mfa|2fa|two_?factor|security|access|pass|pin|device|pairing|scratch|emergency|one_?time|door|gate|sms)_?(?:code|pin)',
  '(?:invite|invitation|activation|confirmation|verification|reset|unlock|auth|login)_?key',
  '(?:password|secret|security)_?(?:answer|hint)|(?:session|auth|login)_?cookie|connection_?string|(?:magic|reset|invite|login)_?(?:link|url)',
].join('|');

/** Suffixes of stored forms of a secret: `password_hash`, `token_encrypted`, `password2`. */
const FORM = optionalSeparators(
  '(?:_?(?:hash|hashed|digest|encrypted|enc|cipher_text|plain|plain_text|raw|old|new|current|value|pem|base64|hex)|_?[0-9])*',
);

const SECRET = new RegExp(`(?:${SECRET_ENDING}|(?:^|_)(?:${SECRET_WORDS}))s?${FORM}$`);
/** Hashes of secrets have many names; these are hashes of other things. */
const HASH = /(^|_)(hash|digest)$/;
const OTHER_HASH =
  /(^|_)(content|commit|file|block|tx|txn|transaction|git|image|blur|geo|body|row|data|tree|parent|prev|previous|url|schema|query|build|asset|document|message|md5|sha1|sha256|perceptual|p)_?(hash|digest)$/;
/** Tokens of language models, which are counted, and keys that are public. */
const HARMLESS_NAME =
  /(^|_)(max|min|total|prompt|completion|input|output|used|cached|reasoning|context|remaining|num|n)_?tokens$|(^|_)(public|pub)_/;

/** Tables of secrets, whose secret column has a general name, such as `api_keys.key`. */
const VALUE_OF_SECRET = /^(key|value|code|content|data|raw|text|pem|hash|digest|body|secret)$/;
/** Tables whose content lets its holder sign in or join. */
const TABLE_OF_SECRETS =
  /^((user|web|http|login|auth|django|active|php|express|app|server|admin)_?)*session$|(^|_)(invite|invitation|activation|verification|confirmation|password_?reset|reset|magic_?link|one_?time_?link)$/;
const VALUE_OF_SESSION = /^(data|payload|sess|session|session_data|session_key)$/;
/** Session IDs grant access, unless the column refers to a row of another table. */
const SESSION = /^(session_?id|sid)$/;
/** Tables of people, where "hash" means that of a password. */
const PEOPLE_TABLE = /(^|_)(user|account|member|login|admin|customer|person|employee)$/;

/** Types that contain no secret: booleans and times. Numbers can be a PIN, but a plural counts something. */
const HARMLESS_TYPE = /^(bool|date|time|interval|year|tinyint\(1\)|bit\(1\))/i;
const NUMBER = /int|serial|numeric|decimal|number|real|double|float/i;

const isSecret = (text: string): boolean =>
  !isHarmlessName(text) &&
  !HARMLESS_NAME.test(text) &&
  (SECRET.test(text) ||
    (HASH.test(text) && text !== 'hash' && text !== 'digest' && !OTHER_HASH.test(text)));

/**
 * Returns whether users who read a column could act as another user. Columns have more names for
 * that than arguments of APIs, whose list `SECRET_ENDINGS` is included; in any case, joined, or
 * plural.
 */
export function isSecretColumn(table: string, { name, type, references }: Column): boolean {
  const text = snakeCase(name).replace(/^_+|_+$/g, '');
  const owner = singular(snakeCase(table));
  if (HARMLESS_TYPE.test(type) && !type.endsWith(']')) return false;
  if (NUMBER.test(type) && !type.endsWith(']') && text.endsWith('tokens')) return false;
  return (
    isSecret(text) ||
    ((isSecret(owner) || TABLE_OF_SECRETS.test(owner)) && VALUE_OF_SECRET.test(text)) ||
    (owner.endsWith('session') && TABLE_OF_SECRETS.test(owner) && VALUE_OF_SESSION.test(text)) ||
    (PEOPLE_TABLE.test(owner) && HASH.test(text)) ||
    (references === undefined && SESSION.test(text))
  );
}
