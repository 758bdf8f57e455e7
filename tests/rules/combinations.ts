import { type KindsAndStyles, kindStyles } from '../../src/model/kinds-and-styles.js';
import type { ProviderSpec } from '../../src/model/spec.js';
import { checkProvider } from '../../src/spec/check.js';
import { sampleSettings } from '../../src/spec/flags/draft.js';

/** The smallest provider of every kind with every auth style that it can have. */
export const combinations = (
  kindsAndStyles: KindsAndStyles,
): { words: string; spec: ProviderSpec }[] =>
  Object.entries(kindsAndStyles.kinds).flatMap(([kindName, kind]) =>
    Object.entries(kindStyles(kind, kindsAndStyles.styles)).map(([style, { sample }]) => {
      const written = {
        name: 'acme',
        kind: kindName,
        description: 'Rooms of Acme.',
        ...sampleSettings(kind, style),
        auth: sample,
        tools: [kind.test.sample],
      };
      return {
        words: `${kindName} with ${style}`,
        spec: checkProvider(written, kindsAndStyles).spec,
      };
    }),
  );
