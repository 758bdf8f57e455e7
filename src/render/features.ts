import type { PaginationSpec, StoreKind, ToolSpec } from '../model/spec.js';
import { schemaHelpers } from './tool-module.js';

/** A folder in `templates/features`: files that only some projects need. */
export interface Feature {
  folder: string;
  /** Beside the auth styles that ask for it by name. */
  wanted?(tools: readonly ToolSpec[]): boolean;
  /** Packages that its files import. */
  dependencies: readonly string[];
  /** Packages that its tests import. */
  devDependencies?: readonly string[];
}

/** What a project, or an addition to one, needs features for. */
export interface FeatureNeeds {
  tools: readonly ToolSpec[];
  /** By the auth styles of its providers: see `AuthStyle.features`. */
  asked: readonly string[];
  /** Absent: credentials stay in files. */
  store?: StoreKind;
}

const usesHelper = (helper: string) => (tools: readonly ToolSpec[]) =>
  tools.some((tool) => schemaHelpers(tool).includes(helper));

const usesPages = (style: PaginationSpec['style']) => (tools: readonly ToolSpec[]) =>
  tools.some(({ request }) => request?.pagination?.style === style);

const features: readonly Feature[] = [
  { folder: 'credentials', dependencies: [] },
  { folder: 'secret-form', dependencies: [] },
  { folder: 'shared-store', dependencies: [] },
  { folder: 'store-file', dependencies: [] },
  { folder: 'store-redis', dependencies: ['ioredis'] },
  { folder: 'store-postgres', dependencies: ['pg'], devDependencies: ['@types/pg'] },
  { folder: 'renewal', dependencies: [] },
  { folder: 'lock-file', dependencies: [] },
  { folder: 'lock-redis', dependencies: [] },
  { folder: 'lock-postgres', dependencies: [] },
  {
    folder: 'oauth',
    dependencies: ['openid-client'],
    devDependencies: ['@types/oidc-provider', 'oidc-provider'],
  },
  { folder: 'oauth-quirks', dependencies: [] },
  { folder: 'oauth-dialect', dependencies: [] },
  { folder: 'application-credentials', dependencies: [] },
  { folder: 'authorization-code', dependencies: [] },
  { folder: 'account-link', dependencies: [] },
  {
    folder: 'pagination',
    wanted: (tools) => tools.some(({ request }) => request?.pagination),
    dependencies: [],
    devDependencies: ['vitest'],
  },
  {
    folder: 'link-pages',
    wanted: usesPages('link'),
    dependencies: [],
    devDependencies: ['vitest'],
  },
  {
    folder: 'cursor-pages',
    wanted: usesPages('cursor'),
    dependencies: [],
    devDependencies: ['vitest'],
  },
  { folder: 'integer', wanted: usesHelper('integer'), dependencies: [] },
  {
    folder: 'raw-schema',
    wanted: usesHelper('rawSchema'),
    dependencies: ['@cfworker/json-schema'],
  },
];

export function featuresOf({ tools, asked, store }: FeatureNeeds): Feature[] {
  const folders = new Set(asked.flatMap((name) => foldersFor(name, store)));
  return features.filter(({ folder, wanted }) => folders.has(folder) || wanted?.(tools));
}

function foldersFor(name: string, store: StoreKind | undefined): string[] {
  if (name === 'lock') return [`lock-${store ?? 'file'}`];
  if (name !== 'store') return [name];
  return store ? [`store-${store}`, 'shared-store'] : ['store-file'];
}
