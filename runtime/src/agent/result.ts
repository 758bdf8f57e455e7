import { isDeepStrictEqual } from 'node:util';
import type { CallToolResult } from '@modelcontextprotocol/client';
import type { Image } from './model.js';

/** What the model reads of a result. */
export interface Reading {
  text: string;
  images: Image[];
}

/** Formats that models with images read. */
const FORMATS: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
]);
/** Characters of base64: Anthropic refuses images of more than 5 MB. */
const LARGEST = 5_000_000;
const MOST_IMAGES = 10;

/** All of a result: texts, structured content that no text repeats, images, and a line for each block that a model cannot read. */
export function readingOf({ content, structuredContent }: CallToolResult, server: string): Reading {
  const images: Image[] = [];
  const blob = (kind: string, mimeType: string, data: string): string => {
    const size = `${kind}, ${mimeType}, ${data.length} characters of base64`;
    if (!FORMATS.has(mimeType)) return `[${size}: not shown, because models do not read it]`;
    if (data.length > LARGEST) return `[${size}: not shown, because it is too large]`;
    if (images.length === MOST_IMAGES) return `[${size}: not shown, after ${MOST_IMAGES} images]`;
    images.push({ mimeType, data });
    return `[Image ${images.length}: ${mimeType}]`;
  };
  const texts = content.map((block): string => {
    switch (block.type) {
      case 'text':
        return block.text;
      case 'resource_link':
        return `[Resource ${block.uri} of the server "${server}": ${[block.title ?? block.name, block.description].filter(Boolean).join('. ')}]`;
      case 'resource': {
        const { resource } = block;
        if ('text' in resource) return resource.text;
        const { uri, mimeType = 'application/octet-stream', blob: data } = resource;
        return blob(`resource ${uri}`, mimeType, data);
      }
      default:
        return blob(block.type, block.mimeType, block.data);
    }
  });
  const isRepeated =
    structuredContent === undefined || texts.some((text) => isSame(text, structuredContent));
  const structured = isRepeated ? [] : [JSON.stringify(structuredContent)];
  const text = [...texts, ...structured].join('\n');
  return { text: text.trim() === '' ? 'Done.' : text, images };
}

/** Servers repeat structured content as a text (MCP, "Structured Content"), some without the object around a value. */
function isSame(text: string, structured: unknown): boolean {
  const values =
    typeof structured === 'object' && structured !== null ? Object.values(structured) : [];
  const [only] = values.length === 1 ? (values as unknown[]) : [];
  if (only === text) return true;
  try {
    const value: unknown = JSON.parse(text);
    return isDeepStrictEqual(value, structured) || isDeepStrictEqual(value, only);
  } catch {
    return false;
  }
}
