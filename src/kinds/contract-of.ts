import { ownValue } from '../model/json-schema/subschemas.js';
import { DEFAULT_KIND, type KindContract, type ServedDefinitions } from '../model/kind.js';
import type { Provider } from '../model/project.js';
import { contracts } from './contracts.gen.js';

const contractsByKind: Readonly<Record<string, KindContract>> = contracts;

/** Returns the contract of a provider's kind; empty if the kind has none. */
export const kindContract = ({ entry }: Pick<Provider, 'entry'>): KindContract =>
  ownValue(contractsByKind, entry?.text('kind') ?? DEFAULT_KIND) ?? {};

const NO_DEFINITIONS: ServedDefinitions = { file: '', tools: [], resources: [], prompts: [] };

/** Returns tools, resources and prompts that a provider serves in addition to its own modules. */
export const servedDefinitionsOf = (provider: Provider): ServedDefinitions =>
  kindContract(provider).definitions?.(provider) ?? NO_DEFINITIONS;
