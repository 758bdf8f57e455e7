import type { AuthStyle } from '../model/auth-style.js';
import type { ProjectSpec } from '../model/spec.js';
import { schemaHelpers } from './tool-module.js';

/** A folder in `templates/features`: files that only some projects need. */
export interface Feature {
  folder: string;
  wanted(project: ProjectSpec, styles: readonly AuthStyle[]): boolean;
  /** Production dependencies that its files import. */
  dependencies: readonly string[];
}

const usesHelper =
  (helper: string): Feature['wanted'] =>
  ({ providers }) =>
    providers.some(({ tools }) => tools.some((tool) => schemaHelpers(tool).includes(helper)));

const features: readonly Feature[] = [
  {
    folder: 'credentials',
    wanted: (_, styles) => styles.some((style) => style.storesCredentials),
    dependencies: [],
  },
  {
    folder: 'pagination',
    wanted: ({ providers }) =>
      providers.some(({ tools }) => tools.some(({ request }) => request?.pagination)),
    dependencies: [],
  },
  { folder: 'integer', wanted: usesHelper('integer'), dependencies: [] },
  {
    folder: 'raw-schema',
    wanted: usesHelper('rawSchema'),
    dependencies: ['@cfworker/json-schema'],
  },
];

export const featuresOf = (project: ProjectSpec, styles: readonly AuthStyle[]): Feature[] =>
  features.filter(({ wanted }) => wanted(project, styles));
