import { join } from 'node:path';
import { isPart } from '../../../runtime/src/files/name-rules.js';
import type { Host } from '../../model/host.js';

/** What is in a folder, as far as it is counted. */
export interface Contents {
  /** Names of the first files that can be served, with their folders. */
  names: string[];
  files: number;
  folders: number;
  /** There is more than that. */
  isCut: boolean;
  /** Names in the folder itself that are hidden: no tool can reach them. */
  hidden: string[];
  /** Patterns of what nobody wants to serve: packages, and keys. */
  unwanted: string[];
}

/** A search reads fewer. */
const MOST_COUNTED = 10_000;
const MOST_NAMES = 50;

const PACKAGES = ['node_modules', 'bower_components', '__pycache__', 'site-packages'];
const KEY_NAME = /^id_(rsa|dsa|ecdsa|ed25519)$/;
const KEY_ENDING = /\.(pem|key|p12|pfx|jks|keystore|kdbx)$/i;

/** Counts the files in a folder and its folders, without opening one. Links are not followed. */
export async function contentsOf({ files }: Host, root: string): Promise<Contents> {
  const contents: Contents = {
    names: [],
    files: 0,
    folders: 0,
    isCut: false,
    hidden: [],
    unwanted: [],
  };
  const unwanted = new Set<string>();
  const queue = [''];
  for (const folder of queue) {
    for (const { name, kind } of await files.entries(join(root, folder))) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const pattern = unwantedPattern(name);
      if (pattern !== undefined) unwanted.add(pattern);
      else if (name.startsWith('.') && folder === '') contents.hidden.push(name);
      else if (!isPart(name)) continue;
      else if (kind === 'directory') queue.push(path);
      else if (kind === 'file') contents.files++;
      if (
        kind === 'file' &&
        pattern === undefined &&
        isPart(name) &&
        contents.names.length < MOST_NAMES
      )
        contents.names.push(path);
    }
    contents.isCut = contents.files + queue.length > MOST_COUNTED;
    if (contents.isCut) break;
  }
  return { ...contents, folders: queue.length - 1, unwanted: [...unwanted] };
}

/** `*.pem` for `server.pem`. */
function unwantedPattern(name: string): string | undefined {
  if (PACKAGES.includes(name) || KEY_NAME.test(name)) return name;
  const ending = KEY_ENDING.exec(name)?.[0];
  return ending === undefined ? undefined : `*${ending.toLowerCase()}`;
}
