import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll } from 'vitest';
import { userFolder } from '../../files/names.js';
import { configOf } from '../../project/config.js';
import { isUrl } from '../../utils/addresses.js';
import { type BucketRequest, startBucket } from '../fakes/bucket-server.js';
import { stubEnvironment } from '../server/environment.js';
import type { TestedProvider } from '../tested-provider.js';

/** The place of the provider's files while its tests run. */
export interface Storage {
  /** Puts a file there as if this user had written it. */
  put(userId: string, name: string, content: string): void;
  /** Removes a file of this user. */
  remove(userId: string, name: string): void;
  /** Requests that a bucket has received. */
  requests: BucketRequest[];
}

interface StoragePlace {
  address: string;
  write(name: string, content: string): void;
  remove(name: string): void;
  requests: BucketRequest[];
  close(): Promise<void> | void;
}

/** Returns a folder or a bucket of its own for the tests of a provider. */
export function useStorage({
  provider,
  prefix,
  shared,
}: Pick<TestedProvider, 'provider' | 'prefix'> & { shared: boolean }): () => Storage {
  let storage: Storage | undefined;
  beforeAll(async () => {
    const isBucket = isUrl(configOf(provider).storage ?? '');
    const place = isBucket ? await bucketPlace() : folderPlace();
    const nameOf = (userId: string, name: string) =>
      shared ? name : `${userFolder(userId)}/${name}`;
    const restore = stubEnvironment({ [`${prefix}_STORAGE`]: place.address });
    storage = {
      requests: place.requests,
      put: (userId, name, content) => place.write(nameOf(userId, name), content),
      remove: (userId, name) => place.remove(nameOf(userId, name)),
    };
    return async () => {
      restore();
      await place.close();
    };
  });
  return () => {
    if (!storage) throw new Error('The storage starts before the tests');
    return storage;
  };
}

async function bucketPlace(): Promise<StoragePlace> {
  const { url, objects, requests, close } = await startBucket();
  const write = (name: string, content: string) => void objects.set(name, Buffer.from(content));
  const remove = (name: string) => void objects.delete(name);
  return { address: url, write, remove, requests, close };
}

/** Returns a folder with the provider's files, and next to it a file that no name may reach. */
function folderPlace(): StoragePlace {
  const outside = mkdtempSync(join(tmpdir(), 'mcp-files-'));
  const root = join(outside, 'files');
  mkdirSync(root);
  writeFileSync(join(outside, 'outside.txt'), 'outside');
  return {
    address: root,
    requests: [],
    write(name, content) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), content);
    },
    remove: (name) => rmSync(join(root, name)),
    close: () => rmSync(outside, { recursive: true, force: true }),
  };
}
