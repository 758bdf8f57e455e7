import { ownValue } from '../model/json-schema/subschemas.js';
import { type ContractPort, DEFAULT_KIND, type Served } from '../model/kind.js';
import type { Provider } from '../model/project.js';
import { contracts } from './contracts.gen.js';

const all: Readonly<Record<string, ContractPort>> = contracts;

/** The contract of a provider's kind; empty where the kind has none. */
export const contractOf = ({ entry }: Pick<Provider, 'entry'>): ContractPort =>
  ownValue(all, entry?.text('kind') ?? DEFAULT_KIND) ?? {};

const NOTHING: Served = { file: '', tools: [], resources: [], prompts: [] };

/** What a provider serves beside tools, resources and prompts of its own. */
export const servedBy = (provider: Provider): Served =>
  contractOf(provider).served?.(provider) ?? NOTHING;
