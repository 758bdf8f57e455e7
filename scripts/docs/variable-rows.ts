import type { Catalog } from '../../src/model/catalog.js';
import { snakeCase } from '../../src/model/names.js';

export const VARIABLE_HEAD = ['environment variable', 'of', 'meaning'];

/** Environment variables of a provider, by auth style and kind; `ACME` is the name of the provider. */
export const variableRows = ({ kinds, styles }: Catalog): string[][] => [
  ...Object.entries(styles).flatMap(([name, style]) =>
    style
      .environment(style.sample)
      .map(({ suffix, description }) => [`\`ACME_${suffix}\``, `\`${name}\``, description]),
  ),
  ...Object.entries(kinds).flatMap(([name, { spec }]) =>
    spec.settings.map(({ key }) => [
      `\`ACME_${snakeCase(key).toUpperCase()}\``,
      `kind \`${name}\``,
      `replaces \`${snakeCase(key)}\` in \`provider-config.yaml\``,
    ]),
  ),
];
