import { stylesOf, type Catalog } from '../../src/model/catalog.js';
import type { ProviderSpec } from '../../src/model/spec.js';
import { checkProvider } from '../../src/spec/check.js';

/** The smallest provider of every kind with every auth style that it can have. */
export const combinations = (catalog: Catalog): { words: string; spec: ProviderSpec }[] =>
  Object.entries(catalog.kinds).flatMap(([kindName, kind]) =>
    Object.entries(stylesOf(kind, catalog.styles)).map(([style, { sample }]) => {
      const settings = kind.settings.map(({ key, schema }) => [key, schema.examples[0]] as const);
      const written = {
        name: 'acme',
        kind: kindName,
        description: 'Rooms of Acme.',
        ...Object.fromEntries(settings),
        auth: sample,
        tools: [kind.sample],
      };
      return { words: `${kindName} with ${style}`, spec: checkProvider(written, catalog).spec };
    }),
  );
