import { snakeCase } from '../../runtime/src/utils/argument-names.js';

/** Ends of names, also of names whose words are not separated: `dbpassword`, `accesskey`. */
const ENDINGS =
  'pass(?:word|wd|phrase|code)s?|pwd|secrets?|tokens?|credentials?|authorization|sess(?:ion)?_?id|' +
  '(?:api|access|private|secret|signing|sealing|encryption|decryption|session|master|hmac|ssh|gpg|pgp|licen[cs]e|account|' +
  'shared_?access|client|subscription|service|app|application|consumer|webhook|deploy|auth|admin|shared|recovery|write)_?keys?';
/** Ends of names as whole words: "compass" contains "pass". */
const WORDS =
  'auth|creds?|pass|pin|t?otps?|cvv2?|cvc2?|jwt|bearer|(?:set_)?cookies?|sessions?|sid|signatures?|sig|hmac|' +
  '(?:seed|recovery)_?(?:phrase|words)|mnemonic|webhook_?urls?|conn(?:ection)?_?str(?:ing)?s?|dsn|appid|pem|pfx|keystore|csrf|xsrf|' +
  '(?:backup|recovery|verification|security|auth|authorization|device|activation|mfa|2fa|two_factor|one_time)_?codes?|' +
  'access_?key_?id|private_?key_?id|card_?numbers?|security_?answers?|set_cookie2';
const SUFFIXES =
  '(?:_?(?:value|data|string|text|hash|raw|plain|plaintext|encrypted|base64|b64|pem|content|confirm|confirmation|hint|repeat|new|old|current|primary|secondary|\\d+))*';
const SECRET_NAME = new RegExp(`(?:${ENDINGS}|(?:^|_)(?:${WORDS}))${SUFFIXES}$`);
/** Places in a list or a stream, and amounts of text, which grant nothing. */
const HARMLESS_NAME =
  /(?:page|paging|pagination|scroll|next|prev|previous|cursor|continuation|sync|start|resume|progress|delta|change|stop)_?tokens?$|(?:^|_)(?:max|min|total|prompt|completion|input|output|cached|reasoning|used|remaining)_?tokens$/;
/** Parameters of signed addresses: of AWS, of Google Cloud, of Azure. */
const SIGNED_PARAMETER =
  /^(?:x_(?:amz|goog)_(?:signature|credential|security_token)|awsaccess_?key_?id|google_?access_?id|sig|sign)$/;
/** Parameters that are secret only with a value that nobody has thought of: `?code=DE`. */
const AMBIGUOUS_PARAMETER = /^(?:key|code|ticket|hash|state|nonce)$/;
const MIN_RANDOM_LENGTH = 12;

const snakeWords = (name: string) => snakeCase(name).replace(/^_|_$/g, '');

/** Returns whether a member, parameter, field or header contains a secret, by its name. */
export const isSecret = (name: string): boolean =>
  SECRET_NAME.test(snakeWords(name)) && !HARMLESS_NAME.test(snakeWords(name));

/** Returns whether a parameter of an address contains a secret, by its name. */
export const isSecretParameter = (name: string, value: string): boolean =>
  isSecret(name) ||
  SIGNED_PARAMETER.test(snakeWords(name)) ||
  (AMBIGUOUS_PARAMETER.test(snakeWords(name)) && value.length >= MIN_RANDOM_LENGTH);
