import { isDeepStrictEqual } from 'node:util';
import type { CallToolResult } from '@modelcontextprotocol/client';
import type { Image } from './model.js';

/** The content of a result for the model. */
export interface ModelContent {
  text: string;
  images: Image[];
}

/** Image formats that models read. */
const IMAGE_FORMATS: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
]);
/** Most characters of Base64 in an image: Anthropic refuses images of more than 5 MB. */
const MAX_IMAGE_CHARACTERS = 5_000_000;
const MAX_IMAGES = 10;

/**
 * Returns the complete result for a model: texts, structured content that no text repeats, images,
 * and a line for each block that a model cannot read.
 */
export function modelContentOf(
  { content, structuredContent }: CallToolResult,
  server: string,
): ModelContent {
  const images: Image[] = [];
  const blob = (kind: string, mimeType: string, data: string): string => {
    const size = `${kind}, ${mimeType}, ${data.length} characters of base64`;
    if (!IMAGE_FORMATS.has(mimeType)) return `[${size}: not shown, because models do not read it]`;
    if (data.length > MAX_IMAGE_CHARACTERS) return `[${size}: not shown, because it is too large]`;
    if (images.length === MAX_IMAGES) return `[${size}: not shown, after ${MAX_IMAGES} images]`;
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
  const structuredText = isRepeated ? [] : [JSON.stringify(structuredContent)];
  const text = [...texts, ...structuredText].join('\n');
  return { text: text.trim() === '' ? 'Done.' : text, images };
}

/**
 * Returns whether a text repeats the structured content (MCP, "Structured Content"); some servers
 * omit the object around a single value.
 */
function isSame(text: string, structuredContent: unknown): boolean {
  const values =
    typeof structuredContent === 'object' && structuredContent !== null
      ? Object.values(structuredContent)
      : [];
  const [only] = values.length === 1 ? (values as unknown[]) : [];
  if (only === text) return true;
  try {
    const value: unknown = JSON.parse(text);
    return isDeepStrictEqual(value, structuredContent) || isDeepStrictEqual(value, only);
  } catch {
    return false;
  }
}
