/** Matches media types of JSON, such as `application/problem+json`. */
export const JSON_TYPE = /[/+]json\b/i;
/** Matches media types of text; a body without a type may be text. */
export const TEXT_TYPE =
  /^(text\/|$)|[/+](?:x-)?(json|ndjson|jsonl|jsonlines|xml|ya?ml|toml|csv|sql|sh|graphql|javascript|www-form-urlencoded)\b/i;

/**
 * Returns the text of a body, decoded by the byte order mark, the media type, the XML declaration
 * (RFC 7303 section 3) or `<meta charset>`, then as UTF-8, then as windows-1252, which older
 * systems do not declare; undefined for content that is not text, whatever its type says. JSON is
 * UTF-8; other bytes in it are replaced. A byte order mark is removed.
 */
export function decodeText(bytes: Uint8Array, type: string): string | undefined {
  if (bytes.length === 0) return '';
  if (!TEXT_TYPE.test(type)) return undefined;
  const [, charset] = /;\s*charset\s*=\s*["']?([\w:.+-]+)/i.exec(type) ?? [];
  const isJson = JSON_TYPE.test(type);
  for (const encoding of [
    encodingOfStart(bytes),
    charset,
    declaredEncoding(bytes, type),
    'utf-8',
  ]) {
    const text = encoding === undefined ? undefined : decodeStrictly(bytes, encoding);
    if (text !== undefined) return text;
  }
  if (isJson) return repairJson(bytes);
  return type === '' || isBinary(bytes) ? undefined : decodeStrictly(bytes, 'windows-1252');
}

/** Returns the text of an error in its encoding; other content is decoded as UTF-8. */
export async function errorText(response: Response): Promise<string> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const type = response.headers.get('content-type') ?? '';
  return decodeText(bytes, type) ?? new TextDecoder().decode(bytes);
}

/** Returns the encoding by the byte order mark, or by the "<" with which XML begins (XML 1.0, appendix F). */
function encodingOfStart([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return undefined;
}

const XML_ENCODING = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w:.-]+)/i;
const META_CHARSET = /<meta\s[^>]*charset\s*=\s*["']?([\w:.-]+)/i;

/**
 * Returns the declared encoding. A declaration is read as ASCII, so it cannot be UTF-16 (HTML
 * standard, "prescan a byte stream").
 */
function declaredEncoding(bytes: Uint8Array, type: string): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  const meta = /html\b/i.test(type) ? META_CHARSET.exec(start) : null;
  const [, encoding = ''] = XML_ENCODING.exec(start) ?? meta ?? [];
  return /^(?:$|utf-?16)/i.test(encoding) ? undefined : encoding;
}

function decodeStrictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true });
    // Decodes as a stream, because Node.js 20 otherwise treats windows-1252 as ISO-8859-1
    // (nodejs/node#56542).
    return decoder.decode(bytes, { stream: true }) + decoder.decode();
  } catch {
    return undefined;
  }
}

/**
 * Returns whether there are control characters that text does not contain (MIME Sniffing standard,
 * "binary data byte").
 */
const isBinary = (bytes: Uint8Array): boolean =>
  bytes.some(
    (byte) => byte <= 0x08 || byte === 0x0b || (byte >= 0x0e && byte <= 0x1f && byte !== 0x1b),
  );

/** Returns the JSON text with replaced bytes that are not UTF-8; undefined if it is not valid JSON. */
function repairJson(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(bytes);
  try {
    JSON.parse(text);
    return text;
  } catch {
    return undefined;
  }
}
