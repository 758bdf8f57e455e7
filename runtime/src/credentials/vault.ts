import { join } from 'node:path';
import { nodeCrypto } from '../node/node-module.js';
import { configOf } from '../project/config.js';
import { dataFolder } from '../project/data-folder.js';
import type { Lock, Records, SharedStore } from '../project/ports.js';
import { knownProjectOf, type Project, projectOf } from '../project/project.js';
import { setting } from '../utils/settings.js';
import { createEncryption, type Encryption } from './encryption.js';
import { type LockTimes, withFileLock } from './file-lock.js';
import { hasConfiguredKey, loadKeys } from './keys.js';
import { fileRecords } from './records.js';

/** Where the records of one provider are kept: in the store that `TOKEN_STORE` names, else in files of this machine's user. */
export interface Vault {
  readonly provider: string;
  /** To whom the records belong: the API that gets the credentials. */
  origin(): string;
  records(): Promise<Records>;
  /** @param create whether to make a key where this machine has none */
  encryption(create: boolean): Promise<Encryption>;
  /** Runs `task` while no other process, and nothing else in this one, runs one for the same user. */
  withLock<T>(userId: string, task: (lock: Lock) => Promise<T>): Promise<T>;
}

/** What the process remembers for one project. */
interface Memory {
  /** By address. */
  opened: Map<string, Promise<Records>>;
  /** By whether a key is made where there is none. */
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

/** Whose records a vault has. */
export interface Place {
  /** Begins the ids of its records. */
  name: string;
  project(): Project;
  /** The folder of the files. */
  folder(): string;
  origin(): string;
}

/** @param lockTimes of locks in files */
export function vaultAt({ name, project, folder, origin }: Place, lockTimes?: LockTimes): Vault {
  const made = new WeakMap<Project, Memory>();
  function memory(): Memory {
    const projectMemory = made.get(project()) ?? { opened: new Map(), encryptions: new Map() };
    made.set(project(), projectMemory);
    return projectMemory;
  }

  return {
    provider: name,
    origin,
    async records() {
      const shared = sharedStoreOf(project());
      if (!shared) return fileRecords(folder);
      const { store, address } = shared;
      const { opened } = memory();
      const openedRecords = opened.get(address);
      if (openedRecords) return openedRecords;
      const opening = Promise.resolve(store.records(address));
      opened.set(address, opening);
      opening.catch(() => opened.delete(address)); // an outage at the first call is temporary
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
 * Users come from tokens and may contain anything: their name never becomes a path.
 * @param purpose of records other than credentials
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

/** Records belong to the API that gets the credentials. */
const apiOrigin = (provider: string) => new URL(configOf(provider).base_url).origin;

interface OpenStore {
  store: SharedStore;
  address: string;
}

/** The store that `TOKEN_STORE` names; undefined where records stay on this machine. */
export function sharedStore(provider: string): OpenStore | undefined {
  const project = knownProjectOf(provider);
  return project && sharedStoreOf(project);
}

function sharedStoreOf({ env, stores }: Project): OpenStore | undefined {
  const address = setting('TOKEN_STORE', env);
  if (address === undefined) return undefined;
  const protocol = URL.canParse(address) ? new URL(address).protocol : '';
  const store = stores.find(({ protocols }) => protocols.includes(protocol));
  // The address is not shown: it may contain a password.
  if (!store) throw new Error(`TOKEN_STORE must be an address of ${namesOf(stores)}`);
  if (hasConfiguredKey(env)) return { store, address };
  throw new Error(
    'Servers that share TOKEN_STORE need one encryption key: set CREDENTIALS_KEY. Make one with: openssl rand -base64 32',
  );
}

const namesOf = (stores: readonly SharedStore[]) =>
  stores.flatMap(({ protocols }) => protocols.map((name) => `${name}//`)).join(' or ') ||
  'a store in "stores" of runServer or createHandler';
