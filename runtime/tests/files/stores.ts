import { mkdir } from 'node:fs/promises';
import { onTestFinished } from 'vitest';
import { accessKeyAuth, fileBucket } from '../../src/files/bucket.js';
import { folderStore } from '../../src/files/folder-store.js';
import { userFolder } from '../../src/files/names.js';
import {
  openByHandle,
  openByPath,
  openNestedFolder,
  type OpenRoot,
} from '../../src/files/open-folder.js';
import type { FileStore } from '../../src/files/store.js';
import { setEnvironment } from '../../src/testing/server/environment.js';
import { temporaryFolder } from '../temporary-folder.js';
import { contextOf, documentsProject, limits, storage } from './project.js';

/** Opens the files of a user. */
export type OpenFiles = (userId: string, readOnly?: boolean) => Promise<FileStore>;

interface TestedStore {
  title: string;
  /** A new storage, until the test ends. */
  start(): Promise<OpenFiles>;
}

/** Folders as Linux has them, and as other systems do. */
export const folders = [
  { title: 'folder by handle', openRoot: openByHandle },
  { title: 'folder by path', openRoot: openByPath },
].filter(({ openRoot }) => process.platform === 'linux' || openRoot === openByPath);

/** Every kind of storage. */
export const stores: TestedStore[] = [
  ...folders.map(({ title, openRoot }) => ({
    title,
    start: async () => openFolder(openRoot, storage().root),
  })),
  { title: 'bucket', start: startBucket },
];

export function openFolder(openRoot: OpenRoot, root: string): OpenFiles {
  return async (userId, readOnly = false) => {
    await mkdir(root, { recursive: true });
    const own = [userFolder(userId)];
    const open = async () => openNestedFolder(await openRoot(root), own, 0o700);
    const { signal } = contextOf(userId);
    const isExcluded = () => false;
    return folderStore({ open, key: `${root}/${userId}`, readOnly, isExcluded, limits, signal });
  };
}

/** The package has no types. */
const S3RVER = 's3rver' as string;

interface LocalS3 {
  run(): Promise<{ port: number }>;
  close(): Promise<void>;
}

async function startBucket(): Promise<OpenFiles> {
  const directory = temporaryFolder();
  const { default: S3rver } = (await import(S3RVER)) as {
    default: new (options: object) => LocalS3;
  };
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: 'files' }],
  });
  const { port } = await server.run();
  onTestFinished(() => server.close());
  documentsProject(`http://127.0.0.1:${port}/files`);
  setEnvironment('DOCUMENTS', { KEY_ID: 'S3RVER', SECRET: 'S3RVER', STORAGE: '' });
  const auth = accessKeyAuth('documents', {
    accessKeyId: 'DOCUMENTS_KEY_ID',
    secretAccessKey: 'DOCUMENTS_SECRET',
  });
  return (userId, readOnly = false) =>
    fileBucket('documents', auth, { readOnly, limits }).of(contextOf(userId));
}
