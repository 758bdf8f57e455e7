import type { AuthStyle } from '../model/auth-style.js';
import type { ToolSpec } from '../model/spec.js';
import { schemaHelpers } from './tool-module.js';

/** A folder in `templates/features`: files that only some projects need. */
export interface Feature {
  folder: string;
  wanted(tools: readonly ToolSpec[], styles: readonly AuthStyle[]): boolean;
  /** Production dependencies that its files import. */
  dependencies: readonly string[];
}

const usesHelper =
  (helper: string): Feature['wanted'] =>
  (tools) =>
    tools.some((tool) => schemaHelpers(tool).includes(helper));

const features: readonly Feature[] = [
  {
    folder: 'credentials',
    wanted: (_, styles) => styles.some((style) => style.storesCredentials),
    dependencies: [],
  },
  {
    folder: 'pagination',
    wanted: (tools) => tools.some(({ request }) => request?.pagination),
    dependencies: [],
  },
  { folder: 'integer', wanted: usesHelper('integer'), dependencies: [] },
  {
    folder: 'raw-schema',
    wanted: usesHelper('rawSchema'),
    dependencies: ['@cfworker/json-schema'],
  },
];

export const featuresOf = (tools: readonly ToolSpec[], styles: readonly AuthStyle[]): Feature[] =>
  features.filter(({ wanted }) => wanted(tools, styles));
