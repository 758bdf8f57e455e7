import { join } from 'node:path';
import { nodeCrypto } from '../node/node-module.js';
import { configOf } from '../project/config.js';
import { dataFolder } from '../project/data-folder.js';
import type { Lock, Records, SharedStore } from '../project/interfaces.js';
import type { SharedQueue } from '../project/job-queue.js';
import { knownProjectOf, type Project, projectOf } from '../project/project.js';
import { setting } from '../utils/settings.js';
import { createEncryption, type Encryption } from './encryption.js';
import { type LockTimes, withFileLock } from './file-lock.js';
import { hasConfiguredKey, loadKeys } from './keys.js';
import { fileRecords } from './records.js';

/** Records of one provider: in the store that `TOKEN_STORE` names, otherwise in files of the local user. */
export interface Vault {
  readonly provider: string;
  /** Returns the origin of the API that gets the credentials; records are bound to it. */
  origin(): string;
  records(): Promise<Records>;
  /** @param create whether to create a key if this machine has none */
  encryption(create: boolean): Promise<Encryption>;
  /** Runs `task` while no other task holds the lock of this name, in any process. */
  withLock<T>(name: string, task: (lock: Lock) => Promise<T>): Promise<T>;
}

interface OpenResources {
  recordsByAddress: Map<string, Promise<Records>>;
  /** Encryptions by whether a missing key is created. */
  encryptions: Map<boolean, Promise<Encryption>>;
}

/** @param lockTimes of locks in files */
export const createVault = (provider: string, lockTimes?: LockTimes): Vault =>
  vaultAt(
    {
      name: provider,
      project: () => projectOf(provider),
      folder: () => dataFolder(provider),
      origin: () => apiOrigin(provider),
    },
    lockTimes,
  );

/** Location and owner of a vault's records. */
export interface VaultLocation {
  /** Prefix of the record ids. */
  name: string;
  project(): Project;
  /** Returns the folder of the record files. */
  folder(): string;
  origin(): string;
}

/** @param lockTimes of locks in files */
export function vaultAt(
  { name, project, folder, origin }: VaultLocation,
  lockTimes?: LockTimes,
): Vault {
  const openResources = new WeakMap<Project, OpenResources>();
  function memory(): OpenResources {
    const projectMemory = openResources.get(project()) ?? {
      recordsByAddress: new Map(),
      encryptions: new Map(),
    };
    openResources.set(project(), projectMemory);
    return projectMemory;
  }

  return {
    provider: name,
    origin,
    async records() {
      const shared = sharedStoreOf(project());
      if (!shared) return fileRecords(folder);
      const { store, address } = shared;
      const { recordsByAddress } = memory();
      const openedRecords = recordsByAddress.get(address);
      if (openedRecords) return openedRecords;
      const opening = Promise.resolve(store.records(address));
      recordsByAddress.set(address, opening);
      opening.catch(() => recordsByAddress.delete(address)); // an outage at the first call is temporary
      return opening;
    },
    encryption(create) {
      const { encryptions } = memory();
      const openedEncryption = encryptions.get(true) ?? encryptions.get(create);
      if (openedEncryption) return openedEncryption;
      const keyFile = { path: () => `${folder()}.key`, create };
      const loading = loadKeys(keyFile, project().env).then(createEncryption);
      encryptions.set(create, loading);
      loading.catch(() => encryptions.delete(create)); // a keyring may be locked at first
      return loading;
    },
    withLock(userId, task) {
      const id = recordId(name, userId, undefined, origin());
      const shared = sharedStoreOf(project());
      return shared
        ? shared.store.withLock(shared.address, id, task)
        : withFileLock({ directory: join(folder(), 'locks'), id }, task, lockTimes);
    },
  };
}

/**
 * Returns the ID of a user's record. User ids come from tokens and may contain anything, so the id
 * contains only a digest.
 * @param purpose purpose of records other than credentials
 */
export function recordId(
  provider: string,
  userId: string,
  purpose?: string,
  origin = apiOrigin(provider),
): string {
  const digest = nodeCrypto()
    .createHash('sha256')
    .update(JSON.stringify([provider, origin, userId]))
    .digest('hex');
  return [provider, purpose, digest.slice(0, 40)].filter(Boolean).join('-');
}

/** Returns the origin of the API that gets the credentials; records are bound to it. */
const apiOrigin = (provider: string) => new URL(configOf(provider).base_url).origin;

interface OpenStore {
  store: SharedStore;
  address: string;
}

/** Returns the store that `TOKEN_STORE` names; undefined if records stay on this machine. */
export function sharedStore(provider: string): OpenStore | undefined {
  const project = knownProjectOf(provider);
  return project && sharedStoreOf(project);
}

function sharedStoreOf({ env, stores }: Project): OpenStore | undefined {
  const address = setting('TOKEN_STORE', env);
  if (address === undefined) return undefined;
  const protocol = URL.canParse(address) ? new URL(address).protocol : '';
  const store = stores.find(({ protocols }) => protocols.includes(protocol));
  // The message omits the address, which may contain a password.
  if (!store) throw new Error(`TOKEN_STORE must be an address of ${namesOf(stores)}`);
  if (hasConfiguredKey(env)) return { store, address };
  throw new Error(
    'Servers that share TOKEN_STORE need one encryption key: set CREDENTIALS_KEY. Make one with: openssl rand -base64 32',
  );
}

/**
 * Returns the queue of tasks and events that servers share: at `MCP_QUEUE`, otherwise at
 * `TOKEN_STORE`; undefined if jobs stay in the store.
 * @throws Error if `MCP_QUEUE` cannot be used
 */
export function sharedQueueOf({
  env,
  queue,
}: Project): { queue: SharedQueue; address: string } | undefined {
  const ownAddress = setting('MCP_QUEUE', env);
  const storeAddress = setting('TOKEN_STORE', env);
  if (ownAddress !== undefined && !queue)
    throw new Error(
      'MCP_QUEUE requires "queue" of runServer or createHandler, such as bullmqQueue()',
    );
  if (ownAddress !== undefined && storeAddress === undefined)
    throw new Error(
      'MCP_QUEUE requires TOKEN_STORE: other machines cannot read the files of this one',
    );
  const address = ownAddress ?? storeAddress;
  if (!queue || address === undefined) return undefined;
  if (queue.protocols.some((protocol) => address.startsWith(protocol))) return { queue, address };
  throw new Error(`MCP_QUEUE must be an address of ${namesOf([queue])}`);
}

const namesOf = (stores: readonly Pick<SharedStore, 'protocols'>[]) =>
  stores.flatMap(({ protocols }) => protocols.map((name) => `${name}//`)).join(' or ') ||
  'a store in "stores" of runServer or createHandler';
