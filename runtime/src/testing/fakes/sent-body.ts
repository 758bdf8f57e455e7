/** A file that the API has received. */
export interface SentFile {
  name: string;
  type: string;
  /** The content in base64. */
  content: string;
}

/** A part of a form with a content type and without a file name. */
interface SentPart {
  type: string;
  /** JSON as its value, other content as text. */
  content: unknown;
}

const JSON_LINES = /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines)\b/i;

/**
 * Returns the body of a request in the form in which tests state it. A form or a multipart body is an object with its fields, in which a repeated name has a list, a file
 * is a `SentFile`, and another part with a content type a `SentPart`. `multipart/related` is a list of types and contents, JSON is its value, JSON Lines are a list, text
 * is unchanged, and other bytes are in base64.
 */
export async function sentBody(bytes: Uint8Array<ArrayBuffer>, type = ''): Promise<unknown> {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(type);
  if (bytes.length === 0) return isForm ? {} : undefined;
  const text = utf8Text(bytes);
  if (isForm && text !== undefined) {
    return fieldsOf([...new URLSearchParams(text)]);
  }
  if (/^multipart\/form-data\b/i.test(type)) return multipartFields(bytes, type);
  if (/^multipart\/related\b/i.test(type)) return relatedParts(bytes, type);
  if (text === undefined) return base64(bytes);
  if (JSON_LINES.test(type))
    return text.split('\n').flatMap((line) => (line === '' ? [] : json(line)));
  return json(text);
}

/** Returns objects and lists of JSON as they are, other content as base64. */
const relatedParts = (bytes: Uint8Array, multipartType: string): object[] =>
  partsOf(bytes, multipartType).map(({ type, data }) => {
    const value = isJson(type) ? json(data.toString()) : undefined;
    return { type, content: typeof value === 'object' ? value : base64(data) };
  });

/**
 * Returns the parts of a multipart body: their content types, which are empty if none is stated,
 * and their contents.
 */
function partsOf(bytes: Uint8Array, multipartType: string): { type: string; data: Buffer }[] {
  const [, boundary = ''] = /\bboundary="?([^";]+)/i.exec(multipartType) ?? [];
  const parts = Buffer.from(bytes).toString('latin1').split(`--${boundary}`).slice(1, -1);
  return parts.map((part) => {
    const end = part.indexOf('\r\n\r\n');
    const [, type = ''] = /^content-type: *(.*)$/im.exec(part.slice(0, end)) ?? [];
    return { type, data: Buffer.from(part.slice(end + 4, -2), 'latin1') };
  });
}

const isJson = (type: string): boolean => /[/+]json\b/i.test(type);

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function multipartFields(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<unknown> {
  const types = partsOf(bytes, type).map((part) => part.type);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- that is about large bodies in servers
  const form = await new Response(new Blob([bytes], { type })).formData();
  const fields = [...form].map(
    async ([name, value], index): Promise<[string, string | SentPart | SentFile]> => [
      name,
      typeof value === 'string' ? readPart(value, types[index] ?? '') : await readFile(value),
    ],
  );
  return fieldsOf(await Promise.all(fields));
}

const readPart = (text: string, type: string): string | SentPart =>
  type === '' ? text : { type, content: isJson(type) ? json(text) : text };

const readFile = async (file: Pick<File, 'name' | 'type' | 'arrayBuffer'>): Promise<SentFile> => ({
  name: file.name,
  type: file.type,
  content: base64(new Uint8Array(await file.arrayBuffer())),
});

function fieldsOf<Value>(entries: readonly [string, Value][]): Record<string, Value | Value[]> {
  const all = (name: string) =>
    entries.filter(([other]) => other === name).map(([, value]) => value);
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const values = all(name);
      return [name, values.length > 1 ? values : value];
    }),
  );
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
