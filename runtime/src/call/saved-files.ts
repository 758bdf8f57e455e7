import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createFile, makeFolder } from '../node/files.js';
import { fileSystem, nodeCrypto } from '../node/node-module.js';
import { dataFolder } from '../project/data-folder.js';
import { log } from '../project/log.js';
import { isPart } from '../utils/name-rules.js';
import { count } from '../utils/settings.js';
import { type ContentBlock, type ResourceContents, resourceLink, textBlock } from './content.js';
import type { WholeResult } from './definitions.js';

/** Base64 of more would fill the context of a model, which cannot read it. */
const DEFAULT_BYTES = 20_000;
const VARIABLE = 'MCP_MAX_INLINE_BYTES';
const KEPT_MS = 7 * 86_400_000;

/** The URI of what only a result has: no server can read it again. */
export const ATTACHMENT = 'attachment:';

/**
 * The result of a call over stdio with its larger attachments as files in the data folder of the user, who is at this
 * machine: a link and a line with the path take the place of each. Files of more than a week ago are removed. If a file
 * cannot be written, the result stays as it is.
 */
export async function withSavedFiles<Value extends WholeResult | undefined>(
  result: Value,
  provider: string,
): Promise<Value> {
  const blocks = result?.content;
  if (!Array.isArray(blocks)) return result;
  const most = count(VARIABLE) ?? DEFAULT_BYTES;
  const isLarge = (block: ContentBlock) => (attachmentIn(block)?.blob.length ?? 0) * 0.75 > most;
  if (!(blocks as ContentBlock[]).some(isLarge)) return result;
  try {
    const folder = join(dataFolder(provider), 'downloads');
    await makeFolder(folder);
    await removeOld(folder);
    const content = [];
    for (const block of blocks as ContentBlock[]) {
      const attachment = isLarge(block) ? attachmentIn(block) : undefined;
      content.push(...(attachment ? await saved(attachment, folder) : [block]));
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
  return block.resource.uri.startsWith(ATTACHMENT) ? block.resource : undefined;
}

async function saved({ uri, mimeType, blob }: Attachment, folder: string): Promise<ContentBlock[]> {
  const decoded = decodeURIComponent(uri.slice(ATTACHMENT.length));
  const name = isPart(decoded) ? decoded : 'content';
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
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now })); // another process was faster
    if (now - mtimeMs > KEPT_MS) await unlink(path).catch(() => {});
  }
}
