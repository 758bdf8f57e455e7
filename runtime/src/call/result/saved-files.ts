import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createFile, makeFolder } from '../../node/files.js';
import { fileSystem, nodeCrypto } from '../../node/node-module.js';
import { dataFolder } from '../../project/data-folder.js';
import { log } from '../../project/log.js';
import { isNamePart } from '../../utils/name-rules.js';
import { countSetting } from '../../utils/settings.js';
import type { ProtocolResult } from '../define/definitions.js';
import { type ContentBlock, type ResourceContents, resourceLink, textBlock } from './content.js';

/** Most bytes within a result: a model cannot read Base64, and more would fill its context. */
const DEFAULT_BYTES = 20_000;
const VARIABLE = 'MCP_MAX_INLINE_BYTES';
const RETENTION_MS = 7 * 86_400_000;

/** URI scheme of content that exists only in a result; no server can read it again. */
export const ATTACHMENT_SCHEME = 'attachment:';

/**
 * Saves the larger attachments of a result over stdio in the data folder of the local user; a link
 * and a line with the path replace each. Files older than a week are removed. If a file cannot be
 * written, the result does not change.
 */
export async function withSavedFiles<Value extends ProtocolResult | undefined>(
  result: Value,
  provider: string,
): Promise<Value> {
  const blocks = result?.content;
  if (!Array.isArray(blocks) || !(blocks as ContentBlock[]).some(attachmentIn)) return result;
  const maxBytes = countSetting(VARIABLE) ?? DEFAULT_BYTES;
  const isLarge = (block: ContentBlock) =>
    (attachmentIn(block)?.blob.length ?? 0) * 0.75 > maxBytes;
  if (!(blocks as ContentBlock[]).some(isLarge)) return result;
  try {
    const folder = join(dataFolder(provider), 'downloads');
    await makeFolder(folder);
    await removeOld(folder);
    const content = [];
    for (const block of blocks as ContentBlock[]) {
      const attachment = isLarge(block) ? attachmentIn(block) : undefined;
      content.push(...(attachment ? await saveAttachment(attachment, folder) : [block]));
    }
    return { ...result, content };
  } catch (error) {
    log('error', 'cannot save a file', error, { provider });
    return result;
  }
}

type Attachment = ResourceContents & { blob: string };

function attachmentIn(block: ContentBlock): Attachment | undefined {
  if (block.type !== 'resource' || !('blob' in block.resource)) return undefined;
  return block.resource.uri.startsWith(ATTACHMENT_SCHEME) ? block.resource : undefined;
}

async function saveAttachment(
  { uri, mimeType, blob }: Attachment,
  folder: string,
): Promise<ContentBlock[]> {
  const decoded = decodeURIComponent(uri.slice(ATTACHMENT_SCHEME.length));
  const name = isNamePart(decoded) ? decoded : 'content';
  const path = join(folder, `${nodeCrypto().randomBytes(6).toString('hex')}-${name}`);
  const bytes = Buffer.from(blob, 'base64');
  await createFile(path, bytes);
  const size = bytes.length;
  const type = mimeType === undefined ? {} : { mimeType };
  return [
    textBlock(`Saved as ${path} (${size} bytes).`),
    resourceLink({ uri: pathToFileURL(path).href, name, ...type, size }),
  ];
}

async function removeOld(folder: string): Promise<void> {
  const { readdir, stat, unlink } = fileSystem().promises;
  const now = Date.now();
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now })); // removed meanwhile
    if (now - mtimeMs > RETENTION_MS) await unlink(path).catch(() => {});
  }
}
