import type { Content } from '../provider/content.js';
import { content, embeddedResource, mediaBlock } from '../provider/content.js';
import type { CallContext } from '../provider/define.js';
import { BINARY, isText, textOf } from './media-type.js';
import type { FileContent, Files } from './store.js';
import { uriOf } from './uri.js';

const TEXT_BYTES = 100_000;

interface Part {
  name: string;
  start: number;
  length?: number | undefined;
}

/** A part of a file, as `read_file` returns it: text ends with a whole character, other content is a block. */
export async function readPart(files: Files, part: Part, context: CallContext) {
  const { name, start, length } = part;
  const store = await files.of(context);
  const found = await store.read(name, { start, length: length ?? TEXT_BYTES });
  const text = textPart(found, start);
  if (text) return { name, type: textType(found.type), size: found.size, ...text };
  const isPart = length === undefined && start + found.bytes.length < found.size;
  const whole = isPart ? await store.read(name, { start, length: found.size }) : found;
  return binaryPart(files.provider, { name, start }, whole);
}

/** Undefined where it is not text. A character that an arbitrary start cuts off belongs to the part before. */
function textPart({ bytes, size, type }: FileContent, start: number) {
  if (!isText(type) && type !== BINARY) return undefined;
  const skipped = start === 0 ? 0 : continuationBytes(bytes);
  const end = start + bytes.length;
  const text = textOf(bytes.subarray(skipped), end === size);
  if (text === undefined) return undefined;
  const next = start + skipped + Buffer.byteLength(text);
  return { text, ...(next < size && { next }) };
}

/** At the beginning: `10xxxxxx`, of which a character has three at most (RFC 3629 section 3). */
function continuationBytes(bytes: Buffer): number {
  const first = bytes.subarray(0, 3).findIndex((byte) => byte >> 6 !== 0b10);
  return first === -1 ? Math.min(3, bytes.length) : first;
}

const textType = (type: string): string => (type === BINARY ? 'text/plain' : type);

function binaryPart(
  provider: string,
  { name, start }: Part,
  { bytes, size, type }: FileContent,
): Content {
  const uri = uriOf(provider, name);
  const next = start + bytes.length;
  const isWhole = bytes.length === size;
  const block = isWhole
    ? mediaBlock(uri, bytes, type)
    : embeddedResource({ uri, mimeType: type, data: bytes });
  return content(block).withValue({ name, type, size, ...(next < size && { next }) });
}
